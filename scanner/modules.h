// The modules of a blurred linear symbol: which of them are bars.
//
// Decides: the most likely sequence of bars and spaces behind one line of grey levels, when the lens has smeared
// several modules into each other. Leaves to others: what the modules spell (scanner/module_codes.h), where the line is
// (scanner/rungs.h).
//
// A line of sight through a blurred symbol is a channel with intersymbol interference: each grey level is the sum of a
// module and its neighbours, weighted by the blur. Forney's maximum-likelihood sequence estimation (IEEE Trans. Inf.
// Theory 18, 1972) finds the modules by Viterbi's algorithm; their number is known for each kind of symbol, so that
// their width follows from the ends. Blur, perspective and light are fitted along. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dockhand {

// The samples between the first and the last edge of what may be a symbol, in a line of grey levels.
struct Stretch {
  double first = 0, last = 0;
  std::vector<double> edges;  // between and including them, ascending
  double length() const { return last - first; }
};
// The longest stretches with bars and with quiet on both sides, at most `max_stretches`.
std::vector<Stretch> find_stretches(std::span<const float> line);
inline constexpr std::size_t max_stretches = 2;

struct Modules {
  std::vector<std::uint8_t> bars;  // 1 bar, 0 space
  double error = 1;                // root mean square difference between the line and the model, 1 the whole contrast
};

// The likeliest sequences of each number of modules between the ends of this stretch, those with the smallest error
// first; at most `max_sequences`, none above `largest_error`. No run of equal modules is longer than four, as in EAN,
// UPC and Code 128.
enum class Effort { quick, thorough };  // about 5 and 30 ms for one line
std::vector<Modules> find_modules(std::span<const float> line, const Stretch& stretch, std::span<const int> counts,
                                  Effort effort);
inline constexpr std::size_t max_sequences = 3;
inline constexpr double largest_error = 0.12;

// How well these modules explain a stretch, and the smallest error that any have under the model that suits them best.
struct Fit {
  double error = 1, free_error = 1;
};
Fit fit_modules(std::span<const float> line, const Stretch& stretch, std::span<const std::uint8_t> bars);

}  // namespace dockhand

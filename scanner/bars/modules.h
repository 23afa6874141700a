// How many modules a stretch of bars has, where they lie, and how well given ones explain it.
//
// Decides: where in a line of grey levels a symbol may begin and end, and which numbers of modules its edges speak for.
// Leaves to others: the model of the line (scanner/bars/line_channel.h), which modules are bars
// (scanner/bars/symbol_lines.h). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "scanner/bars/line_channel.h"

namespace dockhand {

// The samples between the first and the last edge of what may be a symbol, in a line of grey levels.
struct Stretch {
  double first = 0, last = 0;
  std::vector<double> edges;  // between and including them, ascending
  double length() const { return last - first; }
};
// The longest stretches with bars and with quiet on both sides, at most `max_stretches`. An edge has a slope of this
// part of the steepest one: in heavy blur those inside are far weaker than the outer ones.
std::vector<Stretch> find_stretches(std::span<const float> line, float faintest = 0.2F);
inline constexpr std::size_t max_stretches = 2;

// How well the edges lie on the borders of so many modules, at most 1; about 0.2 by chance. The blur moves the edges of
// narrow bars, not those of wide ones.
double in_step(const Stretch& stretch, int count);
// Where so many modules may lie so that the edges are on their borders, the likeliest first, at most `most`.
std::vector<Geometry> likely_geometries(const Stretch& stretch, int count, std::size_t most);

// How well these modules explain a stretch, in the direction that suits them.
struct Fit {
  double error = 1;
  double free_error = 1;  // the smallest that any modules have under the model that suits these best
  // What explains it, and better than these, of all that a symbol of so many modules may say (scanner/bars/layouts.h).
  std::optional<std::vector<std::uint8_t>> better = {};
};
Fit fit_modules(std::span<const float> line, const Stretch& stretch, std::span<const std::uint8_t> bars);
inline constexpr double largest_error = 0.12;  // of modules that explain anything

}  // namespace dockhand

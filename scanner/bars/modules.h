// How many modules a stretch of bars has, where they lie, and how well given ones explain it.
//
// Decides: which numbers of modules the edges speak for. Leaves to others: where a symbol may begin and end
// (scanner/bars/stretches.h), the model of the line (scanner/bars/line_channel.h), which modules are bars
// (scanner/bars/symbol_lines.h). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "scanner/bars/line_channel.h"
#include "scanner/bars/stretches.h"

namespace dockhand {

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

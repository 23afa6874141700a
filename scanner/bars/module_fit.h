// How many modules a run of bars has, where they lie, and how well given ones explain it.
//
// Decides: which numbers of modules the edges speak for. Leaves to others: where a symbol may begin and end
// (scanner/bars/bar_runs.h), the model of the line (scanner/bars/line_channel.h), which modules are bars
// (scanner/bars/symbol_lines.h). It is pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "scanner/bars/bar_runs.h"
#include "scanner/bars/line_channel.h"

namespace dockhand {

// Says how well the edges lie on the borders of `count` modules. It is at most 1, and about 0.2 by chance. The blur
// moves the edges of narrow bars, but not those of wide ones.
double edge_phase_score(const BarRun& run, int count);
// Returns where `count` modules may lie so that the edges are on their borders: at most `most` places, the likeliest
// first.
std::vector<Placement> likely_placements(const BarRun& run, int count, std::size_t most);

// Says how well these modules explain a run, in the direction that fits them better.
struct Fit {
  double error = 1;
  double unconstrained_residual = 1;  // the smallest that any modules have under the model that suits these best
  // Other modules that explain the run better than these. They are looked for among all that a symbol with as many
  // modules may say (scanner/bars/symbol_templates.h).
  std::optional<std::vector<std::uint8_t>> better = {};
};
Fit fit_modules(std::span<const float> line, const BarRun& run, std::span<const std::uint8_t> bars);
inline constexpr double largest_error = 0.12;  // modules with a larger error explain nothing

}  // namespace dockhand

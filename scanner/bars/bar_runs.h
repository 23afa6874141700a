// Where in a line of grey levels a linear symbol may begin and end.
//
// Decides: what counts as an edge, and where a gap is too wide to lie within a symbol. Leaves to others: how many
// modules there are (scanner/bars/module_fit.h). It is pure.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace dockhand {

// The samples between the first and the last edge of what may be a symbol, in a line of grey levels.
struct BarRun {
  double first = 0, last = 0;
  std::vector<double> edges;  // all edges between them and these two, ascending
  double length() const { return last - first; }
};
// Returns the longest runs that have bars and are quiet on both sides, at most `max_bar_runs`. An edge must have a
// slope of this part of the steepest one, because in heavy blur the inner edges are far weaker than the outer ones.
std::vector<BarRun> find_bar_runs(std::span<const float> line, float faintest = 0.2F);
inline constexpr std::size_t max_bar_runs = 2;

}  // namespace dockhand

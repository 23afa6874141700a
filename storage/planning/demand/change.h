// Whether an item sells at another rate than it used to.
//
// Decides: when the errors of a slow forecast have run to one side for so long that chance does not explain it. Leaves
// to others: what is done about it (storage/planning/demand/forecast.h).
//
// Source: Page (1954), "Continuous inspection schemes" (the cumulative sum, CUSUM), with reference value 0.5 and limit
// 5 standard deviations.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace dockhand::planning {

enum class Direction { up, down };

struct LevelChange {
  std::size_t since;  // the first period of the new rate
  Direction direction;
};
// The last change within the history; one needs at least 26 periods to be distinguished from noise.
std::optional<LevelChange> last_change(std::span<const double> values);

}  // namespace dockhand::planning

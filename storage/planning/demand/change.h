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
  std::size_t since;  // the first period with the new rate
  Direction direction;
};
// Returns the last change within the history. At least 26 periods are needed to tell a change from noise.
std::optional<LevelChange> last_change(std::span<const double> values);

}  // namespace dockhand::planning

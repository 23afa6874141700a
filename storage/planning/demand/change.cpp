#include "storage/planning/demand/change.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace dockhand::planning {
namespace {

constexpr std::size_t first_look = 13;  // periods that a level is learned from before it is watched
constexpr double slack = 0.5, limit = 5;

struct Watch {
  double sum = 0;
  std::size_t since = 0;
  void add(double error, std::size_t t) {
    if (sum <= 0) since = t;
    sum = std::max(0.0, sum + error - slack);
  }
};

struct Moments {
  double count = 0, mean = 0, squares = 0;
  void add(double value) {
    count += 1;
    const double off = value - mean;
    mean += off / count;
    squares += off * (value - mean);
  }
  double deviation() const { return std::sqrt(std::max(squares / std::max(1.0, count - 1), std::max(mean, 1e-9))); }
};

// The first change in `values`, as if nothing had been before them.
std::optional<LevelChange> first_change(std::span<const double> values) {
  Moments before;
  Watch up, down;
  for (std::size_t t = 0; t < values.size(); ++t) {
    if (t >= first_look) {
      const double error = (values[t] - before.mean) / before.deviation();
      const double bounded = std::clamp(error, -3.0, 3.0);  // one large order is no new rate
      up.add(bounded, t);
      down.add(-bounded, t);
      if (up.sum > limit) return LevelChange{up.since, Direction::up};
      if (down.sum > limit) return LevelChange{down.since, Direction::down};
    }
    before.add(values[t]);
  }
  return std::nullopt;
}

}  // namespace

std::optional<LevelChange> last_change(std::span<const double> values) {
  std::optional<LevelChange> last;
  std::size_t from = 0;
  while (values.size() - from >= 2 * first_look) {
    const auto change = first_change(values.subspan(from));
    if (!change || change->since == 0) break;
    from += change->since;
    last = LevelChange{from, change->direction};
  }
  return last;
}

}  // namespace dockhand::planning

// On which day something that was ordered arrives.
//
// Decides: how likely each day from today on is, from how late a supplier's deliveries were, finished ones and those
// that are still waited for, and from the fact that this one has not come yet. Leaves to others: where the deliveries
// come from (storage/outlook/learning.h), what follows for those who wait (storage/planning/promises/promise.h).
//
// A delay grows with the time that was said, but at most twofold. A supplier who says ten days and takes twenty will
// take forty where he says twenty, but not three hundred where he says a hundred and fifty.
//
// Source: Kaplan and Meier (1958), "Nonparametric estimation from incomplete observations", with weights that fade by
// half in 12 deliveries; what other suppliers have shown counts as 8 deliveries that are older than the supplier's own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "storage/model/time.h"

namespace dockhand::planning {

// Says how late a purchase line was, in days; below 0 it came early. `open`: it has not come, and is so late by now.
struct Lateness {
  std::int32_t late = 0;
  std::optional<std::int32_t> said{};  // days from the order to the day that was said
  bool open = false;
  bool operator==(const Lateness&) const = default;
};

// What is known about a line that somebody waits for.
struct Awaited {
  Date due;
  std::optional<Date> ordered{};
};

class Arrival {
 public:
  // Takes deliveries, the oldest first; `others` are those of all suppliers. The goods have not come before `today`,
  // and may come on it.
  static Arrival learned(const Awaited& line, std::span<const Lateness> own, std::span<const Lateness> others,
                         Date today);
  static Arrival on(Date day);

  // Returns the day that is kept with probability `level`. When the level is at or above 1, it is the last day that is
  // considered.
  Date at(double level) const;
  // Returns the days since 1970 that are kept with the probabilities in the middle of each of `parts` equal parts.
  std::vector<std::int32_t> evenly(std::size_t parts) const;
  double chance_by(Date day) const;

 private:
  struct Chance {
    std::int32_t day;  // days since 1970
    double by;         // probability of that day or an earlier one
  };
  std::vector<Chance> steps_;  // by day; the last one's probability is 1
};

}  // namespace dockhand::planning

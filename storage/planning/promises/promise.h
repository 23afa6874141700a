// On which day each line that waits leaves the house.
//
// Decides: how units that may arrive on any of several days meet the lines that wait for them, in rank: what was bought
// for a line goes to it, and what its supplier sends straight to the customer to nobody else, who asks for none of that
// here and has it without a day in the house; a line that is only served whole lets others pass until there is enough,
// whole packs are kept;
// and from that how likely each day is, of a line as a whole. What nothing brings is taken to be ordered today, where
// that is allowed. The days between arrival and leaving are those that this house has needed.
// Leaves to others: how likely each arrival is (storage/planning/promises/arrival.h), what is told of it
// (storage/planning/promises/calm.h), rules that depend on lots and shelf life: they decide when the goods are here
// (storage/allocation/allocation.h).
//
// 401 futures are computed, the same ones each time. In each of them the luck of an arrival is another place of an
// evenly spaced grid (a rank-1 lattice, Korobov 1959). So one arrival alone is exact, and several are within a day or
// two.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "storage/planning/promises/arrival.h"
#include "storage/planning/promises/working_days.h"

namespace dockhand::planning {

// Units that are on their way, or here.
struct Incoming {
  std::int64_t units = 0;
  Arrival when;
  std::optional<std::size_t> bought_for{};  // the place of a line in what is given
  bool direct = false;                      // its supplier sends it straight to the customer of that line
};

// A line that waits.
struct WaitingLine {
  std::int64_t units = 0;
  bool whole = false;                // it leaves only with all units at once
  std::int64_t pack = 1;             // in whole packs, save the last units
  bool served = true;                // false: its class gets nothing more
  std::optional<Date> not_before{};  // it is held until then
};

struct House {
  Date today;
  WorkingDays works{};
  // The working days from arrival to leaving of lines in the past. When there are none, it is one day.
  std::vector<std::int32_t> handling{};
  // Says when units that nobody has ordered yet would come, if they were ordered today. Empty: they cannot be ordered.
  std::optional<Arrival> if_ordered{};
};

// The days of one line in all futures. A line that nothing will ever serve has none.
class Outlook {
 public:
  Outlook() = default;
  Outlook(std::vector<std::int32_t> days, bool to_order);

  bool known() const { return !days_.empty(); }
  // The day must be known.
  Date at(double level) const;
  double chance_by(Date day) const;
  bool to_order() const { return to_order_; }  // what it waits for has still to be ordered, some of it at least

 private:
  std::vector<std::int32_t> days_;  // sorted
  bool to_order_ = false;
};

// Returns one for each line; the lines stand in the order in which they are served. `free` are units that are here and
// that nobody has.
std::vector<Outlook> promise(std::int64_t free, std::span<const Incoming> coming, std::span<const WaitingLine> lines,
                             const House& house);

}  // namespace dockhand::planning

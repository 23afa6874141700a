// Whether something came or went at a place while it was counted: read from the books, not from the screen.
//
// Decides: which lines of a count that is begun are not so any more. Leaves to others: whether somebody was asked about
// it (tests/support/person/work_oracle.h).
#pragma once

#include <map>

#include "terminal/kit/job.h"
#include "terminal/kit/words.h"
#include "tests/support/person/work_floor.h"

namespace dockhand::test {

class CountedPlaces {
 public:
  explicit CountedPlaces(WorkFloor& floor) : floor_(floor) {}

  // What the books have at the place that is being counted, and what they had when each line of it was begun.
  void read(bool counting) {
    here_.clear();
    there_.clear();
    if (!counting) return;
    for (const JobRow& row : floor_.views->jobs().value()) {
      if (row.screen != "count") continue;
      const Job job = parse_job(row.text).value();
      if (!job.place) continue;
      for (const Job::Line& line : job.lines)
        there_.emplace_back(line.on ? LocationCode::parse(line.on->text()).value() : *job.place, line);
      note(floor_.views->stock_at(*job.place).value());
      for (const Job::Pallet& pallet : job.pallets) {  // also when somebody has moved it since
        here_.erase(pallet.unit.text());
        note(floor_.views->stock_at(LocationCode::parse(pallet.unit.text()).value()).value());
      }
    }
  }
  bool came_or_went(const Count& count) const {
    return std::any_of(there_.begin(), there_.end(), [&](const auto& begun) {
      const Units& units = begun.second.units;
      const bool same =
          units.item == count.units.item && units.lot == count.units.lot && units.serial == count.units.serial;
      return begun.first == count.at && same && begun.second.there != at_the_place(count.at, units);
    });
  }

 private:
  void note(const std::vector<StockRow>& rows) {
    for (const StockRow& row : rows) here_[row.place.text()].push_back(row);
  }
  std::int64_t at_the_place(const LocationCode& at, const Units& units) const {
    std::int64_t sum = 0;
    const auto known = here_.find(at.text());
    if (known == here_.end()) return 0;
    for (const StockRow& row : known->second) {
      const bool same = (!units.lot || row.lot == lot_of(units)) && (!units.serial || row.serial == serial_of(units));
      if (row.item == units.item && same) sum += row.on_hand;
    }
    return sum;
  }

  WorkFloor& floor_;
  std::map<std::string, std::vector<StockRow>> here_;
  std::vector<std::pair<LocationCode, Job::Line>> there_;
};

}  // namespace dockhand::test

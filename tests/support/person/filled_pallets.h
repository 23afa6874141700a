// Pallets that were begun at the dock and are being filled: known by the events, not by what the program keeps.
//
// Decides: that goods go onto the pallet that was begun for their purchase, until somebody has put it away, taken it
// back or said that it is left. Leaves to others: which events and answers come (tests/support/person/work_oracle.h).
#pragma once

#include <map>

#include "tests/support/person/work_floor.h"

namespace dockhand::test {

class FilledPallets {
 public:
  explicit FilledPallets(WorkFloor& floor) : floor_(floor) {}

  // `task` is the purchase, as the frame names it.
  void begun(const std::string& task, const Sscc& pallet) { pallets_.insert_or_assign(task, pallet); }
  void left(const std::string& task) { pallets_.erase(task); }
  // This is also right when it is undone: the frame says that goods go to the dock.
  void put_away(const Sscc& pallet) {
    std::erase_if(pallets_, [&](const auto& one) { return one.second == pallet; });
  }

  std::string check(const std::string& task, const Receive& receive) const {
    const auto known = pallets_.find(task);
    if (known == pallets_.end() || receive.at.text() != "DOCK-1") return {};
    const auto unit = floor_.views->unit(known->second).value();
    const bool is_here = unit && unit->stands_at == "DOCK-1";
    return is_here ? "pallet " + known->second.text() + " is being filled, and they went beside it" : "";
  }

 private:
  WorkFloor& floor_;
  std::map<std::string, Sscc> pallets_;
};

}  // namespace dockhand::test

// Where units should be put, as rows to tap.
//
// Decides: how the reason for a place reads; that what lies in quarantine has no good place, and leaves it only after a
// yes, which is a supervisor's where people sign on. Leaves to others: which places are good, and their order
// (storage/views/README.md), what a tap books (terminal/screens/).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "terminal/kit/screen.h"

namespace dockhand {

struct Goals {
  std::vector<GoalView> places{};  // the best one first
  bool set_aside = false;          // the units lie in quarantine
};
Result<Goals> goals_from(Views& views, const ItemCode& item, const std::string& from);
// Shows the goals, each with the id "to:" and its place. The place where the units are now is no goal.
void show_goals(const Goals& goals, const std::string& from, WorkPage& page);
// Books it, or asks first: outside quarantine damaged units are good ones, and orders get them.
Step put_or_ask(Views& views, const Goals& goals, const Job& job, const LocationCode& to, Do booked);
// Returns for what waits at docks: "best at A-01: it is kept here".
Result<std::map<ItemCode, std::string>> best_places(Views& views, const std::vector<StockRow>& stock);

// Says why what was scanned cannot be taken at the place: something else is in hand, which it names, or it is not there
// in the books. `name` is that of the item that was scanned.
Refuse not_taken(const std::optional<Job::Hand>& hand, const Units& scanned, const std::string& name,
                 const LocationCode& place);

}  // namespace dockhand

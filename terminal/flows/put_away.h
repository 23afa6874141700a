// Where units should be put, as rows to tap.
//
// Decides: how the reason for a place reads; that what lies in quarantine has no good place, and leaves it only after a
// yes, which is a supervisor's where people sign on; that units of a lot that must not leave belong into quarantine,
// and go elsewhere only after such a yes. Leaves to others: which places are good, and their order
// (storage/views/README.md), what a tap books (terminal/screens/).
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "terminal/kit/screen.h"

namespace dockhand {

struct Goods {
  ItemCode item;
  std::string lot;  // may be empty
  auto operator<=>(const Goods&) const = default;
};
std::vector<Goods> goods_of(const std::vector<UnitContent>& contents);

struct Goals {
  std::vector<GoalView> places{};  // the best one first
  bool set_aside = false;          // the units lie in quarantine
  std::string blocked{};           // why they belong there: "Lot L1 is recalled: letter."
};
// Of several goods together, as on a pallet, the first says which places are good.
Result<Goals> goals_from(const ScreenContext& context, const std::vector<Goods>& goods, const std::string& from);
// Shows the goals, each with the id "to:" and its place. The place where the units are now is no goal.
void show_goals(const Goals& goals, const std::string& from, WorkPage& page);
// Books it, or asks first: outside quarantine damaged units are good ones, and orders get them; a lot that must not
// leave would lie among what is picked.
Step put_or_ask(Views& views, const Goals& goals, const Job& job, const LocationCode& to, Do booked);
// Returns for what waits at docks: "best at A-01: it is kept here", of a lot that must not leave also elsewhere:
// "belongs into quarantine: Lot L1 is recalled: letter."
using BestPlaces = std::map<Goods, std::string>;
Result<BestPlaces> best_places(const ScreenContext& context, const std::vector<StockRow>& stock);

// Shows the docks with how much waits there, and what lies among picked goods for nobody, each with the id "from:" and
// its place.
void show_where_to_begin(const std::vector<std::pair<LocationCode, std::int64_t>>& docks,
                         const std::vector<BringBackView>& unwanted, WorkPage& page);

// Says why what was scanned cannot be taken at the place: something else is in hand, which it names, or it is not there
// in the books. `name` is that of the item that was scanned.
Refuse not_taken(const std::optional<Job::Hand>& hand, const Units& scanned, const std::string& name,
                 const LocationCode& place);

}  // namespace dockhand

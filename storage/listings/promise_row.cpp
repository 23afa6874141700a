// The day of an order that nobody has given yet, as a row.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "storage/listings/listings.h"
#include "storage/views/views.h"
#include "storage/words/wording.h"

namespace dockhand {

namespace {

std::string in_words(const NewLinePromise& asked, Date today) {
  if (asked.promise) return sentence(asked.promise, asked.state, Date::from_days(0), today);
  return asked.state == ItemState::ended ? "never: the item has ended" : "nothing brings so many";
}

// What the office has named and is here, the better ones first: "20 of BRG-6205, better". Empty: there is none.
Result<std::string> instead_of(Views& views, const ItemCode& item, Quantity quantity) {
  constexpr std::size_t most = 100'000;
  auto others = views.alternatives(most);
  if (!others) return others.error();
  std::erase_if(*others, [&](const AlternativeRow& one) { return one.item != item || one.units.none(); });
  std::stable_partition(others->begin(), others->end(), [](const AlternativeRow& one) { return one.better; });
  for (const AlternativeRow& one : *others) {
    const auto other = views.item(one.other);
    if (!other) return other.error();
    const Quantity units = Quantity::nearest(one.units.units() * quantity.units());
    if (!*other || (*other)->free < units.units()) continue;
    return units.text() + " of " + one.other.text() + (one.better ? ", better" : ", similar");
  }
  return std::string();
}

}  // namespace

Result<RowJson> promise_row(const std::filesystem::path& database, const ItemCode& item, Quantity quantity,
                            const Clock& clock) {
  auto views = Views::open(database, clock);
  if (!views) return views.error();
  const auto found = (*views)->promise_for(item, quantity);
  if (!found) return found.error();
  if (!*found) return Error{ErrorKind::unknown, item.text(), "no such item is known"};
  const auto& promise = (*found)->promise;
  const bool all_here = (*found)->free >= quantity;
  const auto instead = all_here ? Result<std::string>(std::string()) : instead_of(**views, item, quantity);
  if (!instead) return instead.error();
  return RowJson{{"item", item.text()},
                 {"quantity", quantity.units()},
                 {"state", name_of((*found)->state)},
                 {"free", (*found)->free.units()},
                 {"p50", promise ? promise->p50.text() : ""},
                 {"p90", promise ? promise->p90.text() : ""},
                 {"to_order", promise && promise->to_order},
                 {"leaves", in_words(**found, clock.now().date())},
                 {"instead", *instead}};
}

}  // namespace dockhand

// The day of an order that nobody has given yet, as a row.
#include <nlohmann/json.hpp>

#include "storage/listings/listings.h"
#include "storage/views/views.h"
#include "storage/words/wording.h"

namespace dockhand {

namespace {

std::string in_words(const NewLinePromise& asked, Date today) {
  if (asked.promise) return sentence(asked.promise, asked.state, Date::from_days(0), today);
  return asked.state == ItemState::ended ? "never: the item has ended" : "nothing brings so many";
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
  return RowJson{{"item", item.text()},
                 {"quantity", quantity.units()},
                 {"state", name_of((*found)->state)},
                 {"free", (*found)->free.units()},
                 {"p50", promise ? promise->p50.text() : ""},
                 {"p90", promise ? promise->p90.text() : ""},
                 {"to_order", promise && promise->to_order},
                 {"leaves", in_words(**found, clock.now().date())}};
}

}  // namespace dockhand

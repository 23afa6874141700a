#include "storage/listings/availability.h"

#include <nlohmann/json.hpp>

#include "storage/views/views.h"

namespace dockhand {

Result<RowJson> availability_row(const std::filesystem::path& database, const ItemCode& item, const Clock& clock) {
  auto views = Views::open(database, clock);
  if (!views) return views.error();
  const auto known = (*views)->item(item);
  if (!known) return known.error();
  if (!*known) return Error{ErrorKind::unknown, item.text(), "no such item is known"};
  const auto next = (*views)->promise_for(item, Quantity::exactly(1));
  if (!next) return next.error();
  const auto coming = (*views)->coming(item);
  if (!coming) return coming.error();
  Quantity expected, waiting;
  for (const ComingView& one : *coming) expected = one.waited_for && !one.direct ? expected + one.units : expected;
  for (const OrderLineView& one : (*known)->waiting) waiting = waiting + one.waiting;
  const auto promise = *next ? (*next)->promise : std::nullopt;
  return RowJson{{"item", item.text()},
                 {"name", (*known)->name},
                 {"state", name_of((*known)->state)},
                 {"free", (*known)->free},
                 {"waiting", waiting.units()},
                 {"expected", expected.units()},
                 {"p50", promise ? promise->p50.text() : ""},
                 {"p90", promise ? promise->p90.text() : ""}};
}

}  // namespace dockhand

#include "storage/hold.h"

#include <algorithm>

namespace dockhand {

std::optional<Hold> hold_of(Engine& db, const OrderNumber& order, Date today) {
  Hold hold;
  bool whole = false;
  for (auto rows = db.query(
           "SELECT o.waiting, o.policies, coalesce(c.policies, ''), coalesce(i.policies, '') FROM order_line o"
           " LEFT JOIN customer c ON c.customer = o.customer LEFT JOIN item i ON i.item = o.item WHERE o.order_no=$1",
           order.text());
       rows.next();) {
    hold.waiting = hold.waiting + Quantity::exactly(rows.integer(0));
    const auto policies = [&](int column) { return parse_policies(rows.text(column)).value(); };
    const Terms terms = terms_of(policies(1), policies(2), policies(3));
    whole = whole || terms.whole_order;
    if (terms.whole_order) hold.until = std::min(hold.until, terms.release_on);
  }
  if (!whole || hold.waiting.none() || today >= hold.until) return std::nullopt;
  return hold;
}

}  // namespace dockhand

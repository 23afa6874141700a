#include "storage/hold.h"

#include <algorithm>

#include "storage/engine.h"

namespace dockhand {
namespace {

struct LineState {
  std::int32_t line;
  Quantity waiting;
  Terms terms;
};

std::vector<LineState> lines_of(Engine& db, const OrderNumber& order) {
  std::vector<LineState> lines;
  for (auto rows = db.query(
           "SELECT o.line, o.waiting, o.policies, coalesce(c.policies, ''), coalesce(i.policies, '') FROM order_line o"
           " LEFT JOIN customer c ON c.customer = o.customer LEFT JOIN item i ON i.item = o.item WHERE o.order_no=$1",
           order.text());
       rows.next();) {
    const auto policies = [&](int column) { return parse_policies(rows.text(column)).value(); };
    lines.push_back(LineState{static_cast<std::int32_t>(rows.integer(0)), Quantity::exactly(rows.integer(1)),
                              terms_of(policies(2), policies(3), policies(4))});
  }
  return lines;
}

std::optional<Hold> hold_of_order(const std::vector<LineState>& lines, Date today) {
  Hold hold;
  bool whole = false;
  for (const LineState& one : lines) {
    hold.waiting = hold.waiting + one.waiting;
    whole = whole || one.terms.whole_order;
    if (one.terms.whole_order) hold.until = std::min(hold.until, one.terms.release_on);
  }
  if (!whole || hold.waiting.none() || today >= hold.until) return std::nullopt;
  return hold;
}

}  // namespace

std::optional<Hold> hold_of(Engine& db, const OrderNumber& order, Date today) {
  return hold_of_order(lines_of(db, order), today);
}

std::optional<Hold> hold_of(Engine& db, const OrderLine& line, Date today) {
  const auto lines = lines_of(db, line.document);
  if (const auto hold = hold_of_order(lines, today)) return hold;
  for (const LineState& one : lines) {
    if (one.line == line.line && !one.terms.partial && !one.waiting.none()) return Hold{one.waiting, never, false};
  }
  return std::nullopt;
}

}  // namespace dockhand

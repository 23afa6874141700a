#include "storage/books/hold.h"

#include <algorithm>

#include "storage/engine/row_reader.h"
#include "storage/model/commands/letter_marks.h"

namespace dockhand {
namespace {

struct LineState {
  std::int32_t line;
  Quantity waiting, reserved;
  Terms terms;

  Quantity missing(HeldBack back) const { return back == HeldBack::from_picking ? waiting : waiting + reserved; }
};

std::vector<LineState> lines_of(Engine& db, const OrderNumber& order) {
  std::vector<LineState> lines;
  for (auto rows = db.query("SELECT o.line, o.waiting, o.reserved, o.policies, coalesce(c.policies, ''),"
                            " coalesce(i.policies, '') FROM order_line o LEFT JOIN customer c ON c.customer ="
                            " o.customer LEFT JOIN item i ON i.item = o.item WHERE o.order_no=$1",
                            order.text());
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    lines.push_back(LineState{row.number(), row.sum(), row.sum(), row.terms()});
  }
  return lines;
}

std::optional<Hold> hold_of_order(const std::vector<LineState>& lines, HeldBack back, Date today) {
  Hold hold;
  hold.back = back;
  bool whole = false;
  for (const LineState& one : lines) {
    hold.missing = hold.missing + one.missing(back);
    whole = whole || one.terms.whole_order;
    if (one.terms.whole_order) hold.until = std::min(hold.until, one.terms.release_on);
  }
  if (!whole || hold.missing.none() || today >= hold.until) return std::nullopt;
  return hold;
}

std::optional<Hold> hold_of_lines(Engine& db, const OrderNumber& order, const std::set<std::int32_t>& chosen,
                                  HeldBack back, Date today) {
  const auto lines = lines_of(db, order);
  if (const auto hold = hold_of_order(lines, back, today)) return hold;
  for (const LineState& one : lines) {
    const Quantity missing = one.missing(back);
    if (chosen.contains(one.line) && !one.terms.partial && !missing.none()) return Hold{missing, never, false, back};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Hold> hold_of(Engine& db, const OrderNumber& order, Date today) {
  return hold_of_order(lines_of(db, order), HeldBack::from_picking, today);
}

std::optional<Hold> hold_of(Engine& db, const OrderLine& line, Date today) {
  return hold_of_lines(db, line.document, {line.line}, HeldBack::from_picking, today);
}

std::optional<Hold> hold_of_shipment(Engine& db, const OrderNumber& order, const std::set<std::int32_t>& lines,
                                     Date today) {
  return hold_of_lines(db, order, lines, HeldBack::from_shipping, today);
}

bool leaves_whole(Engine& db, const OrderNumber& order, Date today) {
  const auto lines = lines_of(db, order);
  return std::any_of(lines.begin(), lines.end(),
                     [&](const LineState& one) { return one.terms.whole_order && today < one.terms.release_on; });
}

std::optional<OrderLine> line_to_cancel(Engine& db, const OrderNumber& order, const std::set<std::int32_t>& lines) {
  for (const std::int32_t number : lines) {
    const OrderLine line{order, number};
    const std::string id = asked_and_not_agreed + line.text();
    auto rows = db.query("SELECT 1 FROM notice WHERE open=1 AND id >= $1 AND id < $2 LIMIT 1", id + " ", id + "!");
    if (rows.next()) return line;
  }
  return std::nullopt;
}

}  // namespace dockhand

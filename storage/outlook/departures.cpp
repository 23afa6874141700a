// What customers are told when units have left or their line is gone, and who has not answered.
#include "storage/outlook/messages.h"
#include "storage/outlook/told.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

constexpr std::int64_t follow_up_after = std::int64_t{7} * 86'400'000;
constexpr std::int64_t cancelled_after = std::int64_t{7} * 86'400'000;  // as the text of `cannot` says

// Later than the office's own day, or than the day that the customer was told first.
bool was_delayed(const LineToTell& line, Date left) {
  const bool later_than_told = is_day(line.told->first) && left > line.told->first;
  return left > line.promised || later_than_told;
}

}  // namespace

void tell_shipped(Engine& db, const Departure& departure, const AsOf& as_of) {
  struct Left {
    std::int64_t units;
    LineToTell line;
  };
  const auto left =
      all_of(db.query("SELECT p.units, " DOCKHAND_TOLD_COLUMNS " FROM"
                      " (SELECT doc, line, sum(quantity) AS units FROM posting WHERE event=$1 AND place='@customer'"
                      "  AND doc <> '' AND quantity > 0 GROUP BY doc, line) p"
                      " JOIN told t ON t.order_no = p.doc AND t.line = p.line"
                      " JOIN order_line o ON o.order_no = p.doc AND o.line = p.line"
                      " ORDER BY o.order_no, o.line",
                      departure.event),
             [](const Cells& cells) {
               RowReader row(cells);
               return Left{row.integer(), line_to_tell(row)};
             });
  for (const auto& [units, line] : left) {
    // What was said of the others stays as it is.
    if (line.waiting == 0 && line.here == 0) withdraw_unsent(db, line.line, as_of);
    ToldLine now = *line.told;
    ++now.revision;
    const bool knows = line.told->state == ToldState::here || last_sent(db, line.line, LetterScope::of_shipments_too);
    if (knows) {
      NewMessage shipped{MessageKind::shipped, line.line, line.customer, line.item, units};
      shipped.carrier = departure.carrier;
      shipped.tracking = departure.tracking;
      shipped.revision = now.revision;
      shipped.event = departure.event;
      shipped.wanted = line.wanted;
      shipped.at = shipped.due = as_of.now;
      const std::int32_t late = is_day(now.first) ? as_of.now.date().days() - now.first.days() : 0;
      shipped.law = departure_was_undone(db, line.line) ? "note_stayed" : "";
      shipped.goodwill = give_goodwill(db, line.line, late, as_of).value_or(Goodwill{});
      put_message(db, shipped);
      NewMessage asks = shipped;
      asks.kind = MessageKind::follow_up;
      asks.due = {as_of.now.ms + follow_up_after};
      asks.goodwill = {};
      asks.law = {};
      const bool last_left = line.waiting == 0 && line.here == 0;
      if (last_left && was_delayed(line, as_of.now.date())) put_message(db, asks);
    }
    if (line.waiting == 0 && line.here == 0) now.state = ToldState::over;
    remember_told(db, line.line, now);
  }
}

void know_of_taken(Engine& db, const OrderLine& line, const ItemCode& other, const AsOf& as_of) {
  if (!last_sent(db, line, LetterScope::of_shipments_too)) return;
  auto rows = db.query(
      "SELECT o.line, o.ordered - o.cancelled, coalesce(t.revision, 0) FROM order_line o"
      " LEFT JOIN told t ON t.order_no = o.order_no AND t.line = o.line WHERE o.order_no=$1 AND o.item=$2"
      " AND o.line <> $3 AND o.changed=$4 AND o.ordered > o.cancelled ORDER BY o.line DESC LIMIT 1",
      line.document.text(), other.text(), line.line, as_of.changed);
  if (!rows.next()) return;
  const Cells cells(rows);
  ToldLine knows{ToldState::here, other, {never_comes, as_of.today}};
  const OrderLine made{line.document, cells.number(0)};
  if (last_sent(db, made, LetterScope::of_shipments_too)) return;
  knows.wanted = rows.integer(1);
  knows.revision = rows.integer(2) + 1;
  remember_told(db, made, knows);
}

void tell_of_gone_lines(Engine& db, const ItemCode& item, const AsOf& as_of) {
  struct Gone {
    OrderLine line;
    std::int64_t revision, wanted;
    std::string customer;
  };
  const auto gone = all_of(
      db.query(
          "SELECT t.order_no, t.line, t.revision, t.wanted, coalesce((SELECT m.customer FROM message m"
          "  WHERE m.order_no = t.order_no AND m.line = t.line ORDER BY m.revision DESC LIMIT 1), '')"
          " FROM (SELECT * FROM told WHERE item=$1 AND state=" DOCKHAND_TOLD(
              waits) " UNION ALL SELECT * FROM told WHERE item=$1 AND state=" DOCKHAND_TOLD(here) ") t WHERE NOT "
                                                                                                  "EXISTS (SELECT 1 "
                                                                                                  "FROM order_line o "
                                                                                                  "WHERE o.order_no = "
                                                                                                  "t.order_no"
                                                                                                  " AND o.line = "
                                                                                                  "t.line) ORDER BY "
                                                                                                  "t.order_no, t.line",
          item.text()),
      [](const Cells& cells) {
        RowReader row(cells);
        return Gone{row.line<OrderNumber>(), row.integer(), row.integer(), row.text()};
      });
  for (const Gone& one : gone) {
    withdraw_unsent(db, one.line, as_of);
    const auto sent = last_sent(db, one.line, LetterScope::of_shipments_too);
    if (sent && sent->kind != MessageKind::cancelled) {
      NewMessage cancelled{MessageKind::cancelled, one.line, one.customer, item, one.wanted};
      cancelled.revision = one.revision + 1;
      cancelled.at = cancelled.due = as_of.now;
      put_message(db, cancelled);
    }
    db.run(
        "UPDATE told SET state=" DOCKHAND_TOLD(over) ", wanted=0, revision=revision + 1 WHERE order_no=$1 AND line=$2",
        one.line.document.text(), one.line.line);
  }
}

std::vector<Unanswered> unanswered_ends(Engine& db, Instant now) {
  return all_of(
      db.query("SELECT o.order_no, o.line, o.item, o.waiting, m.at FROM told t JOIN order_line o"
               " ON o.order_no = t.order_no AND o.line = t.line JOIN message m ON m.order_no = t.order_no"
               " AND m.line = t.line AND m.kind = 'cannot' AND m.state = 'in_letter' AND m.agreed = 0"
               " WHERE t.state = " DOCKHAND_TOLD(
                   waits) " AND t.day = 0 AND o.waiting > 0 AND m.at <= $1 AND m.revision ="
                          " (SELECT max(l.revision) FROM message l WHERE l.order_no = t.order_no AND l.line = t.line"
                          "  AND l.state = 'in_letter' AND l.kind NOT IN ('shipped', 'follow_up'))"
                          " ORDER BY o.order_no, o.line",
               now.ms - cancelled_after),
      [](const Cells& cells) {
        RowReader row(cells);
        return Unanswered{row.line<OrderNumber>(), row.code<ItemCode>(), row.quantity(), row.instant().date()};
      });
}

}  // namespace dockhand

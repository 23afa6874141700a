#include "storage/outlook/still_true.h"

#include <optional>

#include "storage/books/hold.h"
#include "storage/model/commands/letter_marks.h"
#include "storage/outlook/alternatives.h"
#include "storage/outlook/lying.h"
#include "storage/outlook/messages.h"
#include "storage/outlook/told.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

struct Unsent {
  std::string id;
  MessageKind kind;
  ItemCode item;
  std::int64_t units, event;
  std::optional<Date> day;
  bool late_and_here;
  LineToTell line;
};

bool stands(Engine& db, std::int64_t event) {
  return event == 0 || db.query("SELECT 1 FROM event WHERE seq=$1 AND undone_by=''", event).next();
}

// Returns the units about which the message may speak. None: it is not true.
std::int64_t units_true(Engine& db, const Unsent& message, const std::string& customer, Date today) {
  const LineToTell& now = message.line;
  // The line is another customer's by now: to who had it, it is over.
  if (now.customer != customer && message.kind != MessageKind::shipped) {
    return message.kind == MessageKind::cancelled ? message.units : 0;
  }
  switch (message.kind) {
    case MessageKind::accepted:
    case MessageKind::moved:
      if (message.day && *message.day < today) return 0;  // another day is told when this one begins
      if (message.late_and_here && now.waiting == 0) {
        return now.item == message.item && !may_not_leave(db, now.line, today) ? now.here : 0;
      }
      [[fallthrough]];
    case MessageKind::no_day:
    case MessageKind::cannot: return now.item == message.item ? now.waiting : 0;
    case MessageKind::here: {
      const bool is_here = now.item == message.item && now.waiting == 0;
      const bool leaves_next = is_here && !hold_of(db, now.line, today) && !may_not_leave(db, now.line, today);
      return leaves_next ? now.here : 0;
    }
    case MessageKind::shipped: return stands(db, message.event) ? message.units : 0;
    // Nobody is asked about what has come back.
    case MessageKind::follow_up: return stands(db, message.event) ? std::min(message.units, now.shipped) : 0;
    case MessageKind::cancelled: return now.waiting + now.here == 0 ? message.units : 0;
    case MessageKind::restock: break;
  }
  return message.units;
}

// An item that is gone again before its letter was made is told to who wishes for it when it is here once more.
void keep_true_wishes(Engine& db, const std::string& customer, const AsOf& as_of) {
  struct Wished {
    std::string id;
    ItemCode item;
    std::int64_t wanted;
  };
  const auto unsent =
      all_of(db.query("SELECT m.id, m.item, coalesce(w.quantity, 0) FROM message m LEFT JOIN wish w ON w.item = m.item"
                      " AND w.customer = m.customer AND coalesce(w.until, " DOCKHAND_NEVER
                      ") >= $3 WHERE m.state='open' AND m.customer=$1 AND m.kind='restock'"
                      " AND m.due <= $2 ORDER BY m.id",
                      customer, as_of.now.ms, as_of.today.days()),
             [](const Cells& cells) {
               RowReader row(cells);
               return Wished{row.text(), row.code<ItemCode>(), row.integer()};
             });
  for (const Wished& one : unsent) {
    const std::int64_t free = free_for_wishes(db, one.item, as_of.today);
    if (one.wanted > 0 && one.wanted <= free) {
      db.run("UPDATE message SET units=$2 WHERE id=$1", one.id, free);
      continue;
    }
    db.run("UPDATE message SET state='withdrawn' WHERE id=$1", one.id);
    wish_again(db, one.item, customer);
  }
}

// The page has told who takes another item by the link in his letter at once; he hears of the undo, however soon.
void withdraw_slips(Engine& db, const std::string& customer, const AsOf& as_of, std::int64_t hold_ms) {
  db.run(
      "UPDATE message SET state='withdrawn' WHERE state='open' AND customer=$1 AND due <= $2"
      " AND event <> 0 AND EXISTS (SELECT 1 FROM event e JOIN event u"
      "  ON u.id = e.undone_by WHERE e.seq = message.event AND e.action='take_other' AND u.at - e.at <= $3"
      "  AND e.id NOT LIKE $4)",
      customer, as_of.now.ms, hold_ms, answered_by_link + std::string("%"));
}

}  // namespace

void withdraw_all_unsent(Engine& db, const AsOf& as_of) {
  const auto lines = all_of(db.query("SELECT DISTINCT order_no, line FROM message WHERE state='open' AND order_no <> ''"
                                     " ORDER BY order_no, line"),
                            [](const Cells& cells) { return cells.line<OrderNumber>(0); });
  db.run(
      "DELETE FROM wish_told WHERE EXISTS (SELECT 1 FROM message m WHERE m.state='open' AND m.kind='restock'"
      " AND m.customer = wish_told.customer AND m.item = wish_told.item)");
  db.run("UPDATE message SET state='withdrawn' WHERE state='open'");
  for (const OrderLine& line : lines) {
    take_goodwill_back(db, line, as_of);
    db.run("UPDATE told SET state=" DOCKHAND_TOLD(over) " WHERE order_no=$1 AND line=$2", line.document.text(),
           line.line);
  }
}

void keep_what_is_true(Engine& db, const std::string& customer, const AsOf& as_of, std::int64_t hold_ms) {
  withdraw_slips(db, customer, as_of, hold_ms);
  keep_true_wishes(db, customer, as_of);
  bring_days_up_to_date(db, customer, as_of);
  const auto unsent = all_of(
      db.query("SELECT m.id, m.kind, m.item, m.units, m.event, m.day, m.law, " DOCKHAND_TOLD_COLUMNS " FROM message m"
               " JOIN order_line o ON o.order_no = m.order_no AND o.line = m.line"
               " LEFT JOIN told t ON t.order_no = m.order_no AND t.line = m.line"
               " WHERE m.state='open' AND m.customer=$1 AND m.due <= $2 ORDER BY m.id",
               customer, as_of.now.ms),
      [](const Cells& cells) {
        RowReader row(cells);
        return Unsent{row.text(),
                      row.word(parse_message_kind, MessageKind::restock),
                      row.code<ItemCode>(),
                      row.integer(),
                      row.integer(),
                      row.maybe_date(),
                      row.text().find(late_and_here) != std::string::npos,
                      line_to_tell(row)};
      });
  for (const Unsent& message : unsent) {
    const std::int64_t units = units_true(db, message, customer, as_of.today);
    if (units == message.units) continue;
    if (units > 0) {
      db.run("UPDATE message SET units=$2 WHERE id=$1", message.id, units);
      continue;
    }
    db.run("UPDATE message SET state='withdrawn' WHERE id=$1", message.id);
    take_goodwill_back(db, message.line.line, as_of);
  }
}

}  // namespace dockhand

// What customers are told when units have left or their line is gone, and who has not answered.
#include <algorithm>
#include <set>

#include "storage/outlook/messages.h"
#include "storage/outlook/told.h"
#include "storage/outlook/told_elsewhere.h"
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

NewMessage shipped_with(const Departure& departure, const LineToTell& line, std::int64_t units, const ToldLine& now,
                        const AsOf& as_of) {
  NewMessage shipped{MessageKind::shipped, line.line, line.customer, line.item, units};
  shipped.carrier = departure.carrier;
  shipped.tracking = departure.tracking;
  shipped.event = departure.event;
  shipped.revision = now.revision;
  shipped.wanted = line.wanted;
  shipped.at = shipped.due = as_of.now;
  return shipped;
}

// Its units were here when it was asked for: nobody has written of it.
ToldLine never_waited(const LineToTell& line, Date today) {
  ToldLine told{ToldState::over, line.item, {never_comes, today}};
  told.wanted = line.wanted;
  return told;
}

}  // namespace

void tell_shipped(Engine& db, const Departure& departure, const AsOf& as_of) {
  struct Left {
    std::int64_t units;
    LineToTell line;
  };
  auto left =
      all_of(db.query("SELECT p.units, " DOCKHAND_TOLD_COLUMNS " FROM"
                      " (SELECT doc, line, sum(quantity) AS units FROM posting WHERE event=$1 AND place='@customer'"
                      "  AND doc <> '' AND quantity > 0 GROUP BY doc, line) p"
                      " LEFT JOIN told t ON t.order_no = p.doc AND t.line = p.line"
                      " JOIN order_line o ON o.order_no = p.doc AND o.line = p.line"
                      " ORDER BY o.order_no, o.line",
                      departure.event),
             [](const Cells& cells) {
               RowReader row(cells);
               return Left{row.integer(), line_to_tell(row)};
             });
  const bool tells_all = site_says(db, "tell_shipped");
  for (auto& [units, line] : left) {
    if (!line.told && !tells_all) continue;
    if (!line.told) line.told = never_waited(line, as_of.today);
    // What was said of the others stays as it is.
    if (line.waiting == 0 && line.here == 0) withdraw_unsent(db, line.line, as_of);
    ToldLine now = *line.told;
    ++now.revision;
    const bool knows =
        tells_all || line.told->state == ToldState::here || last_sent(db, line.line, LetterScope::of_shipments_too);
    if (knows) {
      NewMessage shipped = shipped_with(departure, line, units, now, as_of);
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

void know_of_taken(Engine& db, const OrderLine& line, const CommandId& exchange, const AsOf& as_of) {
  if (!last_sent(db, line, LetterScope::of_shipments_too)) return;
  auto rows = db.query(
      "SELECT o.line, o.item, o.ordered - o.cancelled, coalesce(t.revision, 0) FROM customer_choice m"
      " JOIN order_line o ON o.order_no = m.order_no AND o.line = m.line"
      " LEFT JOIN told t ON t.order_no = o.order_no AND t.line = o.line"
      " WHERE m.event_id=$1 AND m.kind='made' AND o.ordered > o.cancelled",
      exchange.text());
  if (!rows.next()) return;
  const Cells cells(rows);
  const OrderLine made{line.document, cells.number(0)};
  ToldLine knows{ToldState::here, cells.code<ItemCode>(1), {never_comes, as_of.today}};
  knows.wanted = rows.integer(2);
  knows.revision = rows.integer(3) + 1;
  if (last_sent(db, made, LetterScope::of_shipments_too)) return;
  remember_told(db, made, knows);
}

namespace {

// What the customer has read last of a shipment of the line; nothing where he has read of none.
Departure last_departure(Engine& db, const OrderLine& line) {
  auto rows = db.query(
      "SELECT event, carrier, tracking FROM message WHERE order_no=$1 AND line=$2 AND kind='shipped'"
      " AND state <> 'withdrawn' ORDER BY revision DESC LIMIT 1",
      line.document.text(), line.line);
  return rows.next() ? Departure{rows.integer(0), rows.text(1), rows.text(2)} : Departure{};
}

// A letter since then says that units of the line wait.
bool has_read_of_a_wait(Engine& db, const OrderLine& line, Instant since) {
  return db
      .query(
          "SELECT 1 FROM message WHERE order_no=$1 AND line=$2 AND " DOCKHAND_WAS_READ("message") " AND at >= $3"
          " AND kind IN ('accepted', 'moved', 'no_day', 'cannot') LIMIT 1",
          line.document.text(), line.line, since.ms)
      .next();
}

}  // namespace

void tell_not_returned(Engine& db, std::int64_t event, const AsOf& as_of) {
  const auto lines = all_of(
      db.query(DOCKHAND_LINE_OF_TOLD " WHERE t.order_no IN (SELECT doc FROM posting WHERE event=$1) AND EXISTS"
                                     " (SELECT 1 FROM posting p WHERE p.event=$1 AND p.place='@customer'"
                                     "  AND p.quantity < 0 AND p.doc = t.order_no AND p.line = t.line)"
                                     " AND o.waiting = 0 AND o.reserved + o.picked = 0 ORDER BY t.order_no, t.line",
               event),
      line_told_alone);
  auto rows = db.query("SELECT at FROM event WHERE seq=$1", event);
  if (lines.empty() || !rows.next()) return;
  const Instant booked{rows.integer(0)};
  for (const LineToTell& line : lines) {
    withdraw_unsent(db, line.line, as_of);
    const auto sent = last_sent(db, line.line, LetterScope::of_the_wait);
    if (!sent || !has_read_of_a_wait(db, line.line, booked)) continue;
    take_goodwill_back_since(db, line.line, booked, as_of);
    ToldLine now = *line.told;
    now.state = ToldState::over;
    now.wanted = line.wanted;
    ++now.revision;
    remember_told(db, line.line, now);
    const std::int64_t units = std::min(sent->units, line.shipped);
    NewMessage message = shipped_with(last_departure(db, line.line), line, units, now, as_of);
    message.law = "note_left";
    put_message(db, message);
  }
}

namespace {

// A line that was told about and is no more its customer's, to whom it was told last.
struct Gone {
  OrderLine line;
  std::int64_t revision, wanted;
  std::string customer;
};

// Each state has an index of its own.
#define DOCKHAND_WAITS_OR_HERE                                  \
  "(SELECT * FROM told WHERE item=$1 AND state=" DOCKHAND_TOLD( \
      waits) " UNION ALL SELECT * FROM told WHERE item=$1 AND state=" DOCKHAND_TOLD(here) ")"

std::vector<Gone> gone_lines(Engine& db, const ItemCode& item) {
  return all_of(db.query("SELECT t.order_no, t.line, t.revision, t.wanted, coalesce(m.customer, '')"
                         " FROM " DOCKHAND_WAITS_OR_HERE " t"
                         " LEFT JOIN order_line o ON o.order_no = t.order_no AND o.line = t.line LEFT JOIN message m"
                         " ON m.order_no = t.order_no AND m.line = t.line AND m.revision = (SELECT max(l.revision)"
                         "  FROM message l WHERE l.order_no = t.order_no AND l.line = t.line"
                         "   AND l.kind <> 'follow_up') AND m.kind <> 'follow_up'"
                         " WHERE o.line IS NULL OR o.customer <> m.customer ORDER BY t.order_no, t.line",
                         item.text()),
                [](const Cells& cells) {
                  RowReader row(cells);
                  return Gone{row.line<OrderNumber>(), row.integer(), row.integer(), row.text()};
                });
}

// What he has read last of the line.
std::optional<MessageKind> last_read(Engine& db, const OrderLine& line, const std::string& customer) {
  auto rows = db.query("SELECT kind FROM message WHERE order_no=$1 AND line=$2 AND customer=$3 AND " DOCKHAND_WAS_READ(
                           "message") " AND kind <> 'follow_up' ORDER BY revision DESC, at DESC LIMIT 1",
                       line.document.text(), line.line, customer);
  if (!rows.next()) return std::nullopt;
  const Cells cells(rows);
  return RowReader(cells).word(parse_message_kind, MessageKind::accepted);
}

}  // namespace

void tell_of_gone_lines(Engine& db, const ItemCode& item, const AsOf& as_of) {
  for (const Gone& one : gone_lines(db, item)) {
    withdraw_unsent(db, one.line, as_of);
    const auto read = last_read(db, one.line, one.customer);
    if (read && *read != MessageKind::cancelled) {
      NewMessage cancelled{MessageKind::cancelled, one.line, one.customer, item, one.wanted};
      cancelled.revision = one.revision + 1;
      cancelled.at = cancelled.due = as_of.now;
      put_message(db, cancelled);
    }
    db.run(
        "UPDATE told SET state=" DOCKHAND_TOLD(over) ", wanted=coalesce((SELECT o.ordered - o.cancelled"
        " FROM order_line o WHERE o.order_no=$1 AND o.line=$2), 0), revision=revision + 1 WHERE order_no=$1 AND line=$2",
        one.line.document.text(), one.line.line);
  }
}

#define DOCKHAND_READ_M DOCKHAND_WAS_READ("m")
#define DOCKHAND_READ_L DOCKHAND_WAS_READ("l")
#define DOCKHAND_WAITS_T "t.state = " DOCKHAND_TOLD(waits)

std::vector<Unanswered> unanswered_ends(Engine& db, Instant now) {
  return all_of(
      db.query(
          "SELECT o.order_no, o.line, o.item, o.waiting, m.at FROM told t JOIN order_line o"
          " ON o.order_no = t.order_no AND o.line = t.line JOIN message m ON m.order_no = t.order_no"
          " AND m.line = t.line AND m.kind = 'cannot' AND m.agreed = 0 AND " DOCKHAND_READ_M
          " WHERE t.day = 0 AND o.waiting > 0 AND m.at <= $1 AND m.revision = (SELECT max(l.revision) FROM message l"
          "  WHERE l.order_no = t.order_no AND l.line = t.line AND l.kind NOT IN ('shipped', 'follow_up')"
          "   AND " DOCKHAND_READ_L ") AND " DOCKHAND_WAITS_T " ORDER BY o.order_no, o.line",
          now.ms - cancelled_after),
      [](const Cells& cells) {
        RowReader row(cells);
        return Unanswered{row.line<OrderNumber>(), row.code<ItemCode>(), row.quantity(), row.instant().date()};
      });
}

namespace {

// Lines that wait, and of which the last word is taken to be said by others.
#define DOCKHAND_UNTOLD \
  " FROM told t JOIN message m ON m.order_no = t.order_no AND m.line = t.line AND m.state='in_letter'"             \
  " AND m.letter='' WHERE t.state=" DOCKHAND_TOLD(waits) " AND NOT EXISTS (SELECT 1 FROM message l"                \
                                                         " WHERE l.order_no = t.order_no AND l.line = t.line"      \
                                                         "  AND l.state='in_letter' AND l.letter <> '')"

}  // namespace

std::optional<OrderLine> line_told_elsewhere(Engine& db) {
  if (!others_told_before(db)) return std::nullopt;
  auto rows = db.query("SELECT t.order_no, t.line" DOCKHAND_UNTOLD " ORDER BY t.order_no, t.line LIMIT 1");
  return rows.next() ? std::optional(Cells(rows).line<OrderNumber>(0)) : std::nullopt;
}

std::int64_t tell_untold(Engine& db, const Occasion& occasion) {
  if (!tells_customers(db)) return 0;
  std::set<OrderLine> lines;
  std::set<ItemCode> items;
  for (auto rows = db.query("SELECT t.order_no, t.line, t.item" DOCKHAND_UNTOLD); rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    lines.insert(row.line<OrderNumber>());
    items.insert(row.code<ItemCode>());
  }
  for (const OrderLine& line : lines) {
    db.run("DELETE FROM message WHERE order_no=$1 AND line=$2 AND letter='' AND state IN ('in_letter', 'withdrawn')",
           line.document.text(), line.line);
    db.run("DELETE FROM told WHERE order_no=$1 AND line=$2", line.document.text(), line.line);
  }
  nobody_has_told(db);
  for (const ItemCode& item : items) tell_waiting(db, item, occasion);
  return static_cast<std::int64_t>(lines.size());
}

}  // namespace dockhand

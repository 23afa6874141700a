#include "storage/books/customer_choices.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/schema/documents.h"

namespace dockhand {
namespace {

const char* word_of(CustomerChoice kind) {
  switch (kind) {
    case CustomerChoice::exchanged: return "exchanged";
    case CustomerChoice::declined: return "declined";
    case CustomerChoice::made: return "made";
  }
  return "";
}

// An exchange whose other line the office has cancelled altogether has replaced nothing; a customer who cancels that
// line does not want the first item back.
// Of what he declined only as long as the office asks for that number.
std::int64_t chosen_units(Engine& db, const OrderLineRow& row, CustomerChoice kind) {
  const OrderLine& line = row.line;
  auto rows = db.query(
      "SELECT coalesce(sum(c.units), 0) FROM customer_choice c WHERE c.order_no=$1 AND c.line=$2 AND c.kind=$3"
      " AND c.ended_by='' AND (c.kind <> 'declined' OR c.ordered = $4)"
      " AND NOT EXISTS (SELECT 1 FROM customer_choice m JOIN order_line o ON o.order_no = m.order_no"
      "  AND o.line = m.line AND o.ordered <= o.cancelled WHERE m.event_id = c.event_id AND m.kind = 'made'"
      "  AND NOT EXISTS (SELECT 1 FROM customer_choice d WHERE d.order_no = m.order_no AND d.line = m.line"
      "   AND d.kind = 'declined' AND d.ended_by=''))",
      line.document.text(), line.line, std::string(word_of(kind)), row.ordered.units());
  return rows.next() ? rows.integer(0) : 0;
}

// What a notice begins with that tells of units which stay cancelled.
std::string declined_told_of(const OrderLine& line) {
  return fmt::format("{line} came again as before, and its customer has cancelled", fmt::arg("line", line.text()));
}

// It may be that the office wants it again, or only that its file comes each night: it is told once.
void tell_stays_cancelled(Books& books, const OrderLineRow& row, std::int64_t units) {
  const std::int64_t untold = books.db.run(
      "UPDATE customer_choice SET told=1 WHERE order_no=$1 AND line=$2 AND kind='declined' AND told=0"
      " AND ended_by=''",
      row.line.document.text(), row.line.line);
  if (untold == 0) return;
  books.notice(
      Notice{NoticeKind::document,
             row.item,
             row.line,
             {},
             Quantity::nearest(units),
             {},
             fmt::format("{told} {units} of it: they stay cancelled. Send another quantity, or another line, if they "
                         "are wanted again",
                         fmt::arg("told", declined_told_of(row.line)), fmt::arg("units", units))});
  books.entry.office_told = true;
}

// The office wants fewer than what its customer has taken others for.
void tell_took_more(Books& books, const OrderLineRow& row, std::int64_t exchanged) {
  books.notice(
      Notice{NoticeKind::document,
             row.item,
             row.line,
             {},
             Quantity::nearest(exchanged - row.ordered.units()),
             {},
             fmt::format("{line} wants {ordered} now, and its customer took another item for {exchanged} of it: "
                         "cancel what is too much of that",
                         fmt::arg("line", row.line.text()), fmt::arg("ordered", row.ordered.units()),
                         fmt::arg("exchanged", exchanged))});
  books.entry.office_told = true;
}

}  // namespace

void keep_choice(Books& books, const CommandId& event, CustomerChoice kind, const OrderLine& line, std::int64_t units,
                 std::int64_t ordered) {
  books.db.run(
      "INSERT INTO customer_choice(event_id, kind, order_no, line, units, ordered) VALUES($1,$2,$3,$4,$5,$6)"
      " ON CONFLICT(event_id, kind) DO UPDATE SET order_no=excluded.order_no, line=excluded.line,"
      " units=excluded.units, ordered=excluded.ordered, ended_by=''",
      event.text(), std::string(word_of(kind)), line.document.text(), line.line, units, ordered);
}

void decline_as_before(Books& books, const CommandId& event) {
  books.db.run("UPDATE customer_choice SET ended_by='' WHERE ended_by=$1 AND ended_by > ''", event.text());
}

void forget_choices(Books& books, const CommandId& event) {
  books.db.run("DELETE FROM customer_choice WHERE event_id=$1", event.text());
}

void tell_wanted_again(Books& books, const OrderLineRow& row, const char* was) {
  const Quantity wanted = row.ordered.less(row.cancelled);
  books.notice(Notice{NoticeKind::document,
                      row.item,
                      row.line,
                      {},
                      wanted,
                      {},
                      fmt::format("{line} was {was}, and is wanted again: its order comes with {units} of {item} now",
                                  fmt::arg("line", row.line.text()), fmt::arg("was", was),
                                  fmt::arg("units", wanted.units()), fmt::arg("item", row.item.text()))});
  books.entry.office_told = true;
}

std::int64_t chosen_of(Engine& db, const OrderLineRow& row) {
  return chosen_units(db, row, CustomerChoice::declined) + chosen_units(db, row, CustomerChoice::exchanged);
}

OrderLineRow with_choices(Books& books, const OrderLineRow& row) {
  const auto there = order_line_document(books.db, row.line);
  if (!there || there->item != row.item || there->cancelled <= row.cancelled) return row;
  const std::int64_t ended = books.db.run(
      "UPDATE customer_choice SET ended_by=$4 WHERE order_no=$1 AND line=$2 AND kind='declined'"
      " AND ordered <> $3 AND ended_by=''",
      row.line.document.text(), row.line.line, row.ordered.units(), books.entry.command.id.text());
  if (ended > 0) tell_wanted_again(books, row, "cancelled by its customer");
  const std::int64_t declined = chosen_units(books.db, row, CustomerChoice::declined);
  const std::int64_t chosen = chosen_of(books.db, row);
  OrderLineRow kept = row;
  kept.cancelled = Quantity::nearest(std::min(row.ordered.units(), std::max(row.cancelled.units(), chosen)));
  if (declined > 0) tell_stays_cancelled(books, row, declined);
  if (chosen - declined > row.ordered.units()) tell_took_more(books, row, chosen - declined);
  return kept;
}

bool is_still_declined(Books& books, const Notice& notice) {
  if (!notice.line || !notice.detail.starts_with(declined_told_of(*notice.line))) return false;
  const auto there = order_line_document(books.db, *notice.line);
  return there && chosen_units(books.db, *there, CustomerChoice::declined) > 0;
}

bool is_first_heard_over(Books& books, const OrderLine& line) {
  return books.db.run(
             "UPDATE customer_choice SET told=1 WHERE order_no=$1 AND line=$2 AND kind='exchanged' AND told=0"
             " AND ended_by=''",
             line.document.text(), line.line) > 0;
}

std::optional<OrderLine> made_for(Books& books, const OrderLine& line) {
  auto rows = books.db.query(
      "SELECT e.line FROM customer_choice m JOIN customer_choice e ON e.event_id = m.event_id AND e.kind='exchanged'"
      " WHERE m.order_no=$1 AND m.line=$2 AND m.kind='made'",
      line.document.text(), line.line);
  return rows.next() ? std::optional(OrderLine{line.document, Cells(rows).number(0)}) : std::nullopt;
}

}  // namespace dockhand

// What customers decide about lines that wait.
#include "storage/facts/facts_checks.h"
#include "storage/schema/demand_history.h"
#include "storage/schema/documents.h"

namespace dockhand {
namespace {

// What of the line waits is not wanted any more; what it has stays.
void give_up_waiting(Books& books, const OrderLine& line, const ItemCode& item) {
  const auto counted = counted_line(books.db, line);
  take_from_history(books.db, line.document.text(), line.line);
  books.db.run("UPDATE order_line SET cancelled = cancelled + waiting, changed=$3 WHERE order_no=$1 AND line=$2",
               line.document.text(), line.line, books.entry.changed);
  count_demand(books.db, line, counted, books.entry.command.at.date());
  books.demand_changed(line);
  books.trim(line);
  books.wants_less(line);
  books.touch(item);
}

// Another line may have got the number meanwhile, at another database; the same decision said twice is one.
OrderLine line_for(Books& books, const TakeOther& fact) {
  const auto there = order_line_document(books.db, fact.as);
  if (!there || (there->item == fact.other && there->ordered == fact.quantity)) return fact.as;
  auto rows = books.db.query("SELECT max(line) FROM order_line WHERE order_no=$1", fact.as.document.text());
  return {fact.as.document, rows.next() ? Cells(rows).number(0) + 1 : fact.as.line};
}

}  // namespace

void lay_other(Books& books, const TakeOther& fact) {
  auto row = order_line_document(books.db, fact.line);
  if (!row) return;
  give_up_waiting(books, fact.line, row->item);
  row->line = line_for(books, fact);
  row->item = fact.other;
  row->ordered = fact.quantity;
  row->cancelled = {};
  if (put(books.db, *row, books.entry.changed) == 0) return;
  count_demand(books.db, row->line, std::nullopt, books.entry.command.at.date());
  books.demand_changed(row->line);
  books.touch(fact.other);
}

void lay_answer(Books& books, const CustomerAnswer& fact) {
  if (fact.says != CustomerSays::cancel) return;
  if (const auto line = books.order_line(fact.line)) give_up_waiting(books, fact.line, line->item);
}

Performed perform_fact(Books& books, const TakeOther& fact) {
  const auto line = books.order_line(fact.line);
  if (!line) return unknown("line", fact.line.text());
  if (!books.item(fact.other)) return unknown("other", fact.other.text());
  if (fact.as.document != fact.line.document) return refused("as", "the new line has to be one of the same order");
  if (is_request(books)) {
    if (fact.quantity.none()) return refused("quantity", "say how many of " + fact.other.text() + " are taken");
    if (books.order_line(fact.as)) return refused("as", fact.as.text() + " is a line already");
    if (line->waiting() == 0) return refused("line", "nothing of " + fact.line.text() + " waits");
  }
  lay_other(books, fact);
  return {};
}

Performed perform_fact(Books& books, const CustomerAnswer& fact) {
  if (!books.order_line(fact.line)) return unknown("line", fact.line.text());
  lay_answer(books, fact);
  return {};
}

}  // namespace dockhand

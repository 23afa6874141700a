#include "storage/facts/facts_order_line.h"

#include "storage/books/customer_choices.h"
#include "storage/facts/facts_checks.h"
#include "storage/schema/demand_history.h"
#include "storage/schema/documents.h"

namespace dockhand {
namespace {

// Most lines of a file are such: nothing of them is read again.
Performed write_new_line(Books& books, const OrderLineRow& order) {
  const std::int64_t demanded = count_new_line(books.db, order);
  books.entry.rows_written += put_new(books.db, order, books.entry.changed, demanded);
  books.touch(order.item);
  return {};
}

}  // namespace

Performed write_order_line(Books& books, const OrderLineRow& sent, const std::string& place, bool is_new,
                           std::set<std::string>& came_again) {
  const auto known = is_new ? std::nullopt : books.order_line(sent.line);
  if (!known) return write_new_line(books, sent);
  const OrderLineRow order = with_choices(books, sent);
  came_again.insert(order.line.document.text());
  if (known->item != order.item && known->reserved + known->picked + known->shipped > 0) {
    return refused(place, order.line.text() + " has units of " + known->item.text() + "; its item cannot change");
  }
  if (known->item != order.item) {
    if (auto no = check_sent_direct(books, order, place)) return no;
    if (books.leases.any()) books.touch(known->item);  // what was set aside for it is over
  }
  const auto counted = counted_line(books.db, order.line);
  take_from_history(books.db, order.line.document.text(), order.line.line);
  const std::int64_t written = put(books.db, order, books.entry.changed);
  books.entry.rows_written += written;
  if (written == 0) {
    add_to_history(books.db, order.line.document.text(), order.line.line);
    return {};
  }
  count_demand(books.db, order.line, counted, books.entry.command.at.date());
  books.demand_changed(order.line);
  books.hold_back_no_more(order.line);
  fit_to_demand(books, order.line);
  books.touch(order.item);
  return {};
}

}  // namespace dockhand

// What suppliers do beside bringing goods to the dock: come sooner for money, and send straight to a customer.
#include <algorithm>

#include "storage/books/stored_event.h"
#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_departure.h"
#include "storage/facts/facts_images.h"
#include "storage/schema/documents.h"

namespace dockhand {
namespace {

// What the units of the item that wait now wait for most; empty: nobody waits.
std::string main_cause(Books& books, const ItemCode& item) {
  auto rows = books.db.query(
      "SELECT c.cause FROM cause c JOIN order_line o ON o.order_no = c.order_no AND o.line = c.line AND o.waiting > 0"
      " WHERE c.item=$1 AND c.units > 0 GROUP BY c.cause ORDER BY sum(c.units) DESC, c.cause LIMIT 1",
      item.text());
  return rows.next() ? rows.text(0) : "";
}

Date due_of(Books& books, const PurchaseLine& line) {
  auto rows =
      books.db.query("SELECT due FROM purchase_line WHERE purchase=$1 AND line=$2", line.document.text(), line.line);
  return rows.next() ? Cells(rows).date(0) : Date::from_days(0);
}

std::optional<PurchaseLineRow> row_of(Books& books, const PurchaseLine& line) {
  const auto row =
      document_like(books.db, PurchaseLineRow{line, {}, books.code<ItemCode>("-"), {}, Date::from_days(0), {}});
  return row ? std::optional(std::get<PurchaseLineRow>(*row)) : std::nullopt;
}

}  // namespace

Performed check_sent_direct(Books& books, const PurchaseLineRow& row, const std::string& place) {
  if (!row.drop_ship || !is_request(books)) return {};
  const std::string& name = row.line.text();
  if (!row.bought_for) {
    return refused(place, name + " is sent straight to a customer: say for which order line it is bought");
  }
  const auto line = books.order_line(*row.bought_for);
  if (!line || line->item == row.item) return {};
  return refused(place, name + " sends " + row.item.text() + " straight to the customer of " + row.bought_for->text() +
                            ", which is a line of " + line->item.text());
}

Performed check_sent_direct(Books& books, const OrderLineRow& row, const std::string& place) {
  if (!is_request(books)) return {};
  auto rows = books.db.query(
      "SELECT purchase, line, item FROM purchase_line WHERE drop_ship=1 AND received < expected AND for_order=$1"
      " AND for_line=$2 AND item <> $3 ORDER BY purchase, line LIMIT 1",
      row.line.document.text(), row.line.line, row.item.text());
  if (!rows.next()) return {};
  const Cells cells(rows);
  return refused(place, cells.line<PurchaseNumber>(0).text() + " sends " + cells.text(2) +
                            " straight to the customer of " + row.line.text() + "; its item cannot change");
}

void tell_of_straight(Books& books, const OrderLine& line) {
  const auto info = books.order_line(line);
  if (!info) return;
  std::int64_t wanted = std::max<std::int64_t>(0, info->demand - info->shipped);
  for (auto rows = books.db.query("SELECT purchase, line, supplier, expected - received FROM purchase_line"
                                  " WHERE for_order=$1 AND for_line=$2 AND for_order <> '' AND drop_ship=1"
                                  " AND received < expected AND closed = 0 ORDER BY due, purchase, line",
                                  line.document.text(), line.line);
       rows.next();) {
    const Cells cells(rows);
    const std::int64_t comes = cells.integer(3), kept = std::min(wanted, comes);
    wanted -= kept;
    if (comes == kept) continue;
    books.notice(Notice{NoticeKind::document,
                        info->item,
                        line,
                        {},
                        Quantity::nearest(comes - kept),
                        {},
                        cells.line<PurchaseNumber>(0).text() + " sends " + std::to_string(comes - kept) +
                            " more straight to the customer of " + line.text() + " than he wants: tell " +
                            cells.text(2)});
  }
}

void lay_expedite(Books& books, const Expedite& fact, const Command& by) {
  const auto line = purchase_line(books, fact.line);
  if (!line) return;
  if (auto row = row_of(books, fact.line); row && fact.due) {
    RowImages image;
    image.before(books, *row);
    row->due = *fact.due;
    image.after(0, *row);
    image.keep(books, by);
    books.db.run(
        "UPDATE purchase_line SET due=$3, first_due=coalesce(first_due, due), changed=$4 WHERE purchase=$1 AND line=$2",
        fact.line.document.text(), fact.line.line, fact.due->days(), books.entry.changed);
    books.expects_otherwise(line->item);
  }
  auto supplier = books.db.query("SELECT supplier FROM purchase_line WHERE purchase=$1 AND line=$2",
                                 fact.line.document.text(), fact.line.line);
  books.db.run(
      "INSERT INTO spent(id, kind, document, item, supplier, cause, cost, day, changed)"
      " VALUES($1,'expedite',$2,$3,$4,$5,$6,$7,$8) ON CONFLICT(id) DO NOTHING",
      by.id.text(), fact.line.text(), line->item.text(), supplier.next() ? supplier.text(0) : "",
      main_cause(books, line->item), fact.cost.parts(), by.at.date().days(), books.entry.changed);
}

std::optional<Date> expedited_due(Books& books, const PurchaseLineRow& sent) {
  const Date now = due_of(books, sent.line);
  if (now == sent.due) return std::nullopt;
  Date said = now;
  for (auto rows = books.db.query("SELECT e.id, e.body, e.action FROM spent s JOIN event e ON e.id = s.id"
                                  " WHERE s.kind='expedite' AND s.document=$1 AND e.undone_by='' ORDER BY e.seq DESC",
                                  sent.line.text());
       rows.next();) {
    const auto event = CommandId::parse(rows.text(0));
    const auto body = stored_body(books.db, rows.text(1), rows.text(2));
    const auto* sooner = body ? std::get_if<Expedite>(&body->command.action) : nullptr;
    if (!event || sooner == nullptr || !sooner->due) continue;  // a sum alone says no day
    if (*sooner->due != said) return std::nullopt;
    const auto image = image_of(books, *event);
    const auto* before = image && !image->was.empty() ? std::get_if<PurchaseLineRow>(&image->was.front()) : nullptr;
    if (before == nullptr) return std::nullopt;
    said = before->due;
    if (said == sent.due) return now;
  }
  return std::nullopt;
}

// The day is what it was, where nobody has said another one since; the sum is nobody's any more.
void take_back_expedite(Books& books, const Expedite& fact, const CommandId& event) {
  books.db.run("UPDATE spent SET cost=0, changed=$2 WHERE id=$1 AND cost <> 0", event.text(), books.entry.changed);
  const auto line = purchase_line(books, fact.line);
  const auto image = image_of(books, event);
  if (!line || !fact.due || !image || image->was.empty() || due_of(books, fact.line) != *fact.due) return;
  const auto* before = std::get_if<PurchaseLineRow>(&image->was.front());
  if (before == nullptr) {
    books.db.fail({ErrorKind::corrupt, "", "the purchase line is kept as another kind of row"});
    return;
  }
  books.db.run("UPDATE purchase_line SET due=$3, changed=$4 WHERE purchase=$1 AND line=$2", fact.line.document.text(),
               fact.line.line, before->due.days(), books.entry.changed);
  books.expects_otherwise(line->item);
}

Performed check_expedite_undoable(Books& books, const Expedite& fact, const CommandId& event) {
  if (!is_request(books)) return {};
  const bool again = books.db
                         .query(
                             "SELECT 1 FROM spent s JOIN event e ON e.id = s.id WHERE s.kind='expedite'"
                             " AND s.document=$1 AND s.cost <> 0 AND e.undone_by=''"
                             " AND e.seq > (SELECT seq FROM event WHERE id=$2) LIMIT 1",
                             fact.line.text(), event.text())
                         .next();
  if (!again) return {};
  return refused("target", fact.line.text() + " was brought sooner once more since: undo that first");
}

Performed perform_fact(Books& books, const Expedite& fact) {
  const auto line = purchase_line(books, fact.line);
  if (!line) return unknown("purchase", fact.line.text());
  if (is_request(books) && line->received >= line->expected) {
    return refused("purchase", "nothing more is expected of " + fact.line.text());
  }
  if (is_request(books) && fact.due && *fact.due < books.entry.today) {
    return refused("due", fact.due->text() + " is over");
  }
  const Date due = due_of(books, fact.line);
  if (is_request(books) && !fact.due && fact.cost == Price()) {
    return refused("cost", "say what is paid for " + fact.line.text() + ", or the day on which it comes");
  }
  // Of what is overdue nobody knows the day, so each is sooner.
  if (is_request(books) && fact.due && *fact.due >= due && due >= books.entry.today) {
    return refused("due",
                   fact.line.text() + " is due on " + due.text() + ": it is not brought sooner on " + fact.due->text());
  }
  lay_expedite(books, fact, books.entry.command);
  return {};
}

Performed perform_fact(Books& books, const ShipDirect& fact) {
  if (auto no = check_units(books, fact.units)) return no;
  const auto purchase = purchase_line(books, fact.line);
  if (!purchase) return unknown("purchase", fact.line.text());
  if (!purchase->bought_for) return refused("purchase", fact.line.text() + " was bought for no order line");
  const auto line = books.order_line(*purchase->bought_for);
  if (!line) return unknown("line", purchase->bought_for->text());
  for (const ItemCode& item : {purchase->item, line->item}) {
    if (item != fact.units.item) return refused("item", fact.line.text() + " is for " + item.text());
  }
  if (is_request(books)) {
    if (auto no = check_new_serial(books, fact.units)) return no;
    const std::int64_t open = purchase->expected - purchase->received;
    if (auto no = check_agreed(books, line->rank.line.document, {line->rank.line.line})) return no;
    if (!purchase->drop_ship) return refused("purchase", fact.line.text() + " comes to the dock");
    if (fact.units.quantity.units() > open) {
      return refused("quantity", fact.line.text() + " brings " + std::to_string(std::max<std::int64_t>(0, open)) +
                                     " more, not " + fact.units.quantity.text() +
                                     ": where its supplier has sent more, the office's purchase has to say so first");
    }
  }
  const Account sent{account::customer,
                     fact.units.item.text(),
                     fact.units.lot ? fact.units.lot->text() : "",
                     fact.units.serial ? fact.units.serial->text() : "",
                     {},
                     0};
  books.transfer(supplier_account(sent, fact.line), sent.claimed_by(*purchase->bought_for),
                 fact.units.quantity.units());
  books.entry.handled(fact.units.quantity.units());
  books.trim(*purchase->bought_for);
  // What has left is a fact, however much of it is wanted.
  tell_of_unwanted(books, *purchase->bought_for, fact.units.quantity.units());
  books.touch(fact.units.item);
  return {};
}

}  // namespace dockhand

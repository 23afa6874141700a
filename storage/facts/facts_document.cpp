// Short documents: a lot's status, an order that is not wanted, a purchase line that is done, a code for an item.
#include <algorithm>
#include <iterator>
#include <set>

#include "storage/books/customer_choices.h"
#include "storage/books/stopped_lines.h"
#include "storage/books/stored_event.h"
#include "storage/codec/codec.h"
#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_images.h"
#include "storage/schema/demand_history.h"
#include "storage/schema/documents.h"
#include "storage/schema/sql.h"

namespace dockhand {

// Picked units cannot be taken back by a pen: somebody has to go there.
void stop_picked(Books& books, const ItemCode& item, const std::string& lot) {
  for (auto rows = books.db.query(
           "SELECT b.place, b.doc, b.line, sum(b.quantity) FROM balance b JOIN location p ON p.location = b.place"
           " WHERE b.item=$1 AND b.lot=$2 AND b.lot <> '' AND " DOCKHAND_B_POSITIVE
           " AND p.kind IN " DOCKHAND_PICKED_KINDS " GROUP BY b.place, b.doc, b.line ORDER BY b.place, b.doc, "
           "b.line",
           item.text(), lot);
       rows.next();) {
    const Cells cells(rows);
    books.notice(Notice{NoticeKind::blocked_lot,
                        item,
                        cells.maybe_line<OrderNumber>(1),
                        cells.code<LocationCode>(0),
                        cells.sum(3),
                        {},
                        books.blocked(item.text(), lot)});
  }
}

// Of what may leave again nothing is to be stopped.
void settle_stops(Books& books, const ItemCode& item) {
  books.settle({NoticeKind::blocked_lot}, [&](const Notice& told) {
    if (told.item != item || !told.place) return false;
    const auto there = books.held_at(Account{told.place->text(), item.text(), {}, {}, {}, 0});
    return std::all_of(there.begin(), there.end(),
                       [&](const Held& held) { return books.blocked(held.account.item, held.account.lot).empty(); });
  });
}

namespace {

template <class OfLot>
void stop_or_go_on(Books& books, const OfLot& fact) {
  if (books.blocked(fact.item.text(), fact.lot.text()).empty()) return settle_stops(books, fact.item);
  stop_picked(books, fact.item, fact.lot.text());
}

void lay(Books& books, const SetStatus& fact) {
  books.db.run(
      "INSERT INTO lot(item, lot, status, reason, changed) VALUES($1,$2,$3,$4,$5) ON CONFLICT(item, lot) DO UPDATE SET"
      " status=excluded.status, reason=excluded.reason, changed=excluded.changed",
      fact.item.text(), fact.lot.text(), name_of(fact.status), fact.reason, books.entry.changed);
  books.touch(fact.item);
}

// Claims on the lot are looked at again: it may be too old now for those who have it.
void lay(Books& books, const CorrectExpiry& fact) {
  books.db.run("UPDATE lot SET expiry=$3, changed=$4 WHERE item=$1 AND lot=$2", fact.item.text(), fact.lot.text(),
               fact.expiry.days(), books.entry.changed);
  for (auto rows = books.db.query("SELECT DISTINCT doc, line FROM balance WHERE item=$1 AND lot=$2 AND lot <> ''"
                                  " AND quantity <> 0 AND doc > '' AND place NOT IN ('@supplier', '@returned')",
                                  fact.item.text(), fact.lot.text());
       rows.next();) {
    books.look_at(Cells(rows).line<OrderNumber>(0));
  }
  books.touch(fact.item);
}

std::vector<OrderLine> lines_of_order(Books& books, const OrderNumber& order) {
  return all_of(books.db.query("SELECT line FROM order_line WHERE order_no=$1 ORDER BY line", order.text()),
                [&](const Cells& cells) {
                  return OrderLine{order, cells.number(0)};
                });
}

void lay(Books& books, const CancelOrder& fact) {
  struct Cancelled {
    OrderLineRow before;
    std::int64_t chosen;  // what its customer had replaced or declined
  };
  std::vector<Cancelled> lines;
  for (const OrderLine& line : lines_of_order(books, fact.order)) {
    const auto before = order_line_document(books.db, line);
    if (before) lines.push_back({*before, chosen_of(books.db, *before)});
  }
  std::set<OrderLine> stops;
  for (const auto& [before, chosen] : lines) {
    cancel_line(books, before.line, before.item);
    const auto after = order_line_document(books.db, before.line);
    if (!after || after->cancelled == before.cancelled) continue;
    stops.insert(before.line);
    // With what its customer took instead the line itself is cancelled: nothing replaces it any more.
    if (const auto first = made_for(books, before.line)) stops.insert(*first);
  }
  for (const auto& [before, chosen] : lines) {
    const auto after = stops.contains(before.line) ? order_line_document(books.db, before.line) : std::nullopt;
    if (!after) continue;
    const std::int64_t not_chosen_any_more = chosen - chosen_of(books.db, *after);
    stop_line(books, before.line,
              {after->ordered.units(), after->cancelled.units(), before.cancelled.units() - not_chosen_any_more});
  }
}

// The row is marked as changed even where it says that already: a terminal may have another one until it hears. What
// the supplier still owed is kept, because somebody may wait for it.
void lay(Books& books, const ClosePurchase& fact) {
  const auto line = purchase_line(books, fact.line);
  if (!line) return;
  const std::string& purchase = fact.line.document.text();
  const std::int64_t lacking = line->expected - std::max<std::int64_t>(0, line->received);
  if (!line->closed && lacking > 0) stop_line(books, fact.line, {line->expected, lacking});
  if (!line->closed) {
    books.db.run("UPDATE purchase_line SET given_up=$3, closed_on=$4 WHERE purchase=$1 AND line=$2", purchase,
                 fact.line.line, std::max<std::int64_t>(0, lacking), books.entry.today.days());
  }
  books.db.run("UPDATE purchase_line SET expected = expected - $3, closed=1, changed=$4 WHERE purchase=$1 AND line=$2",
               purchase, fact.line.line, std::max<std::int64_t>(0, lacking), books.entry.changed);
  books.expects_otherwise(line->item);
  // What the supplier was to send asks for units here again.
  if (line->drop_ship) books.touch(line->item);
}

// Undoes a document or a decision; what hands did is in the postings.
Performed lay_undo(Books& books, const Undo& undo) {
  auto rows = books.db.query("SELECT body, action FROM event WHERE id=$1 AND action IN " DOCKHAND_DOCUMENT_ACTIONS,
                             undo.target.text());
  const auto body = rows.next() ? stored_body(books.db, rows.text(0), rows.text(1)) : std::nullopt;
  if (!body) return {};
  take_back_decision(books, body->command.action, undo.target);
  return rows_of(body->command.action).empty() ? Performed() : take_back_rows(books, undo.target, body->command.action);
}

}  // namespace

namespace {

// Free units where goods wait to be shipped, that were to be brought back because this line needed no more.
std::vector<Held> still_picked_for(Books& books, const OrderLineInfo& line) {
  std::vector<Held> free =
      held_in(books.db.query("SELECT " DOCKHAND_HELD " FROM balance b JOIN location p ON p.location = b.place"
                             " WHERE b.item=$1 AND b.doc='' AND " DOCKHAND_B_POSITIVE
                             " AND p.kind IN " DOCKHAND_PICKED_KINDS " ORDER BY b.place, b.lot, b.serial",
                             line.item.text()));
  if (free.empty()) return free;
  std::set<std::string> places;
  books.settle({NoticeKind::bring_back}, [&](const Notice& told) {
    if (told.line == line.rank.line && told.place) places.insert(told.place->text());
    return false;
  });
  std::erase_if(free, [&](const Held& held) { return !places.contains(held.account.place); });
  return free;
}

void take_again(Books& books, const OrderLineInfo& line) {
  std::int64_t wanted = line.waiting();
  if (wanted == 0) return;
  for (const Held& held : still_picked_for(books, line)) {
    const std::int64_t units = std::min(held.quantity, wanted);
    books.transfer(held.account, held.account.claimed_by(line.rank.line), units);
    wanted -= units;
  }
}

// What was sent cannot be taken back: somebody has to talk with the customer.
void tell_of_sent(Books& books, const OrderLineInfo& line) {
  if (line.shipped <= line.demand) return;
  books.notice(Notice{NoticeKind::document,
                      line.item,
                      line.rank.line,
                      {},
                      Quantity::nearest(line.shipped - line.demand),
                      {},
                      line.rank.line.text() + " wants " + std::to_string(line.demand) + " now, and " +
                          std::to_string(line.shipped) + " were sent"});
}

}  // namespace

void fit_to_demand(Books& books, const OrderLine& line) {
  books.trim(line);
  if (const auto info = books.order_line(line)) {
    take_again(books, *info);
    tell_of_sent(books, *info);
    tell_of_straight(books, line);
  }
  books.wants_less(line);
}

void cancel_line(Books& books, const OrderLine& line, const ItemCode& item) {
  const auto counted = counted_line(books.db, line);
  take_from_history(books.db, line.document.text(), line.line);
  books.db.run(
      "UPDATE order_line SET cancelled = CASE WHEN ordered - returned > shipped THEN ordered - returned - shipped ELSE "
      "0"
      " END, waiting = 0, changed=$3 WHERE order_no=$1 AND line=$2",
      line.document.text(), line.line, books.entry.changed);
  count_demand(books.db, line, counted, books.entry.command.at.date());
  books.trim(line);
  books.wants_less(line);
  books.touch(item);
}

Performed perform_fact(Books& books, const SetStatus& fact) {
  const auto info = books.item(fact.item);
  if (!info) return unknown("item", fact.item.text());
  if (info->tracking == Tracking::none) return refused("item", fact.item.text() + " is not tracked by lot or serial");
  lay(books, fact);
  stop_or_go_on(books, fact);
  return {};
}

Performed perform_fact(Books& books, const CorrectExpiry& fact) {
  if (!books.item(fact.item)) return unknown("item", fact.item.text());
  if (!books.db.query("SELECT 1 FROM lot WHERE item=$1 AND lot=$2", fact.item.text(), fact.lot.text()).next()) {
    return unknown("lot", fact.lot.text());
  }
  if (fact.reason.empty()) return refused("reason", "say why: a corrected date needs a reason");
  lay(books, fact);
  stop_or_go_on(books, fact);
  return {};
}

namespace {

bool is_over(Books& books, const OrderNumber& order) {
  return !books.db
              .query(
                  "SELECT 1 FROM order_line WHERE order_no=$1 AND (ordered - cancelled > shipped OR picked > 0) LIMIT "
                  "1",
                  order.text())
              .next();
}

// Elsewhere the order was still here when it was cancelled.
void tell_of_late_cancel(Books& books, const OrderNumber& order) {
  auto rows = books.db.query("SELECT coalesce(sum(shipped), 0) FROM order_line WHERE order_no=$1", order.text());
  const std::int64_t left = rows.next() ? rows.integer(0) : 0;
  if (left <= 0) return;
  books.notice(Notice{.kind = NoticeKind::document,
                      .quantity = Quantity::nearest(left),
                      .detail = order.text() + " was cancelled after all of it had left: ask the customer to send it "
                                               "back, or to pay for it"});
}

}  // namespace

Performed perform_fact(Books& books, const CancelOrder& fact) {
  if (!books.db.query("SELECT 1 FROM order_line WHERE order_no=$1 LIMIT 1", fact.order.text()).next()) {
    return unknown("order", fact.order.text());
  }
  if (is_request(books) && is_over(books, fact.order)) {
    return refused("order", "nothing of " + fact.order.text() + " is wanted any more: it is cancelled, or has left");
  }
  if (!is_request(books) && is_over(books, fact.order)) tell_of_late_cancel(books, fact.order);
  lay(books, fact);
  for (auto rows = books.db.query("SELECT line FROM order_line WHERE order_no=$1 ORDER BY line", fact.order.text());
       rows.next();) {
    tell_of_straight(books, OrderLine{fact.order, Cells(rows).number(0)});
  }
  return {};
}

// As the office's document of one row, save that another meaning of the code is always asked about.
Performed perform_fact(Books& books, const GiveBarcode& fact) {
  const BarcodeRow& barcode = fact.barcode;
  if (!books.item(barcode.item)) return unknown("item", barcode.item.text());
  if (is_request(books) && Sscc::parse(barcode.code)) {
    return refused("barcode", barcode.code +
                                  " is the number of one pallet or carton, and not of an item: the next one "
                                  "has another. Receive what is on it");
  }
  const auto before = document_like(books.db, barcode);
  if (before && *before != ImportRow(barcode) && is_request(books) && !fact.confirmed) {
    const auto& known = std::get<BarcodeRow>(*before);
    Refusal asked = refused("barcode", barcode.code + " means " + known.units.text() + " of " + known.item.text() +
                                           " already; confirm it if it is to mean " + barcode.units.text() + " of " +
                                           barcode.item.text());
    asked.confirmable = true;
    asked.now = {SeenBarcode{known}};
    return asked;
  }
  RowImages images;
  if (auto no = write_rows(books, Import{{barcode}, true}, &images)) return no;
  return {};
}

Performed perform_fact(Books& books, const ClosePurchase& fact) {
  const auto line = purchase_line(books, fact.line);
  if (!line) return unknown("purchase", fact.line.text());
  if (is_request(books) && line->closed) return refused("purchase", fact.line.text() + " is closed already");
  lay(books, fact);
  return {};
}

bool is_document(const Action& action) {
  return std::holds_alternative<Import>(action) || std::holds_alternative<SetStatus>(action) ||
         std::holds_alternative<CorrectExpiry>(action) || std::holds_alternative<CancelOrder>(action) ||
         std::holds_alternative<ClosePurchase>(action) || std::holds_alternative<GiveBarcode>(action) ||
         std::holds_alternative<Undo>(action) || std::holds_alternative<Approve>(action) ||
         std::holds_alternative<Reject>(action) || std::holds_alternative<OrderPlaced>(action) ||
         std::holds_alternative<TakeOther>(action) || std::holds_alternative<CustomerAnswer>(action) ||
         std::holds_alternative<Expedite>(action);
}

namespace {

// Stock is no document: its units are postings, which wait to be sent by themselves.
Performed lay(Books& books, const Import& import) {
  Import rows{{}, import.confirmed};
  std::copy_if(import.rows.begin(), import.rows.end(), std::back_inserter(rows.rows),
               [](const ImportRow& row) { return !std::holds_alternative<OpeningRow>(row); });
  return write_rows(books, rows, nullptr);
}

}  // namespace

// People were told when the document came.
Performed lay_on_top(Books& books, const Command& document) {
  const Action& action = document.action;
  const std::size_t told = books.entry.accepted.notices.size();
  Performed performed = lay_decision(books, document);
  if (const auto* import = std::get_if<Import>(&action)) performed = lay(books, *import);
  if (const auto* given = std::get_if<GiveBarcode>(&action)) performed = lay(books, Import{{given->barcode}, true});
  if (const auto* undo = std::get_if<Undo>(&action)) performed = lay_undo(books, *undo);
  books.entry.accepted.notices.resize(told);
  if (const auto* other = std::get_if<TakeOther>(&action)) lay_other(books, *other, document);
  if (const auto* answer = std::get_if<CustomerAnswer>(&action)) lay_answer(books, *answer, document);
  if (const auto* expedite = std::get_if<Expedite>(&action)) lay_expedite(books, *expedite, document);
  if (const auto* expiry = std::get_if<CorrectExpiry>(&action)) lay(books, *expiry);
  if (const auto* status = std::get_if<SetStatus>(&action)) lay(books, *status);
  if (const auto* cancel = std::get_if<CancelOrder>(&action)) lay(books, *cancel);
  if (const auto* close = std::get_if<ClosePurchase>(&action)) lay(books, *close);
  return performed;
}

}  // namespace dockhand

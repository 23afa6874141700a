#include "storage/facts/facts_lines.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/books/bought_as.h"
#include "storage/books/customer_choices.h"
#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_images.h"
#include "storage/model/house_day.h"
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

// A line that is known, and of which the document says no other day than the promised one, stays as old as it is.
OrderLineRow heard_beside(const Books& books, const OrderLineRow& sent, const std::optional<OrderLineInfo>& known) {
  OrderLineRow heard = as_heard(sent, books.entry.command.at.date());
  const bool says_no_day = heard != sent || sent.ordered_at == Instant{first_moment(sent.promised.days())};
  if (known && says_no_day) heard.ordered_at = std::min(heard.ordered_at, known->rank.ordered_at);
  return heard;
}

std::string customer_of(Books& books, const OrderLine& line) {
  auto rows =
      books.db.query("SELECT customer FROM order_line WHERE order_no=$1 AND line=$2", line.document.text(), line.line);
  return rows.next() ? rows.text(0) : std::string();
}

// What has left went to the customer of then: the document cannot say afterwards that another one has it.
Performed check_customer(Books& books, const OrderLineInfo& known, const OrderLineRow& order,
                         const ComingLine& coming) {
  if (known.shipped == 0 || coming.puts_back || !is_request(books) || coming.wants == Wants::again) return {};
  const std::string was = customer_of(books, order.line);
  if (was == order.customer) return {};
  Refusal asked =
      refused(coming.place,
              fmt::format("{line} was shipped to {was}, and its order comes for {now}: confirm it if that is the "
                          "same customer, or send another order",
                          fmt::arg("line", order.line.text()), fmt::arg("was", was), fmt::arg("now", order.customer)));
  asked.confirmable = true;
  return asked;
}

// The office gives its lines numbers of its own, and cannot know that a customer's choice has used this one.
Performed check_taken_number(Books& books, const OrderLineRow& order, const ComingLine& coming) {
  if (coming.puts_back || !is_request(books) || coming.wants == Wants::again) return {};
  const auto first = made_for(books, order.line);
  const auto there = first ? order_line_document(books.db, order.line) : std::nullopt;
  if (!there || (there->item == order.item && there->ordered == order.ordered)) return {};
  Refusal asked = refused(
      coming.place,
      fmt::format("{line} stands here for {taken} of {item}, which the customer took instead of {first}: give the "
                  "order's own line another number, or confirm it if these {now} of {coming} are meant instead",
                  fmt::arg("line", order.line.text()), fmt::arg("taken", there->ordered.units()),
                  fmt::arg("item", there->item.text()), fmt::arg("first", first->text()),
                  fmt::arg("now", order.ordered.units()), fmt::arg("coming", order.item.text())));
  asked.confirmable = true;
  return asked;
}

}  // namespace

OrderLineRow as_heard(const OrderLineRow& sent, Date day) {
  OrderLineRow heard = sent;
  if (sent.ordered_at.date() > day) heard.ordered_at = Instant{first_moment(day.days())};
  return heard;
}

Performed write_order_line(Books& books, const OrderLineRow& sent, ComingLine& coming,
                           std::set<std::string>& came_again) {
  const auto known = coming.is_new ? std::nullopt : books.order_line(sent.line);
  const OrderLineRow heard = coming.puts_back ? sent : heard_beside(books, sent, known);
  if (heard != sent) coming.written = heard;
  if (!known) return write_new_line(books, heard);
  const OrderLineRow order = with_choices(books, coming.puts_back ? sent : less_stopped(books, heard, coming.wants));
  if (order != sent) coming.written = order;
  came_again.insert(order.line.document.text());
  if (auto no = check_taken_number(books, sent, coming)) return no;
  if (known->item != order.item && known->reserved + known->picked + known->shipped > 0) {
    return refused(coming.place,
                   order.line.text() + " has units of " + known->item.text() + "; its item cannot change");
  }
  if (auto no = check_customer(books, *known, order, coming)) return no;
  if (known->item != order.item) {
    if (auto no = check_sent_direct(books, order, coming.place)) return no;
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

namespace {

std::int64_t most_asked_for(Books& books, const ItemCode& item) {
  auto rows = books.db.query(
      "SELECT coalesce(max(units), 0) FROM (SELECT max(units) AS units FROM demand WHERE item=$1"
      " UNION ALL SELECT max(units) FROM past_demand WHERE item=$1"
      " UNION ALL SELECT sum(waiting) FROM order_line WHERE item=$1 AND waiting > 0) AS asked",
      item.text());
  return rows.next() ? rows.integer(0) : 0;
}

// By a slip of somebody's nothing of the item would be ordered for years. What nobody ever asked for has no measure,
// but nobody buys so many of anything.
Performed check_believable(Books& books, const PurchaseLineRow& sent, std::int64_t known, const ComingLine& coming) {
  constexpr std::int64_t times = 1000, always_taken = 10'000, never_believed = 100'000'000;
  const std::int64_t units = sent.expected.units();
  if (units <= always_taken || units <= known) return {};
  if (!is_request(books) || coming.puts_back || coming.wants == Wants::again) return {};
  const std::int64_t most = most_asked_for(books, sent.item);
  if (units <= never_believed && (most <= 0 || units / times <= most)) return {};
  Refusal asked = refused(
      coming.place,
      fmt::format("{line} says {units} of {item}, where no week asked for more than {most}: confirm it if so many are"
                  " bought",
                  fmt::arg("line", sent.line.text()), fmt::arg("units", units), fmt::arg("item", sent.item.text()),
                  fmt::arg("most", most)));
  asked.confirmable = true;
  return asked;
}

}  // namespace

Performed write_purchase_line(Books& books, const PurchaseLineRow& sent, ComingLine& coming) {
  if (auto no = check_sent_direct(books, sent, coming.place)) return no;
  if (coming.is_new) {
    if (auto no = check_believable(books, sent, 0, coming)) return no;
    books.entry.rows_written += put_new(books.db, sent, books.entry.changed);
    books.expects_otherwise(sent.item);
    if (sent.drop_ship && sent.bought_for && !coming.puts_back) tell_of_straight(books, *sent.bought_for);
    return {};
  }
  const auto known = purchase_line(books, sent.line);
  if (auto no = check_believable(books, sent, known ? known->expected : 0, coming)) return no;
  if (known && known->item != sent.item && known->received > 0 && is_request(books)) {
    return refused(coming.place,
                   sent.line.text() + " has received units of " + known->item.text() + "; its item cannot change");
  }
  PurchaseLineRow purchase = coming.puts_back ? sent : less_stopped(books, sent, coming.wants);
  if (!coming.puts_back) purchase.due = expedited_due(books, sent).value_or(sent.due);
  if (purchase != sent) coming.written = purchase;
  if (known && known->received > 0) books.look_at_bought_for(purchase.line.document.text(), purchase.line.line);
  const std::int64_t written = put(books.db, purchase, books.entry.changed);
  books.entry.rows_written += written;
  if (written == 0) return {};
  if (known && (known->received > 0 || known->drop_ship)) books.touch(known->item);
  const bool stays_closed = known && known->closed && !coming.puts_back && known->item == purchase.item &&
                            known->expected == purchase.expected.units();
  // More is expected than before it was closed: of what was given up then it is not said any more.
  const bool goes_on = known && known->closed && purchase.expected.units() > known->expected;
  books.db.run(
      "UPDATE purchase_line SET closed=$3, first_due=coalesce(first_due, due),"
      " given_up = CASE WHEN $4 THEN 0 ELSE given_up END WHERE purchase=$1 AND line=$2",
      purchase.line.document.text(), purchase.line.line, stays_closed, goes_on);
  if (known) books.expects_otherwise(known->item);
  books.expects_otherwise(purchase.item);
  if (purchase.drop_ship && purchase.bought_for && !coming.puts_back) tell_of_straight(books, *purchase.bought_for);
  return {};
}

namespace {

std::int64_t put_asn(Books& books, const AsnRow& asn) {
  const Units& units = asn.units;
  const auto& purchase = asn.purchase;
  return books.db.run(
      "INSERT INTO asn_line(sscc, item, lot, serial, purchase, line, asn, quantity, expiry, due, changed)"
      " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) ON CONFLICT(sscc, item, lot, serial, purchase, line) DO UPDATE SET"
      " asn=excluded.asn, quantity=excluded.quantity, expiry=excluded.expiry, due=excluded.due,"
      " changed=excluded.changed"
      " WHERE asn_line.asn <> excluded.asn OR asn_line.quantity <> excluded.quantity"
      " OR coalesce(asn_line.expiry, -1) <> coalesce(excluded.expiry, -1)"
      " OR coalesce(asn_line.due, -1) <> coalesce(excluded.due, -1)",
      asn.unit.text(), units.item.text(), units.lot ? units.lot->text() : "", units.serial ? units.serial->text() : "",
      purchase ? purchase->document.text() : "", purchase ? purchase->line : 0, asn.asn, units.quantity.units(),
      units.expiry ? Value(std::int64_t{units.expiry->days()}) : Value(std::monostate{}),
      asn.due ? Value(std::int64_t{asn.due->days()}) : Value(std::monostate{}), books.entry.changed);
}

// Once: a file may come each night.
void tell_of_notice(Books& books, const AsnRow& asn, std::string detail) {
  const bool known =
      books.db.query("SELECT 1 FROM notice WHERE kind='document' AND instr(detail, $1) > 0 LIMIT 1", detail).next();
  if (known) return;
  books.notice(Notice{NoticeKind::document, asn.units.item, {}, {}, asn.units.quantity, {}, std::move(detail)});
  books.entry.office_told = true;
}

// What came on the unit was booked by what its notice said then: that is no plan any more. The same again says nothing.
void keep_received(Books& books, const AsnRow& asn, const AsnRow* there) {
  const Quantity was = there == nullptr ? Quantity() : there->units.quantity;
  const bool same_date = there == nullptr || there->units.expiry == asn.units.expiry;
  if (was == asn.units.quantity && same_date) return;
  const std::string says = fmt::format(
      "{unit} was received with {was} of {item} by its notice, and {asn} says {now} now",
      fmt::arg("unit", asn.unit.text()), fmt::arg("was", was.units()), fmt::arg("item", asn.units.item.text()),
      fmt::arg("asn", asn.asn), fmt::arg("now", asn.units.quantity.units()));
  const std::string dates = same_date ? "" : ", with another date of expiry";
  tell_of_notice(books, asn, says + dates + ": the books stay as they are. Count what came, or ask the supplier");
}

// A pallet stands on one notice: another one that names it replaces the first, or one of them is wrong.
Performed ask_about_notices(Books& books, const AsnRow& asn, const AsnRow& there, const ComingLine& coming) {
  const std::string& unit = asn.unit.text();
  if (asn.units.quantity.none()) {
    return refused(coming.place,
                   fmt::format("{unit} is announced by {first}, not by {asn}: there is nothing to take back",
                               fmt::arg("unit", unit), fmt::arg("first", there.asn), fmt::arg("asn", asn.asn)));
  }
  const std::string what = fmt::format(
      "{unit} is announced by {first} with {was} of {item}, and {asn} says {now}", fmt::arg("unit", unit),
      fmt::arg("first", there.asn), fmt::arg("was", there.units.quantity.units()),
      fmt::arg("item", asn.units.item.text()), fmt::arg("asn", asn.asn), fmt::arg("now", asn.units.quantity.units()));
  if (is_request(books) && coming.wants != Wants::again) {
    Refusal asked =
        refused(coming.place, what + ": have the first one cancelled, or confirm it if this one replaces it");
    asked.confirmable = true;
    return asked;
  }
  tell_of_notice(books, asn, what + ": this one has replaced it");
  return {};
}

// Its label would be taken for the item at each scan, and what the notice says would come on top.
Performed ask_about_barcode(Books& books, const AsnRow& asn, const ComingLine& coming) {
  if (!is_request(books) || coming.wants == Wants::again || asn.units.quantity.none()) return {};
  auto rows = books.db.query("SELECT item FROM barcode WHERE code=$1", asn.unit.text());
  if (!rows.next()) return {};
  Refusal asked = refused(
      coming.place, fmt::format("{unit} is a barcode of {item} here, and its pallet would be received as that: undo "
                                "that code first, or confirm it",
                                fmt::arg("unit", asn.unit.text()), fmt::arg("item", rows.text(0))));
  asked.confirmable = true;
  return asked;
}

// A supplier names lots of whatever comes. It may be an item that nobody has said to be tracked, or one that is
// received without them.
Performed ask_about_names(Books& books, const AsnRow& asn, const ComingLine& coming) {
  const Units& units = asn.units;
  if (!is_request(books) || coming.wants == Wants::again || units.quantity.none()) return {};
  if ((!units.lot && !units.serial) || books.known_item(units.item).tracking != Tracking::none) return {};
  Refusal asked =
      refused(coming.place,
              fmt::format("{item} is tracked by neither lot nor serial, and {asn} announces {name} of it, which "
                          "is not kept when it is received: give the item its tracking first, or confirm it",
                          fmt::arg("item", units.item.text()), fmt::arg("asn", asn.asn),
                          fmt::arg("name", units.lot ? "lot " + units.lot->text() : "serial " + units.serial->text())));
  asked.confirmable = true;
  return asked;
}

}  // namespace

Performed write_asn_line(Books& books, const AsnRow& asn, ComingLine& coming) {
  const bool is_received = books.db.query("SELECT 1 FROM handling_unit WHERE sscc=$1", asn.unit.text()).next();
  const auto known = coming.is_new ? std::nullopt : document_like(books.db, asn);
  const AsnRow* there = known ? &std::get<AsnRow>(*known) : nullptr;
  if (is_received && !coming.puts_back) {
    keep_received(books, asn, there);
    coming.is_left = true;
    return {};
  }
  if (!coming.puts_back) {
    if (auto no = ask_about_barcode(books, asn, coming)) return no;
    if (there == nullptr) {
      if (auto no = ask_about_names(books, asn, coming)) return no;
    }
  }
  const bool is_elsewhere = there != nullptr && there->asn != asn.asn && !there->units.quantity.none();
  if (is_elsewhere && !coming.puts_back) {
    if (auto no = ask_about_notices(books, asn, *there, coming)) {
      if (is_request(books)) return no;
      coming.is_left = true;
      return {};
    }
  }
  books.expects_otherwise(asn.units.item);
  books.entry.rows_written += put_asn(books, asn);
  return {};
}

// All its lines are there when it is found out which of them are what was ordered: some are so together, and some have
// got another number.
Performed perform_fact(Books& books, const Import& import) {
  RowImages images;
  if (auto no = write_rows(books, import, &images)) return no;
  meet_orders(books, images.heard());
  return {};
}

}  // namespace dockhand

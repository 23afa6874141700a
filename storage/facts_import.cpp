#include <set>

#include "storage/facts_checks.h"

namespace dockhand {
namespace {

std::string place_of(std::size_t row) { return "row " + std::to_string(row + 1); }

Refusal missing(std::size_t row, const char* what, const std::string& name) {
  return Refusal{
      Error{ErrorKind::unknown, place_of(row), std::string(what) + " '" + printable(name, 60) + "' is not known"}};
}

bool is_customer(Books& books, const std::string& customer) {
  return books.db.query("SELECT 1 FROM customer WHERE customer=$1", customer).next();
}

// Upserts; a row that says what is there already changes nothing, so that the same file can be read twice.
struct Upsert {
  Books& books;
  std::size_t row;

  std::int64_t changed() const { return books.entry.changed; }

  Performed operator()(const ItemRow& item) const {
    if (item.expiry && item.tracking == Tracking::none && is_request(books)) {
      return refused(place_of(row), item.item.text() + " has an expiry date, which is kept with the lot: track it");
    }
    books.entry.rows_written += books.db.run(
        "INSERT INTO item(item, name, tracking, expiry, count_tolerance, changed) VALUES($1,$2,$3,$4,$5,$6)"
        " ON CONFLICT(item) DO UPDATE SET name=excluded.name, tracking=excluded.tracking, expiry=excluded.expiry,"
        " count_tolerance=excluded.count_tolerance, changed=excluded.changed"
        " WHERE item.name <> excluded.name OR item.tracking <> excluded.tracking OR item.expiry <> excluded.expiry"
        " OR coalesce(item.count_tolerance, -1) <> coalesce(excluded.count_tolerance, -1)",
        item.item.text(), item.name, name_of(item.tracking), item.expiry,
        item.count_tolerance ? Value(item.count_tolerance->units()) : Value(std::monostate{}), changed());
    return {};
  }

  Performed operator()(const BarcodeRow& barcode) const {
    if (!books.item(barcode.item)) return missing(row, "item", barcode.item.text());
    books.entry.rows_written += books.db.run(
        "INSERT INTO barcode(code, item, level, units, changed) VALUES($1,$2,$3,$4,$5) ON CONFLICT(code) DO UPDATE SET"
        " item=excluded.item, level=excluded.level, units=excluded.units, changed=excluded.changed"
        " WHERE barcode.item <> excluded.item OR barcode.level <> excluded.level OR barcode.units <> excluded.units",
        barcode.code, barcode.item.text(), barcode.level, barcode.units.units(), changed());
    return {};
  }

  Performed operator()(const LocationRow& location) const {
    const std::string& code = location.location.text();
    const auto before = books.location(code);
    if (before && before->is_unit()) return refused(place_of(row), code + " is a handling unit, not a location");
    const std::int64_t written = books.db.run(
        "INSERT INTO location(location, kind, walk, zone, changed) VALUES($1,$2,$3,$4,$5) ON CONFLICT(location)"
        " DO UPDATE SET kind=excluded.kind, walk=excluded.walk, zone=excluded.zone, changed=excluded.changed"
        " WHERE location.kind <> excluded.kind OR location.walk <> excluded.walk OR location.zone <> excluded.zone",
        code, name_of(location.kind), location.walk, location.zone, changed());
    books.entry.rows_written += written;
    if (!before || written == 0) return {};
    books.forget_locations();
    // Reserved here may be picked now, or the other way round.
    if (before->kind != location.kind) books.recount_at(code);
    books.place_units_at(code);
    return {};
  }

  Performed operator()(const CustomerRow& customer) const {
    books.entry.rows_written += books.db.run(
        "INSERT INTO customer(customer, name, changed) VALUES($1,$2,$3) ON CONFLICT(customer) DO UPDATE SET"
        " name=excluded.name, changed=excluded.changed WHERE customer.name <> excluded.name",
        customer.customer, customer.name, changed());
    return {};
  }

  Performed operator()(const OrderLineRow& order) const {
    if (!books.item(order.item)) return missing(row, "item", order.item.text());
    const auto known = books.order_line(order.line);
    if (known && known->item != order.item && known->reserved + known->picked + known->shipped > 0) {
      return Refusal{Error{ErrorKind::refused, "row " + std::to_string(row + 1),
                           order.line.text() + " has units of " + known->item.text() + "; its item cannot change"}};
    }
    if (is_request(books) && !is_customer(books, order.customer)) return missing(row, "customer", order.customer);
    const std::int64_t written = books.db.run(
        "INSERT INTO order_line(order_no, line, customer, item, ordered, cancelled, priority, promised, ordered_at,"
        " partial, waiting, changed)"
        " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10, CASE WHEN $5 > $6 THEN $5 - $6 ELSE 0 END, $11)"
        " ON CONFLICT(order_no, line) DO UPDATE SET customer=excluded.customer, item=excluded.item,"
        " ordered=excluded.ordered, cancelled=excluded.cancelled, priority=excluded.priority,"
        " promised=excluded.promised, ordered_at=excluded.ordered_at, partial=excluded.partial,"
        " waiting = CASE WHEN excluded.ordered - excluded.cancelled - order_line.returned > order_line.reserved +"
        " order_line.picked + order_line.shipped THEN excluded.ordered - excluded.cancelled - order_line.returned -"
        " order_line.reserved - order_line.picked - order_line.shipped ELSE 0 END, changed=excluded.changed"
        " WHERE order_line.customer <> excluded.customer OR order_line.item <> excluded.item"
        " OR order_line.ordered <> excluded.ordered OR order_line.cancelled <> excluded.cancelled"
        " OR order_line.priority <> excluded.priority OR order_line.promised <> excluded.promised"
        " OR order_line.ordered_at <> excluded.ordered_at OR order_line.partial <> excluded.partial",
        order.line.document.text(), order.line.line, order.customer, order.item.text(), order.ordered.units(),
        order.cancelled.units(), order.priority, order.promised.days(), order.ordered_at.ms, order.partial, changed());
    books.entry.rows_written += written;
    if (written == 0) return {};
    if (known) books.trim(order.line);
    books.touch(order.item);
    return {};
  }

  Performed operator()(const PurchaseLineRow& purchase) const {
    if (!books.item(purchase.item)) return missing(row, "item", purchase.item.text());
    const auto& peg = purchase.bought_for;
    books.entry.rows_written += books.db.run(
        "INSERT INTO purchase_line(purchase, line, supplier, item, expected, due, for_order, for_line, changed)"
        " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9) ON CONFLICT(purchase, line) DO UPDATE SET supplier=excluded.supplier,"
        " item=excluded.item, expected=excluded.expected, due=excluded.due, for_order=excluded.for_order,"
        " for_line=excluded.for_line, changed=excluded.changed"
        " WHERE purchase_line.supplier <> excluded.supplier OR purchase_line.item <> excluded.item"
        " OR purchase_line.expected <> excluded.expected OR purchase_line.due <> excluded.due"
        " OR purchase_line.for_order <> excluded.for_order OR purchase_line.for_line <> excluded.for_line",
        purchase.line.document.text(), purchase.line.line, purchase.supplier, purchase.item.text(),
        purchase.expected.units(), purchase.due.days(), peg ? peg->document.text() : "", peg ? peg->line : 0,
        changed());
    return {};
  }

  Performed operator()(const AsnRow& asn) const {
    const Units& units = asn.units;
    if (!books.item(units.item)) return missing(row, "item", units.item.text());
    const auto& purchase = asn.purchase;
    books.entry.rows_written += books.db.run(
        "INSERT INTO asn_line(sscc, item, lot, serial, purchase, line, asn, quantity, expiry, changed)"
        " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) ON CONFLICT(sscc, item, lot, serial, purchase, line) DO UPDATE SET"
        " asn=excluded.asn, quantity=excluded.quantity, expiry=excluded.expiry, changed=excluded.changed"
        " WHERE asn_line.asn <> excluded.asn OR asn_line.quantity <> excluded.quantity"
        " OR coalesce(asn_line.expiry, -1) <> coalesce(excluded.expiry, -1)",
        asn.unit.text(), units.item.text(), units.lot ? units.lot->text() : "",
        units.serial ? units.serial->text() : "", purchase ? purchase->document.text() : "",
        purchase ? purchase->line : 0, asn.asn, units.quantity.units(),
        units.expiry ? Value(std::int64_t{units.expiry->days()}) : Value(std::monostate{}), changed());
    return {};
  }
};

}  // namespace

Performed perform_fact(Books& books, const Import& import) {
  for (std::size_t row = 0; row < import.rows.size(); ++row) {
    if (auto no = std::visit(Upsert{books, row}, import.rows[row])) return no;
  }
  return {};
}

}  // namespace dockhand

#include <set>

#include "storage/facts/facts_checks.h"

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

// As in the tables: 0 where nothing is said.
std::int64_t number_of(const std::optional<OrderClass>& order_class) {
  return order_class ? static_cast<std::int64_t>(*order_class) : 0;
}

// Upserts; a row that says what is there already changes nothing, so that the same file can be read twice.
struct Upsert {
  Books& books;
  const std::set<std::string>& customers;  // of the same document
  std::size_t row;

  std::int64_t changed() const { return books.entry.changed; }

  Performed operator()(const ItemRow& item) const {
    if (item.expiry && item.tracking == Tracking::none && is_request(books)) {
      return refused(place_of(row), item.item.text() + " has an expiry date, which is kept with the lot: track it");
    }
    const std::int64_t written = books.db.run(
        "INSERT INTO item(item, name, tracking, expiry, count_tolerance, policies, safety_stock, order_cap, changed)"
        " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9) ON CONFLICT(item) DO UPDATE SET name=excluded.name,"
        " tracking=excluded.tracking, expiry=excluded.expiry, count_tolerance=excluded.count_tolerance,"
        " policies=excluded.policies, safety_stock=excluded.safety_stock, order_cap=excluded.order_cap,"
        " changed=excluded.changed"
        " WHERE item.name <> excluded.name OR item.tracking <> excluded.tracking OR item.expiry <> excluded.expiry"
        " OR coalesce(item.count_tolerance, -1) <> coalesce(excluded.count_tolerance, -1)"
        " OR item.policies <> excluded.policies OR item.safety_stock <> excluded.safety_stock"
        " OR item.order_cap <> excluded.order_cap",
        item.item.text(), item.name, name_of(item.tracking), item.expiry,
        item.count_tolerance ? Value(item.count_tolerance->units()) : Value(std::monostate{}), text_of(item.policies),
        item.safety_stock.units(), item.order_cap.units(), changed());
    books.entry.rows_written += written;
    if (written == 0) return {};
    books.forget_items();
    books.touch(item.item);
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
    if (location.kind == LocationKind::quarantine) give_up_claims_at(code);
    for (auto rows = books.db.query("SELECT DISTINCT item FROM balance WHERE place IN (SELECT $1 UNION ALL SELECT"
                                    " location FROM location WHERE stands_at=$1 AND stands_at <> '')"
                                    " AND quantity <> 0 AND item <> '@unit' ORDER BY item",
                                    code);
         rows.next();) {
      books.touch(Cells(rows).code<ItemCode>(0));
    }
    return {};
  }

  // Nothing in quarantine belongs to an order.
  void give_up_claims_at(const std::string& place) const {
    const auto claimed = held_in(
        books.db.query("SELECT " DOCKHAND_HELD " FROM balance b WHERE b.place IN (SELECT $1 UNION ALL SELECT location"
                       " FROM location WHERE stands_at=$1 AND stands_at <> '') AND b.doc > '' AND b.quantity > 0"
                       " ORDER BY b.place, b.item, b.lot, b.serial, b.doc, b.line",
                       place));
    for (const Held& held : claimed) books.unclaim(held);
  }

  Performed operator()(const CustomerRow& customer) const {
    const std::int64_t order_class = number_of(customer.order_class);
    const std::string policies = text_of(customer.policies);
    const bool served_as_before =
        books.db
            .query("SELECT 1 FROM customer WHERE customer=$1 AND policies=$2 AND order_class=$3", customer.customer,
                   policies, order_class)
            .next();
    books.entry.rows_written += books.db.run(
        "INSERT INTO customer(customer, name, policies, order_class, changed) VALUES($1,$2,$3,$4,$5)"
        " ON CONFLICT(customer) DO UPDATE SET name=excluded.name, policies=excluded.policies,"
        " order_class=excluded.order_class, changed=excluded.changed WHERE customer.name <> excluded.name"
        " OR customer.policies <> excluded.policies OR customer.order_class <> excluded.order_class",
        customer.customer, customer.name, policies, order_class, changed());
    if (!served_as_before) serve_otherwise(customer.customer);
    return {};
  }

  void serve_otherwise(const std::string& customer) const {
    books.classify(customer);
    for (auto rows = books.db.query(
             "SELECT DISTINCT item FROM order_line WHERE customer=$1 AND (waiting > 0 OR reserved > 0)", customer);
         rows.next();) {
      books.touch(Cells(rows).code<ItemCode>(0));
    }
  }

  Performed operator()(const SiteRow& site) const {
    books.entry.rows_written += books.db.run(
        "INSERT INTO site(setting, value, changed) VALUES($1,$2,$3) ON CONFLICT(setting) DO UPDATE SET"
        " value=excluded.value, changed=excluded.changed WHERE site.value <> excluded.value",
        site.setting, site.on, changed());
    return {};
  }

  Performed operator()(const OrderLineRow& order) const {
    if (!books.item(order.item)) return missing(row, "item", order.item.text());
    if (is_request(books) && !customers.contains(order.customer) && !is_customer(books, order.customer)) {
      return missing(row, "customer", order.customer);
    }
    const auto known = books.order_line(order.line);
    if (known && known->item != order.item && known->reserved + known->picked + known->shipped > 0) {
      return Refusal{Error{ErrorKind::refused, "row " + std::to_string(row + 1),
                           order.line.text() + " has units of " + known->item.text() + "; its item cannot change"}};
    }
    const std::int64_t written = books.db.run(
        "INSERT INTO order_line(order_no, line, customer, item, ordered, cancelled, priority, promised, ordered_at,"
        " policies, own_class, order_class, waiting, changed)"
        " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11, CASE WHEN $11 > 0 THEN $11 ELSE coalesce((SELECT"
        " nullif(c.order_class, 0) FROM customer c WHERE c.customer=$3), 3) END,"
        " CASE WHEN $5 > $6 THEN $5 - $6 ELSE 0 END, $12)"
        " ON CONFLICT(order_no, line) DO UPDATE SET customer=excluded.customer, item=excluded.item,"
        " ordered=excluded.ordered, cancelled=excluded.cancelled, priority=excluded.priority,"
        " promised=excluded.promised, ordered_at=excluded.ordered_at, policies=excluded.policies,"
        " own_class=excluded.own_class, order_class=excluded.order_class,"
        " waiting = CASE WHEN excluded.ordered - excluded.cancelled - order_line.returned > order_line.reserved +"
        " order_line.picked + order_line.shipped THEN excluded.ordered - excluded.cancelled - order_line.returned -"
        " order_line.reserved - order_line.picked - order_line.shipped ELSE 0 END, changed=excluded.changed"
        " WHERE order_line.customer <> excluded.customer OR order_line.item <> excluded.item"
        " OR order_line.ordered <> excluded.ordered OR order_line.cancelled <> excluded.cancelled"
        " OR order_line.priority <> excluded.priority OR order_line.promised <> excluded.promised"
        " OR order_line.ordered_at <> excluded.ordered_at OR order_line.policies <> excluded.policies"
        " OR order_line.own_class <> excluded.own_class",
        order.line.document.text(), order.line.line, order.customer, order.item.text(), order.ordered.units(),
        order.cancelled.units(), order.priority, order.promised.days(), order.ordered_at.ms, text_of(order.policies),
        number_of(order.order_class), changed());
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

// A customer may stand anywhere in the document: the order of its rows changes nothing.
Performed perform_fact(Books& books, const Import& import) {
  std::set<std::string> customers;
  for (const ImportRow& row : import.rows) {
    if (const auto* customer = std::get_if<CustomerRow>(&row)) customers.insert(customer->customer);
  }
  for (std::size_t row = 0; row < import.rows.size(); ++row) {
    if (auto no = std::visit(Upsert{books, customers, row}, import.rows[row])) return no;
  }
  return {};
}

}  // namespace dockhand

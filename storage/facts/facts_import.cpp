#include <set>

#include "storage/facts/facts_checks.h"
#include "storage/schema/documents.h"

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
    const std::int64_t written = put(books.db, item, changed());
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
    const std::int64_t written = put(books.db, order, changed());
    books.entry.rows_written += written;
    if (written == 0) return {};
    books.demand_changed(order.line);
    if (known) books.trim(order.line);
    books.touch(order.item);
    return {};
  }

  Performed operator()(const PurchaseLineRow& purchase) const {
    if (!books.item(purchase.item)) return missing(row, "item", purchase.item.text());
    books.entry.rows_written += put(books.db, purchase, changed());
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

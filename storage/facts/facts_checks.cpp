#include "storage/facts/facts_checks.h"

#include "storage/schema/sql.h"

namespace dockhand {
namespace {

Performed check_tracking(const Units& units, const ItemInfo& info) {
  const std::string& item = units.item.text();
  if (info.tracking == Tracking::lot && !units.lot) return refused("lot", item + " needs its lot: scan it");
  if (info.tracking == Tracking::serial && !units.serial) return refused("serial", item + " needs its serial: scan it");
  if (info.expiry && !units.lot)
    return refused("lot", item + " needs its lot, which the expiry date belongs to: scan it");
  return {};
}

// Where a serial is, as far as anybody knows; lost ones can be found again.
Performed check_serial(Books& books, const Units& units) {
  auto rows = books.db.query("SELECT place, doc, line FROM balance WHERE item=$1 AND serial=$2 AND " DOCKHAND_POSITIVE
                             " AND place NOT IN ('@supplier', '@adjustment', '@suspense', '@returned') ORDER BY place",
                             units.item.text(), units.serial->text());
  if (!rows.next()) return {};
  const std::string& serial = units.serial->text();
  if (rows.text(0) != account::customer) {
    return refused("serial", serial + " was received before; it is at " + rows.text(0));
  }
  const std::string order = rows.text(1).empty() ? "" : " for " + rows.text(1) + "/" + rows.text(2);
  return refused("serial", serial + " was shipped" + order + ": book it as a return");
}

bool has_expiry(Books& books, const Units& units) {
  auto rows = books.db.query("SELECT expiry FROM lot WHERE item=$1 AND lot=$2", units.item.text(), units.lot->text());
  return rows.next() && !rows.null(0);
}

}  // namespace

Refusal unknown(const std::string& place, const std::string& name) {
  return Refusal{Error{ErrorKind::unknown, place, "'" + printable(name, 60) + "' is not known here"}};
}

Refusal refused(const std::string& place, std::string message) {
  return Refusal{Error{ErrorKind::refused, place, std::move(message)}};
}

Account account_for(const Units& units, const LocationCode& place) {
  return Account{place.text(),
                 units.item.text(),
                 units.lot ? units.lot->text() : "",
                 units.serial ? units.serial->text() : "",
                 {},
                 0};
}

// Eighteen digits are always a name that a location can have.
LocationCode as_location(const Sscc& unit) { return LocationCode::parse(unit.text()).value(); }

Account unit_account(const std::string& unit, const std::string& place) {
  return Account{place, unit_item, {}, unit, {}, 0};
}

Performed check_units(Books& books, const Units& units) {
  const auto info = books.item(units.item);
  if (!info) return unknown("item", units.item.text());
  if (units.quantity.none()) return refused("quantity", "nothing to book: the quantity is 0");
  if (units.serial && units.quantity != Quantity::exactly(1)) return refused("serial", "a serial is exactly one unit");
  if (info->tracking == Tracking::none && (units.lot || units.serial)) {
    return refused("item", units.item.text() + " is not tracked by lot or serial");
  }
  return {};
}

Performed check_location(Books& books, const char* what, const LocationCode& place) {
  const auto info = books.location(place.text());
  if (!info) return unknown(what, place.text());
  if (!is_request(books) || !info->is_unit() || books.location(info->stands_at)) return {};
  return refused(what, "handling unit " + place.text() + " is not here: " +
                           (info->stands_at == account::customer ? "it was shipped" : "it was not received"));
}

Performed check_inbound(Books& books, const char* what, const LocationCode& place) {
  if (auto no = check_location(books, what, place)) return no;
  if (!books.known_location(place.text()).holds_picked()) return {};
  return refused(what, place.text() + " is for outgoing goods: receive at a dock");
}

Performed check_fixed(Books& books, const char* what, const LocationCode& place) {
  if (auto no = check_location(books, what, place)) return no;
  if (!books.known_location(place.text()).is_unit()) return {};
  return refused(what, place.text() + " is a handling unit, which cannot carry another");
}

Performed check_arrival(Books& books, const Units& units) {
  const ItemInfo info = books.known_item(units.item);
  if (auto no = check_tracking(units, info)) return no;
  if (!is_request(books)) return {};
  if (info.expiry && !units.expiry && !has_expiry(books, units)) {
    return refused("expiry", "lot " + units.lot->text() + " of " + units.item.text() +
                                 " needs its expiry date: scan it or type it");
  }
  return units.serial ? check_serial(books, units) : Performed{};
}

Performed keep_expiry(Books& books, const Units& units) {
  if (!units.lot) return {};
  auto rows = books.db.query("SELECT expiry FROM lot WHERE item=$1 AND lot=$2", units.item.text(), units.lot->text());
  const bool known_lot = rows.next();
  if (known_lot && !rows.null(0) && units.expiry && rows.integer(0) != units.expiry->days() && is_request(books)) {
    return refused("expiry", "lot " + units.lot->text() + " expires on " +
                                 Date::from_days(static_cast<std::int32_t>(rows.integer(0))).text() + ", this says " +
                                 units.expiry->text());
  }
  if (known_lot && (!units.expiry || !rows.null(0))) return {};
  books.db.run(
      "INSERT INTO lot(item, lot, expiry, changed) VALUES($1,$2,$3,$4)"
      " ON CONFLICT(item, lot) DO UPDATE SET expiry = excluded.expiry, changed = excluded.changed",
      units.item.text(), units.lot->text(),
      units.expiry ? Value(std::int64_t{units.expiry->days()}) : Value(std::monostate{}), books.entry.changed);
  return {};
}

Performed check_leaving(Books& books, const std::vector<Held>& leaving, const std::optional<OrderLine>& line) {
  for (const Held& held : leaving) {
    std::string why = books.blocked(held.account.item, held.account.lot);
    if (why.empty()) continue;
    if (is_request(books)) return refused("lot", why + ": it must not leave");
    books.notice(Notice{NoticeKind::blocked_lot,
                        books.code<ItemCode>(held.account.item),
                        line,
                        books.code<LocationCode>(held.account.place),
                        Quantity::nearest(held.quantity),
                        {},
                        std::move(why)});
  }
  return {};
}

std::optional<PurchaseInfo> purchase_line(Books& books, const PurchaseLine& line) {
  auto rows = books.db.query(
      "SELECT item, expected, received, for_order, for_line FROM purchase_line WHERE purchase=$1 AND line=$2",
      line.document.text(), line.line);
  if (!rows.next()) return std::nullopt;
  const Cells cells(rows);
  return PurchaseInfo{cells.code<ItemCode>(0), cells.integer(1), cells.integer(2), cells.maybe_line<OrderNumber>(3)};
}

Account supplier_account(const Account& units, const std::optional<PurchaseLine>& purchase) {
  Account source = units.at(account::supplier).free();
  if (purchase) {
    source.doc = purchase->document.text();
    source.line = purchase->line;
  }
  return source;
}

void notice_quarantine(Books& books, const Units& units, const LocationCode& place, const std::string& reason) {
  if (reason.empty() || books.known_location(place.text()).kind != LocationKind::quarantine) return;
  books.notice(Notice{NoticeKind::quarantined, units.item, {}, place, units.quantity, {}, reason});
}

}  // namespace dockhand

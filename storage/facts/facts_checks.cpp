#include "storage/facts/facts_checks.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/schema/sql.h"

namespace dockhand {
namespace {

std::string order_of(const Account& account) {
  return account.doc.empty() ? "" : " for " + account.doc + "/" + std::to_string(account.line);
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

Refusal incomplete(const std::string& place, std::string message) {
  return Refusal{Error{ErrorKind::incomplete, place, std::move(message)}};
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

const char* missing_name(Books& books, const Units& units) {
  const ItemInfo info = books.known_item(units.item);
  if (info.tracking == Tracking::serial && !units.serial) return "serial";
  const bool by_lot = info.tracking == Tracking::lot || (info.expiry && info.tracking != Tracking::none);
  return by_lot && !units.lot ? "lot" : nullptr;
}

namespace {

// What nobody has seen is what the books suggest, where the site allows it.
bool may_be_assumed(Books& books, const Units& units, const LocationCode& at) {
  return books.known_item(units.item).assume_suggested && !books.held_at(account_for(units, at)).empty();
}

}  // namespace

bool has_old_name(Books& books, const Units& units, const LocationCode& at) {
  if (missing_name(books, units) == nullptr || (!units.lot && !units.serial)) return false;
  std::int64_t there = 0;
  for (const Held& held : books.unnamed_at(account_for(units, at))) there += held.quantity;
  return there >= units.quantity.units();
}

Performed check_named(Books& books, const Units& units, const LocationCode& at) {
  const std::string& item = units.item.text();
  const char* missing = missing_name(books, units);
  if (missing == nullptr && (!units.assumed || !is_request(books) || may_be_assumed(books, units, at))) return {};
  if (is_request(books)) {
    if (missing == nullptr) missing = units.serial ? "serial" : "lot";
    return incomplete(missing, item + " needs its " + missing + ": scan it");
  }
  books.notice(Notice{NoticeKind::unnamed, units.item, {}, at, units.quantity, {}, books.entry.because});
  return {};
}

Performed check_old_lot(Books& books, const Units& units, const LocationCode& at) {
  if (!is_request(books) || !units.serial || units.lot || units.quantity.none()) return {};
  if (books.serial_at(units.item.text(), units.serial->text())) return {};
  std::set<std::string> lots;
  for (const Held& held : books.unnamed_at(Account{at.text(), units.item.text(), {}, {}, {}, 0})) {
    lots.insert(held.account.lot);
  }
  if (lots.size() < 2) return {};
  return incomplete("lot", "units of several lots stand at " + at.text() + " without their serial: scan the lot of " +
                               units.serial->text() + " as well");
}

Performed check_in_hand(Books& books, const Units& units, const LocationCode& at) {
  if (!is_request(books) || !units.serial) return {};
  if (auto no = check_old_lot(books, units, at)) return no;
  const std::string name = units.serial->text() + " of " + units.item.text();
  const auto known = books.serial_at(units.item.text(), units.serial->text());
  if (!known) {
    if (!books.unnamed_at(Account{at.text(), units.item.text(), {}, {}, {}, 0}).empty()) return {};
    return refused("serial", name + " is not in the books: count " + at.text() + ", or receive it");
  }
  const std::string& place = known->account.place;
  const auto info = books.location(place);
  if (place == at.text() || (info && info->stands_at == at.text())) return {};
  if (!info) return refused("serial", name + " was shipped" + order_of(known->account) + ": book it as a return");
  if (!info->holds_picked()) return {};
  return refused("serial", name + " is picked" + order_of(known->account) + " at " + place);
}

Performed check_units(Books& books, const Units& units) {
  const auto info = books.item(units.item);
  if (!info) return unknown("item", units.item.text());
  if (units.quantity.none()) return refused("quantity", "nothing to book: the quantity is 0");
  if (units.serial && units.quantity != Quantity::exactly(1)) return refused("serial", "a serial is exactly one unit");
  if (info->tracking == Tracking::none && (units.lot || units.serial) && is_request(books)) {
    return refused("item", units.item.text() + " is not tracked by lot or serial");
  }
  return {};
}

Performed check_location(Books& books, const char* what, const LocationCode& place) {
  const auto info = books.location(place.text());
  if (!info) return unknown(what, place.text());
  if (!is_request(books) || !info->is_unit() || books.location(info->stands_at)) return {};
  return refused(what, "pallet " + place.text() + " is not here: " + "it " + standing_in_words(info->stands_at));
}

Performed check_inbound(Books& books, const char* what, const LocationCode& place) {
  if (auto no = check_location(books, what, place)) return no;
  if (!books.known_location(place.text()).holds_picked()) return {};
  return refused(what, place.text() + " is for outgoing goods: receive at a dock");
}

Performed check_fixed(Books& books, const char* what, const LocationCode& place) {
  if (auto no = check_location(books, what, place)) return no;
  if (!books.known_location(place.text()).is_unit()) return {};
  return refused(what, place.text() + " is a pallet, which cannot carry another");
}

Performed check_new_serial(Books& books, const Units& units) {
  if (!units.serial) return {};
  const auto known = books.serial_at(units.item.text(), units.serial->text());
  if (!known) return {};
  const std::string& serial = units.serial->text();
  if (known->account.place != account::customer) {
    return refused("serial", serial + " was received before; it is at " + place_in_words(known->account.place));
  }
  return refused("serial", serial + " was shipped" + order_of(known->account) + ": book it as a return");
}

Performed check_arrival(Books& books, const Units& units, const LocationCode& at) {
  if (auto no = check_named(books, units, at)) return no;
  if (!is_request(books)) return {};
  if (books.known_item(units.item).expiry && units.lot && !units.expiry && !has_expiry(books, units)) {
    return refused("expiry", "lot " + units.lot->text() + " of " + units.item.text() +
                                 " needs its expiry date: scan it or type it");
  }
  return check_new_serial(books, units);
}

namespace {

// Nothing of the lot is here, or was sent to anybody.
bool is_gone(Books& books, const Units& units) {
  return !books.db
              .query("SELECT 1 FROM balance WHERE item=$1 AND lot=$2 AND lot <> '' AND " DOCKHAND_POSITIVE
                     " AND place NOT IN ('@supplier', '@adjustment', '@suspense', '@returned') LIMIT 1",
                     units.item.text(), units.lot->text())
              .next();
}

}  // namespace

Performed keep_expiry(Books& books, const Units& units, bool finds) {
  if (!units.lot) return {};
  auto rows = books.db.query("SELECT expiry FROM lot WHERE item=$1 AND lot=$2", units.item.text(), units.lot->text());
  const bool known_lot = rows.next();
  const bool dated = known_lot && !rows.null(0);
  const bool differs = dated && units.expiry && rows.integer(0) != units.expiry->days();
  if (differs && !is_gone(books, units)) {
    const std::string says = "lot " + units.lot->text() + " of " + units.item.text() + " expires on " +
                             Cells(rows).date(0).text() + ", this says " + units.expiry->text();
    if (is_request(books) && !finds) return refused("expiry", says + ": correct the lot's date if the label is right");
    books.notice(Notice{.kind = NoticeKind::document, .item = units.item, .quantity = units.quantity, .detail = says});
    return {};
  }
  if (known_lot && (!units.expiry || (dated && !differs))) return {};
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

namespace {

// Why the units are not what the line asks for; empty: they are.
std::string misfit(Books& books, const Account& units, const OrderLineInfo& line) {
  const std::string name = line.rank.line.text();
  const std::int64_t days = books.days_left(units.item, units.lot);
  if (days < line.terms.shelf_days.count) {
    return "lot " + units.lot + " of " + units.item + " is good for " +
           std::to_string(std::max<std::int64_t>(0, days)) + " more days, " + name + " asks for " +
           std::to_string(line.terms.shelf_days.count);
  }
  if (!line.terms.one_lot) return "";
  auto rows = books.db.query(
      "SELECT b.lot FROM balance b LEFT JOIN location p ON p.location = b.place WHERE b.doc=$1 AND b.line=$2"
      " AND b.item=$3 AND b.lot <> $4 AND " DOCKHAND_B_POSITIVE
      " AND (b.place = '@customer' OR p.kind IN " DOCKHAND_PICKED_KINDS ") ORDER BY b.lot LIMIT 1",
      line.rank.line.document.text(), line.rank.line.line, units.item, units.lot);
  return rows.next() ? name + " takes all from one lot, and has lot " + rows.text(0) : "";
}

}  // namespace

Performed check_policies(Books& books, const std::vector<Held>& leaving, const OrderLineInfo& line) {
  if (line.terms.shelf_days == Days{} && !line.terms.one_lot) return {};
  for (const Held& held : leaving) {
    std::string why = misfit(books, held.account, line);
    if (why.empty()) continue;
    if (is_request(books)) return refused("lot", std::move(why));
    books.notice(Notice{NoticeKind::policy,
                        line.item,
                        line.rank.line,
                        books.code<LocationCode>(held.account.place),
                        Quantity::nearest(held.quantity),
                        {},
                        std::move(why)});
  }
  return {};
}

std::int64_t back_without_order(Books& books, const Account& units, std::int64_t fewer, std::int64_t since) {
  auto came = books.db.query(
      "SELECT coalesce(-sum(quantity), 0) FROM posting WHERE event > $1 AND place='@customer' AND item=$2 AND lot=$3"
      " AND serial=$4 AND doc=''",
      since, units.item, units.lot, units.serial);
  const std::int64_t back = came.next() ? came.integer(0) : 0;
  if (back <= 0) return 0;
  auto sent = books.db.query(
      "SELECT coalesce(sum(quantity), 0) FROM balance WHERE place='@customer' AND item=$1 AND lot=$2 AND serial=$3"
      " AND doc > ''",
      units.item, units.lot, units.serial);
  const std::int64_t left = (sent.next() ? sent.integer(0) : 0) - fewer;
  return back > left ? back : 0;
}

std::optional<PurchaseInfo> purchase_line(Books& books, const PurchaseLine& line) {
  auto rows = books.db.query(
      "SELECT item, expected, received, for_order, for_line, drop_ship, closed FROM purchase_line WHERE purchase=$1"
      " AND line=$2",
      line.document.text(), line.line);
  if (!rows.next()) return std::nullopt;
  const Cells cells(rows);
  return PurchaseInfo{cells.code<ItemCode>(0), cells.quantity(1).units(),
                      cells.integer(2),        cells.maybe_line<OrderNumber>(3),
                      cells.flag(5),           cells.flag(6)};
}

Account supplier_account(const Account& units, const std::optional<PurchaseLine>& purchase) {
  Account source = units.at(account::supplier).free();
  if (purchase) {
    source.doc = purchase->document.text();
    source.line = purchase->line;
  }
  return source;
}

void tell_unnamed(Books& books, const ItemCode& item, const std::string& why, const std::string& only_at) {
  books.settle({NoticeKind::unnamed}, [&](const Notice& told) {
    return told.item == item && (only_at.empty() || (told.place && told.place->text() == only_at));
  });
  const Tracking tracking = books.known_item(item).tracking;
  if (tracking == Tracking::none) return;
  for (auto rows =
           books.db.query("SELECT place, sum(quantity) FROM balance WHERE item=$1"
                          " AND ($2 = 1 AND serial='' OR $2 = 0 AND lot='') AND " DOCKHAND_POSITIVE
                          " AND " DOCKHAND_REAL_PLACE " AND ($3 = '' OR place=$3) GROUP BY place ORDER BY place",
                          item.text(), tracking == Tracking::serial, only_at);
       rows.next();) {
    books.notice(
        Notice{NoticeKind::unnamed, item, {}, books.code<LocationCode>(rows.text(0)), Cells(rows).sum(1), {}, why});
  }
}

void notice_quarantine(Books& books, const Units& units, const LocationCode& place, const std::string& reason) {
  if (reason.empty() || books.known_location(place.text()).kind != LocationKind::quarantine) return;
  books.notice(Notice{NoticeKind::quarantined, units.item, {}, place, units.quantity, {}, reason});
}

namespace {

constexpr std::int64_t times_any_other_day = 100, days_that_judge = 4;

// The first other day that is comparable ends the search: nearly every row has one.
bool is_far_beyond_all(Books& books, const PastDemandRow& row) {
  if (row.units.units() <= times_any_other_day) return false;
  if (books.db
          .query("SELECT 1 FROM past_demand WHERE item=$1 AND day <> $2 AND units * $4 >= $3 LIMIT 1", row.item.text(),
                 row.day.days(), row.units.units(), times_any_other_day)
          .next()) {
    return false;
  }
  auto others = books.db.query("SELECT count(*) FROM past_demand WHERE item=$1 AND day <> $2 AND units > 0",
                               row.item.text(), row.day.days());
  return others.next() && others.integer(0) >= days_that_judge;
}

}  // namespace

Performed check_past_days(Books& books, const Import& import) {
  if (!is_request(books)) return {};
  for (std::size_t i = 0; i < import.rows.size(); ++i) {
    const auto* row = std::get_if<PastDemandRow>(&import.rows[i]);
    if (row == nullptr || !is_far_beyond_all(books, *row)) continue;
    Refusal asked = refused(
        "row " + std::to_string(i + 1),
        fmt::format("{units} of {item} on {day} are more than a hundred times what any other day says; confirm it if"
                    " that is meant",
                    fmt::arg("units", row->units.text()), fmt::arg("item", row->item.text()),
                    fmt::arg("day", row->day.text())));
    asked.confirmable = true;
    return asked;
  }
  return {};
}

}  // namespace dockhand

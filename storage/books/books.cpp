#include "storage/books/books.h"

#include <algorithm>

#include "storage/engine/row_reader.h"
#include "storage/schema/sql.h"

namespace dockhand {
std::optional<ItemInfo> Books::item(const ItemCode& item) {
  if (const auto found = items_.find(item); found != items_.end()) return found->second;
  auto rows = db.query(
      "SELECT tracking, expiry, count_tolerance, safety_stock, order_cap, assume_suggested FROM item WHERE item=$1",
      item.text());
  std::optional<ItemInfo> info;
  if (rows.next()) {
    const Cells cells(rows);
    RowReader row(cells);
    info = ItemInfo{row.tracking(), row.flag(), row.maybe_quantity(), row.quantity(), row.quantity(), row.flag()};
  }
  items_.emplace(item, info);
  return info;
}

std::optional<LocationInfo> Books::location(const std::string& place) {
  if (const auto found = locations_.find(place); found != locations_.end()) return found->second;
  auto rows = db.query("SELECT kind, stands_at FROM location WHERE location=$1", place);
  std::optional<LocationInfo> info;
  if (rows.next()) info = LocationInfo{Cells(rows).location_kind(0), rows.text(1)};
  locations_.emplace(place, info);
  return info;
}

OrderLineInfo Books::line_info(const Rows& rows) {
  const Cells cells(rows);
  RowReader row(cells);
  const auto line = row.line<OrderNumber>();
  return OrderLineInfo{row.rank(line), row.code<ItemCode>(), row.text(),  row.demand(), row.integer(),
                       row.integer(),  row.integer(),        row.terms(), row.integer()};
}

std::optional<OrderLineInfo> Books::order_line(const OrderLine& line) {
  auto rows = db.query(DOCKHAND_LINE_INFO " WHERE o.order_no=$1 AND o.line=$2", line.document.text(), line.line);
  return rows.next() ? std::optional(line_info(rows)) : std::nullopt;
}

std::int64_t Books::balance(const Account& a) {
  auto rows = db.query(
      "SELECT quantity FROM balance WHERE place=$1 AND item=$2 AND lot=$3 AND serial=$4 AND doc=$5 AND line=$6",
      a.place, a.item, a.lot, a.serial, a.doc, a.line);
  return rows.next() ? rows.integer(0) : 0;
}

std::vector<Held> Books::held_at(const Account& like, Reach reach) {
  return held_in(db.query("SELECT " DOCKHAND_HELD " FROM balance b"
                          " LEFT JOIN lot l ON l.item = b.item AND l.lot = b.lot"
                          " WHERE b.place IN (SELECT $1 UNION ALL SELECT location FROM location"
                          " WHERE stands_at=$1 AND stands_at <> '' AND $5 = 1)"
                          " AND b.item=$2 AND b.quantity > 0 AND ($3 = '' OR $4 > '' OR b.lot = $3)"
                          " AND ($4 = '' OR b.serial = $4)"
                          " ORDER BY " DOCKHAND_LAST_DAY ", CASE WHEN b.place=$1 THEN 0 ELSE 1 END, b.place,"
                          " b.lot, b.serial, b.doc, b.line",
                          like.place, like.item, like.lot, like.serial, reach == Reach::with_units));
}

Quantity Books::has_of(const OrderNumber& order, const ItemCode& item) {
  auto rows =
      db.query("SELECT coalesce(sum(reserved + picked + shipped), 0) FROM order_line WHERE order_no=$1 AND item=$2",
               order.text(), item.text());
  return rows.next() ? Cells(rows).sum(0) : Quantity();
}

std::vector<Held> Books::held_for(const OrderLine& line, const std::string& item) {
  return held_in(db.query("SELECT " DOCKHAND_HELD " FROM balance b"
                          " JOIN location p ON p.location = b.place"
                          " WHERE b.doc=$1 AND b.line=$2 AND b.item=$3 AND " DOCKHAND_B_POSITIVE
                          " ORDER BY CASE WHEN p.kind IN " DOCKHAND_PICKED_KINDS " THEN 1 ELSE 0 END,"
                          " b.hub_quantity, p.walk DESC, b.place, b.lot, b.serial",
                          line.document.text(), line.line, item));
}

void Books::transfer(const Account& from, const Account& to, std::int64_t quantity) {
  if (quantity == 0 || from == to) return;
  post(from, -quantity);
  post(to, quantity);
  note_way(from, to, quantity);
  if (from.item == unit_item) place_unit(from.serial);
}

// Units that come in from outside are what lines that gave theirs back have waited for.
void Books::note_way(const Account& from, const Account& to, std::int64_t quantity) {
  if (from.item == unit_item) return;
  for (const std::string& place : {from.place, to.place}) {
    if (place[0] != '@' && known_location(place).stands_at == account::lost) used_while_lost_.insert(place);
  }
  if (from.is_free()) look_at(from);
  if (!to.is_free()) look_at(to);
  if (from.place != to.place && to.place[0] != '@' && lacks_name(to)) unnamed_came_.emplace(to.place, to.item);
  const bool comes_in = from.place[0] == '@' && from.place != account::returned && to.place[0] != '@';
  if (comes_in && known_location(to.place).holds_stock()) give_to_who_held_back(to.item, quantity);
  has_left(from.place, from.item);
  if (to.is_free() && to.place[0] != '@' && known_location(to.place).holds_picked()) has_left(to.place, to.item);
}

// Hardly any item has such lines, and an UPDATE of no row costs ten times what it costs to ask.
void Books::give_to_who_held_back(const std::string& item, std::int64_t quantity) {
  if (!db.query("SELECT 1 FROM order_line WHERE item=$1 AND held_back > 0 LIMIT 1", item).next()) return;
  db.run(
      "UPDATE order_line SET held_back = CASE WHEN held_back > $2 THEN held_back - $2 ELSE 0 END, changed=$3"
      " WHERE item=$1 AND held_back > 0",
      item, quantity, entry.changed);
}

void Books::has_left(const std::string& place, const std::string& item) {
  if (place[0] == '@') return;
  const LocationInfo info = known_location(place);
  if (!info.holds_stock() || info.is_unit()) drained_.emplace(place, item);
}

void Books::look_at(const Account& a) {
  if (a.item != unit_item && a.place[0] != '@') to_cover_.insert(a.free());
}

void Books::post(const Account& a, std::int64_t quantity) {
  ++entry.postings;
  db.run("INSERT INTO posting(event, " DOCKHAND_ACCOUNT ", quantity) VALUES($1,$2,$3,$4,$5,$6,$7,$8)", entry.seq,
         a.place, a.item, a.lot, a.serial, a.doc, a.line, quantity);
  db.run("INSERT INTO balance(" DOCKHAND_ACCOUNT
         ", quantity, changed) VALUES($1,$2,$3,$4,$5,$6,$7,$8)"
         " ON CONFLICT(" DOCKHAND_ACCOUNT
         ")"
         " DO UPDATE SET quantity = balance.quantity + excluded.quantity, changed = excluded.changed",
         a.place, a.item, a.lot, a.serial, a.doc, a.line, quantity, entry.changed);
  if (!a.doc.empty()) derive(a, quantity);
}

void Books::derive(const Account& a, std::int64_t quantity) {
  moved_claims_.insert(a.item);
  if (a.place == account::supplier) {
    db.run("UPDATE purchase_line SET received = received - $3 WHERE purchase=$1 AND line=$2", a.doc, a.line, quantity);
    if (quantity > 0) look_at_bought_for(a.doc, a.line);
    return;
  }
  if (a.place == account::returned) {
    recount(a.doc, a.line);
    return;
  }
  const auto info = location(a.place);
  const std::int64_t shipped = a.place == account::customer ? quantity : 0;
  const std::int64_t picked = info && info->holds_picked() ? quantity : 0;
  const std::int64_t reserved = info && !info->holds_picked() ? quantity : 0;
  // What the plan grants is what the line asks for; anything else may leave it with what it does not.
  if (reserved < 0 || picked != 0 || shipped != 0) to_check_.emplace(a.doc, a.line);
  Holding& holding = holdings_[{a.doc, a.line}];
  holding.reserved += reserved;
  holding.beyond += picked + shipped;
  if (reserved < 0) holding.left = a.place;
  db.run(
      "UPDATE order_line SET reserved = reserved + $3, picked = picked + $4, shipped = shipped + $5,"
      " waiting = CASE WHEN ordered - cancelled - returned > reserved + picked + shipped + $3 + $4 + $5"
      " THEN ordered - cancelled - returned - reserved - picked - shipped - $3 - $4 - $5 ELSE 0 END"
      " WHERE order_no=$1 AND line=$2",
      a.doc, a.line, reserved, picked, shipped);
}

// What a purchase has brought for a line that is only served whole stays with it, and no longer.
void Books::look_at_bought_for(const std::string& purchase, std::int32_t line) {
  auto rows = db.query("SELECT for_order, for_line FROM purchase_line WHERE purchase=$1 AND line=$2 AND for_order > ''",
                       purchase, line);
  if (rows.next()) to_check_.emplace(rows.text(0), Cells(rows).number(1));
}

std::int64_t Books::release(const OrderLine& line, std::int64_t quantity, const std::string& place) {
  const auto info = order_line(line);
  std::int64_t released = 0;
  if (!info) return released;
  std::int64_t may_go = info->reserved - leases.claims_of_others(line, info->item);
  for (const Held& held : held_for(line, info->item.text())) {
    const bool picked = known_location(held.account.place).holds_picked();
    const bool here = place.empty() ? !picked : held.account.place == place;
    std::int64_t units = here ? std::min(held.quantity, quantity - released) : 0;
    if (!picked) units = std::clamp<std::int64_t>(may_go, 0, units);
    if (!picked) may_go -= units;
    transfer(held.account, held.account.free(), units);
    released += units;
  }
  holdings_[{line.document.text(), line.line}].given_back += released;
  if (released > 0) touch(info->item);
  return released;
}

void Books::hold_back(const OrderLine& line) {
  const auto info = order_line(line);
  if (!info) return;
  db.run("UPDATE order_line SET held_back=$3, changed=$4 WHERE order_no=$1 AND line=$2", line.document.text(),
         line.line, info->waiting(), entry.changed);
}

void Books::hold_back_no_more(const OrderLine& line) {
  db.run("UPDATE order_line SET held_back=0, changed=$3 WHERE order_no=$1 AND line=$2 AND held_back > 0",
         line.document.text(), line.line, entry.changed);
}

void Books::trim(const OrderLine& line) {
  const auto info = order_line(line);
  if (!info || info->excess() <= 0) return;
  std::int64_t excess = info->excess();
  for (const Held& held : held_for(line, info->item.text())) {
    const std::int64_t units = std::min(held.quantity, excess);
    if (units == 0) break;
    unclaim(Held{held.account, units});
    excess -= units;
    if (!known_location(held.account.place).holds_picked()) continue;
    notice(Notice{NoticeKind::bring_back,
                  info->item,
                  line,
                  code<LocationCode>(held.account.place),
                  Quantity::nearest(units),
                  {},
                  {}});
  }
  touch(info->item);
}

void Books::unclaim(const Held& held, const std::string& why) {
  if (held.account.is_free()) return;
  revoke(held.account, held.quantity, why);
  transfer(held.account, held.account.free(), held.quantity);
}

void Books::revoke(const Account& a, std::int64_t quantity, const std::string& why) {
  entry.revoked.push_back(Revoked{line_of(a), code<LocationCode>(a.place), Quantity::nearest(quantity), why});
}

void Books::recount(const std::string& doc, std::int32_t line) {
  db.run(
      "UPDATE purchase_line SET received = -coalesce((SELECT sum(quantity) FROM balance b WHERE b.doc=$1 AND b.line=$2"
      " AND b.quantity <> 0 AND b.place='@supplier'), 0) WHERE purchase=$1 AND line=$2",
      doc, line);
  std::int64_t reserved = 0;
  std::int64_t picked = 0;
  std::int64_t shipped = 0;
  std::int64_t returned = 0;
  for (auto rows = db.query("SELECT place, sum(quantity) FROM balance WHERE doc=$1 AND line=$2 AND quantity <> 0"
                            " AND place <> '@supplier' GROUP BY place",
                            doc, line);
       rows.next();) {
    const std::string place = rows.text(0);
    const std::int64_t units = rows.integer(1);
    const auto info = location(place);
    if (place == account::customer) {
      shipped += units;
    } else if (place == account::returned) {
      returned += units;
    } else if (info && info->holds_picked()) {
      picked += units;
    } else {
      reserved += units;
    }
  }
  db.run(
      "UPDATE order_line SET reserved=$3, picked=$4, shipped=$5, returned=$6,"
      " waiting = CASE WHEN ordered - cancelled - $6 > $3 + $4 + $5"
      " THEN ordered - cancelled - $6 - $3 - $4 - $5 ELSE 0 END WHERE order_no=$1 AND line=$2",
      doc, line, reserved, picked, shipped, returned);
  db.run("UPDATE order_line SET order_class=" DOCKHAND_CLASS " WHERE order_no=$1 AND line=$2", doc, line);
}

void Books::recount_at(const std::string& place) {
  std::set<std::pair<std::string, std::int32_t>> lines;
  for (auto rows = db.query("SELECT DISTINCT doc, line FROM balance WHERE place=$1 AND doc <> ''", place);
       rows.next();) {
    lines.emplace(rows.text(0), Cells(rows).number(1));
  }
  for (const auto& [doc, line] : lines) recount(doc, line);
}

void Books::demand_changed(const OrderLine& line) {
  db.run("UPDATE order_line SET order_class=" DOCKHAND_CLASS ", waiting=" DOCKHAND_WAITING
         " WHERE order_no=$1 AND line=$2",
         line.document.text(), line.line);
}

void Books::classify(const std::string& customer) {
  db.run("UPDATE order_line SET order_class=" DOCKHAND_CLASS " WHERE customer=$1", customer);
}

void Books::notice(Notice notice) { entry.accepted.notices.push_back(std::move(notice)); }

}  // namespace dockhand

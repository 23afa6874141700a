// Handling units: places that are moved.
#include <map>
#include <utility>

#include "storage/books/books.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

std::vector<std::string> codes_in(Rows rows) {
  std::vector<std::string> codes;
  while (rows.next()) codes.push_back(rows.text(0));
  return codes;
}

// The event by which it was said to be gone; 0: it is not known here.
std::int64_t event_of_loss(Engine& db, const std::string& unit) {
  auto rows = db.query(
      "SELECT event FROM posting WHERE place='@lost' AND item='@unit' AND serial=$1 AND quantity > 0"
      " ORDER BY event DESC LIMIT 1",
      unit);
  return rows.next() ? rows.integer(0) : 0;
}

// Where it stood before somebody missed it, or, where that is not known here, where it came in.
std::string stood_at(Engine& db, const std::string& unit) {
  auto rows = db.query(
      "SELECT p.place FROM posting p JOIN location l ON l.location = p.place AND l.stands_at = ''"
      " WHERE p.event=$1 AND p.item='@unit' AND p.serial=$2 AND p.quantity < 0",
      event_of_loss(db, unit), unit);
  if (rows.next()) return rows.text(0);
  auto first = db.query("SELECT place FROM handling_unit WHERE sscc=$1", unit);
  return first.next() ? first.text(0) : "";
}

}  // namespace

void Books::remember_unit(const Sscc& unit, const LocationCode& at, const std::string& order) {
  const Command& command = entry.command;
  db.run(
      "INSERT INTO handling_unit(sscc, place, operator, at, order_no, changed) VALUES($1,$2,$3,$4,$5,$6)"
      " ON CONFLICT(sscc) DO UPDATE SET place=excluded.place, operator=excluded.operator, at=excluded.at,"
      " order_no=excluded.order_no, changed=excluded.changed",
      unit.text(), at.text(), command.by.text(), command.at.ms, order, entry.changed);
}

// What this database did last counts before what the hub says, so that a terminal sees its own moves.
std::string Books::whereabouts(const std::string& unit) {
  auto rows = db.query("SELECT b.place FROM balance b WHERE b.item=$1 AND b.serial=$2 AND " DOCKHAND_B_POSITIVE
                       " AND b.place <> '@supplier' AND b.place <> '@adjustment'"
                       " ORDER BY b.quantity - b.hub_quantity DESC, b.place LIMIT 1",
                       unit_item, unit);
  return rows.next() ? rows.text(0) : account::supplier;
}

// A handling unit that is not here holds nothing that could be given to anyone.
void Books::place_unit(const std::string& unit) {
  const std::string at = whereabouts(unit);
  std::string kind = name_of(LocationKind::quarantine);
  std::int64_t walk = 0;
  std::string zone;
  {
    auto rows = db.query("SELECT kind, walk, zone FROM location WHERE location=$1", at);
    if (rows.next()) {
      kind = rows.text(0);
      walk = rows.integer(1);
      zone = rows.text(2);
    }
  }
  const auto before = location(unit);
  db.run(
      "INSERT INTO location(location, kind, walk, zone, stands_at, changed) VALUES($1,$2,$3,$4,$5,$6)"
      " ON CONFLICT(location) DO UPDATE SET kind=excluded.kind, walk=excluded.walk, zone=excluded.zone,"
      " stands_at=excluded.stands_at, changed=excluded.changed"
      " WHERE location.kind <> excluded.kind OR location.walk <> excluded.walk OR location.zone <> excluded.zone"
      " OR location.stands_at <> excluded.stands_at",
      unit, kind, walk, zone, at, entry.changed);
  forget_locations();
  if (before && name_of(before->kind) != kind) recount_at(unit);
}

void Books::place_units_at(const std::string& place) {
  for (const std::string& unit : codes_in(
           db.query("SELECT location FROM location WHERE stands_at=$1 AND stands_at <> '' ORDER BY location", place))) {
    place_unit(unit);
  }
}

void Books::place_all_units() {
  for (const std::string& unit : codes_in(db.query("SELECT location FROM location WHERE stands_at <> ''"))) {
    place_unit(unit);
  }
}

void Books::tell_found(const std::string& unit) {
  std::map<std::string, std::int64_t> gone;
  for (auto rows = db.query("SELECT item, -sum(quantity) FROM posting WHERE event=$1 AND place=$2 AND item <> '@unit'"
                            " GROUP BY item HAVING sum(quantity) < 0 ORDER BY item",
                            event_of_loss(db, unit), unit);
       rows.next();) {
    gone.emplace(rows.text(0), rows.integer(1));
  }
  for (const auto& [item, units] : gone) {
    notice(Notice{NoticeKind::count_place,
                  code<ItemCode>(item),
                  {},
                  code<LocationCode>(unit),
                  Quantity::nearest(units),
                  {},
                  "the pallet was said to be gone, and was found again"});
  }
}

void Books::find_used() {
  for (const std::string& unit : std::exchange(used_while_lost_, {})) {
    if (whereabouts(unit) != account::lost) continue;
    const std::string place = stood_at(db, unit);
    if (!location(place)) continue;
    transfer(Account{account::lost, unit_item, {}, unit, {}, 0}, Account{place, unit_item, {}, unit, {}, 0}, 1);
    tell_found(unit);
  }
}

}  // namespace dockhand

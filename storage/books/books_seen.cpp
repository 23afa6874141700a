// What hands have seen: units whose lot or serial was not known before, and serials that were elsewhere in the books.
#include <algorithm>

#include "storage/books/books.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

std::optional<OrderLine> owner_of(Books& books, const Account& account) {
  return account.is_free() ? std::nullopt : std::optional(books.line_of(account));
}

// A unit that kept a lot from before is not one of another lot.
bool may_be_named(const Account& unnamed, const Account& like) {
  return (like.lot.empty() || unnamed.lot.empty() || unnamed.lot == like.lot) &&
         (like.serial.empty() || unnamed.serial.empty() || unnamed.serial == like.serial);
}

}  // namespace

std::vector<Held> Books::unnamed_at(const Account& like, Reach reach) {
  const Tracking tracking = known_item(code<ItemCode>(like.item)).tracking;
  std::vector<Held> found;
  for (auto rows = db.query("SELECT " DOCKHAND_ACCOUNT ", quantity FROM balance"
                            " WHERE place IN (SELECT $1 UNION ALL SELECT location FROM location"
                            " WHERE stands_at=$1 AND stands_at <> '' AND $7 = 1)"
                            " AND item=$2 AND quantity > 0 AND (lot='' OR $3 = 1) AND (serial='' OR $4 = 1)"
                            " AND ($5 = '' OR lot=$5) AND ($6 = '' OR serial=$6)"
                            " ORDER BY CASE WHEN place=$1 THEN 0 ELSE 1 END, place, lot, serial, doc, line",
                            like.place, like.item, tracking == Tracking::serial, tracking == Tracking::lot, like.lot,
                            like.serial, reach == Reach::with_units);
       rows.next();) {
    found.push_back(held_of(Cells(rows)));
  }
  return found;
}

// What this database did last counts before what the hub says, so that a terminal sees its own moves.
std::optional<Held> Books::serial_at(const std::string& item, const std::string& serial) {
  auto rows = db.query("SELECT " DOCKHAND_ACCOUNT
                       ", quantity FROM balance WHERE item=$1 AND serial=$2 AND serial <> ''"
                       " AND " DOCKHAND_POSITIVE
                       " AND place NOT IN ('@supplier', '@adjustment', '@suspense', '@returned')"
                       " ORDER BY quantity - hub_quantity DESC, place, doc, line LIMIT 1",
                       item, serial);
  return rows.next() ? std::optional(held_of(Cells(rows))) : std::nullopt;
}

// Their claims go with them: the same units have a name now. A serial keeps the lot that its unit had before.
void Books::name_units(const Account& like, std::int64_t quantity, Reach reach) {
  std::vector<Held> unnamed = unnamed_at(Account{like.place, like.item, {}, {}, {}, 0}, reach);
  std::erase_if(unnamed, [&](const Held& held) { return !may_be_named(held.account, like); });
  std::stable_partition(unnamed.begin(), unnamed.end(), [&](const Held& held) { return held.account.lot == like.lot; });
  for (const Held& held : unnamed) {
    const std::int64_t units = std::min(held.quantity, quantity);
    if (units == 0) break;
    Account named = held.account;
    if (!like.lot.empty()) named.lot = like.lot;
    named.serial = like.serial;
    transfer(held.account, held.account.at(account::adjustment).free(), units);
    transfer(named.at(account::adjustment).free(), named, units);
    drained_.emplace(held.account.place, like.item);
    quantity -= units;
  }
}

// A unit is once in the world: where it was seen, it is.
void Books::bring_serial(const Account& like, const Held& from) {
  const auto there = location(from.account.place);
  const bool keeps = there && there->holds_stock() && known_location(like.place).holds_stock();
  Notice told{NoticeKind::count_place,
              code<ItemCode>(like.item),
              owner_of(*this, from.account),
              code<LocationCode>(there ? from.account.place : like.place),
              Quantity::exactly(1),
              {},
              "serial " + like.serial + " was seen at " + like.place};
  if (!there) told.detail += ", and was shipped before";
  if (!keeps && there && !from.account.is_free()) unclaim(Held{from.account, 1});
  const Account source = keeps || !there ? from.account : from.account.free();
  const Account here = from.account.at(like.place);
  transfer(source, keeps ? here : here.free(), 1);
  notice(std::move(told));
}

void Books::see(const Account& like, std::int64_t quantity, Reach reach) {
  if (like.lot.empty() && like.serial.empty()) return;
  for (const Held& held : held_at(like, reach)) quantity -= held.quantity;
  if (quantity <= 0) return;
  if (like.serial.empty()) return name_units(like, quantity, reach);
  const auto elsewhere = serial_at(like.item, like.serial);
  if (elsewhere)
    bring_serial(like, *elsewhere);
  else
    name_units(like, 1, reach);
}

// --- places that are to be counted -------------------------------------------------------------------------------

void Books::doubt(const Account& like) {
  db.run(
      "INSERT INTO to_count(place, item, lot, open, changed) VALUES($1,$2,$3,1,$4)"
      " ON CONFLICT(place, item, lot) DO UPDATE SET open=1, changed=excluded.changed",
      like.place, like.item, like.lot, entry.changed);
}

void Books::trust(const Account& like, bool all_named) {
  const bool whole = known_item(code<ItemCode>(like.item)).tracking == Tracking::none;
  db.run(
      "UPDATE to_count SET open=0, changed=$4 WHERE place=$1 AND item=$2 AND open=1"
      " AND ($6 = 1 OR lot=$3 OR (lot='' AND $5 = 1))",
      like.place, like.item, like.lot, entry.changed, all_named, whole);
}

bool Books::in_doubt(const std::string& place, const ItemCode& item) {
  if (known_item(item).tracking == Tracking::none) return false;
  return db
      .query(
          "SELECT 1 FROM to_count WHERE place=$1 AND item=$2 AND open=1"
          " UNION ALL SELECT 1 FROM balance WHERE place=$1 AND item=$2 AND quantity < 0 LIMIT 1",
          place, item.text())
      .next();
}

}  // namespace dockhand

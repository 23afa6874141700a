// This takes units from a place. What people do goes before what is planned.
#include <algorithm>
#include <set>

#include "storage/books/books.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

// Puts free units before other lines' claims, and among those the lowest rank first. So the line with the highest rank
// loses last.
void order_by_preference(Books& books, std::vector<Held>& held, const std::optional<OrderLine>& mine) {
  struct Key {
    int group;  // 0: mine, 1: free, 2: of others, 3: set aside for a terminal
    std::optional<Rank> rank;
  };
  const auto key_of = [&](const Account& account) {
    if (account.is_free()) return Key{1, {}};
    const OrderLine line = books.line_of(account);
    if (mine && line == *mine) return Key{0, {}};
    const auto info = books.order_line(line);
    const bool leased = info && books.leases.claims(line, info->item) > 0;
    return Key{leased ? 3 : 2, info ? std::optional(info->rank) : std::nullopt};
  };
  std::vector<std::pair<Key, Held>> keyed;
  keyed.reserve(held.size());
  for (Held& one : held) keyed.emplace_back(key_of(one.account), std::move(one));
  std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) {
    if (a.first.group != b.first.group) return a.first.group < b.first.group;
    return a.first.rank && b.first.rank && before(*b.first.rank, *a.first.rank);
  });
  held.clear();
  for (auto& [key, one] : keyed) held.push_back(std::move(one));
}

std::vector<std::string> blocked_lots(Books& books, const std::string& item) {
  std::vector<std::string> lots;
  for (auto rows = books.db.query("SELECT lot FROM lot WHERE item=$1 AND (status <> 'available' OR expiry < $2)", item,
                                  books.entry.today.days());
       rows.next();) {
    lots.push_back(rows.text(0));
  }
  return lots;
}

}  // namespace

std::string Books::blocked(const std::string& item, const std::string& lot) {
  if (lot.empty()) return "";
  auto rows = db.query("SELECT status, reason, expiry FROM lot WHERE item=$1 AND lot=$2", item, lot);
  if (!rows.next()) return "";
  const std::string name = "lot " + lot + " of " + item;
  if (rows.text(0) != name_of(LotStatus::available)) {
    const bool recalled = rows.text(0) == name_of(LotStatus::recalled);
    return name + (recalled ? " is recalled" : " is in quarantine") +
           (rows.text(1).empty() ? "" : " (" + rows.text(1) + ")");
  }
  if (rows.null(2) || rows.integer(2) >= entry.today.days()) return "";
  return name + " has expired on " + Cells(rows).date(2).text();
}

void Books::take_back_blocked(const std::string& item) {
  for (const std::string& lot : blocked_lots(*this, item)) {
    const auto reserved =
        held_in(db.query("SELECT " DOCKHAND_HELD " FROM balance b JOIN location p ON p.location = b.place"
                         " WHERE b.item=$1 AND b.lot=$2 AND b.lot <> '' AND " DOCKHAND_B_POSITIVE
                         " AND b.doc > '' AND p.kind NOT IN " DOCKHAND_PICKED_KINDS
                         " ORDER BY b.doc, b.line, b.place, b.serial",
                         item, lot));
    for (const Held& held : reserved) unclaim(held, blocked(item, lot));
  }
}

void Books::take_back_set_aside(const Account& claim) {
  const auto place = claim.is_free() ? std::nullopt : location(claim.place);
  if (!place || place->kind != LocationKind::quarantine) return;
  if (const std::int64_t units = balance(claim); units > 0) unclaim({claim, units}, claim.place + " is in quarantine");
}

std::vector<Held> Books::take(const Account& like, std::int64_t quantity, const std::optional<OrderLine>& mine,
                              Reach reach) {
  return take_of(held_at(like, reach), like, quantity, mine);
}

std::vector<Held> Books::take_unnamed(const Account& like, std::int64_t quantity, Reach reach) {
  return take_of(unnamed_at(like, reach), like, quantity, {});
}

std::vector<Held> Books::take_of(std::vector<Held> at_place, const Account& like, std::int64_t quantity,
                                 const std::optional<OrderLine>& mine) {
  order_by_preference(*this, at_place, mine);
  std::vector<Held> taken;
  for (const Held& held : at_place) {
    const std::int64_t units = std::min(held.quantity, quantity);
    if (units == 0) break;
    const bool mine_or_free = held.account.is_free() || (mine && held.account == held.account.claimed_by(*mine));
    if (!mine_or_free) revoke(held.account, units);
    taken.push_back(Held{held.account, units});
    quantity -= units;
  }
  if (quantity == 0) return taken;
  taken.push_back(Held{like.free(), quantity});
  notice(asks_to_count(like, quantity));
  return taken;
}

void Books::lose_picked(const Held& held) {
  if (held.account.is_free() || !known_location(held.account.place).holds_picked()) return;
  Holding& holding = holdings_[{held.account.doc, held.account.line}];
  holding.gone += held.quantity;
  holding.left = held.account.place;
}

// --- less than nothing -------------------------------------------------------------------------------------------

namespace {

// Says whether the item once had another tracking: then some of its units have a name that is not read any more.
bool had_other_names(Engine& db, const ItemCode& item, Tracking now) {
  if (now == Tracking::serial) return false;
  const bool by_serial =
      db.query("SELECT 1 FROM balance WHERE item=$1 AND serial <> '' AND quantity <> 0 LIMIT 1", item.text()).next();
  if (by_serial || now == Tracking::lot) return by_serial;
  return db.query("SELECT 1 FROM balance WHERE item=$1 AND lot <> '' AND quantity <> 0 LIMIT 1", item.text()).next();
}

}  // namespace

std::vector<Held> Books::below_zero(const ItemCode& item, const std::string& only_at) {
  return held_in(db.query("SELECT " DOCKHAND_HELD
                          " FROM balance b WHERE b.item=$1 AND b.doc='' AND b.line=0 AND b.quantity <> 0"
                          " AND b.quantity < 0 AND b." DOCKHAND_REAL_PLACE " AND ($2 = '' OR b.place=$2)"
                          " ORDER BY b.place, b.lot, b.serial",
                          item.text(), only_at));
}

void Books::make_up(const ItemCode& item) {
  const Tracking tracking = known_item(item).tracking;
  if (!had_other_names(db, item, tracking)) return;
  for (const Held& held : below_zero(item, {})) {
    const std::string lot = tracking == Tracking::lot ? held.account.lot : "";
    auto there = held_at(Account{held.account.place, item.text(), lot, {}, {}, 0}, Reach::loose);
    if (tracking == Tracking::lot) std::erase_if(there, [&](const Held& one) { return one.account.lot != lot; });
    order_by_preference(*this, there, {});
    make_up(held, there);
  }
}

// No unit comes or goes.
void Books::rename(const Account& from, const Account& to, std::int64_t units) {
  post(from, -units);
  post(from.at(account::adjustment), units);
  post(to.at(account::adjustment), -units);
  post(to, units);
}

// What is picked for an order was seen in its lane: it stays.
void Books::make_up(const Held& missing, std::vector<Held>& there) {
  const bool picked = known_location(missing.account.place).holds_picked();
  std::int64_t left = -missing.quantity;
  for (const Held& held : there) {
    const std::int64_t units = picked && !held.account.is_free() ? 0 : std::min(left, held.quantity);
    if (units == 0) continue;
    unclaim(Held{held.account, units});
    rename(held.account.free(), missing.account, units);
    left -= units;
  }
}

void Books::forget_missing(const ItemCode& item, const std::string& only_at) {
  const Tracking tracking = known_item(item).tracking;
  if (tracking == Tracking::none) return;
  std::set<std::string> forgotten;
  for (const Held& held : below_zero(item, only_at)) {
    const bool named = tracking == Tracking::serial ? !held.account.serial.empty() : !held.account.lot.empty();
    if (named) continue;
    post(held.account.at(account::adjustment), held.quantity);
    post(held.account, -held.quantity);
    if (!in_doubt(held.account.place, item)) forgotten.insert(held.account.place);
  }
  // Who counts a place where the books have nothing any more is not asked for the item: what was told of it is over.
  if (forgotten.empty()) return;
  settle({NoticeKind::count_place},
         [&](const Notice& told) { return told.item == item && told.place && forgotten.contains(told.place->text()); });
}

}  // namespace dockhand

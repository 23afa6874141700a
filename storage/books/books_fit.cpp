// Whether claims are still what they should be: with their units, and as the policies of their lines ask.
//
// Decides: which claims are given back because an event has taken units away, changed demand or policies, or made a lot
// too old. What was bought for a line stays. Looked at are the lines and places that the
// event touched; nothing else can have changed.
#include <algorithm>

#include "storage/books/books.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

// More rounds than there can be reasons; only a bug would need them.
constexpr int max_rounds = 50;

std::optional<Rank> rank_of(Books& books, const Held& held) {
  const auto info = books.order_line(books.line_of(held.account));
  return info ? std::optional(info->rank) : std::nullopt;
}

// Claims on the very units of an account, the lowest rank first; what is set aside for a terminal goes last.
std::vector<Held> claims_on(Books& books, const Account& account) {
  std::vector<std::pair<std::optional<Rank>, Held>> ranked;
  for (auto rows = books.db.query("SELECT doc, line, quantity FROM balance WHERE place=$1 AND item=$2 AND lot=$3"
                                  " AND serial=$4 AND doc > '' AND quantity > 0 ORDER BY doc, line",
                                  account.place, account.item, account.lot, account.serial);
       rows.next();) {
    Account claimed = account;
    claimed.doc = rows.text(0);
    claimed.line = Cells(rows).number(1);
    ranked.emplace_back(std::nullopt, Held{claimed, rows.integer(2)});
  }
  for (auto& [rank, held] : ranked) rank = rank_of(books, held);
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    if (!a.first || !b.first) return !a.first && b.first;
    return before(*b.first, *a.first);
  });
  std::vector<Held> claims;
  claims.reserve(ranked.size());
  for (auto& [rank, held] : ranked) claims.push_back(std::move(held));
  std::stable_partition(claims.begin(), claims.end(), [&](const Held& held) {
    return books.leases.claims(books.line_of(held.account), books.code<ItemCode>(account.item)) == 0;
  });
  return claims;
}

struct Lots {
  std::string here;  // where picked or shipped units are; otherwise where most of the reserved ones are
  bool any = false;
};

Lots lots_of(Books& books, const OrderLineInfo& line) {
  auto rows = books.db.query(
      "SELECT b.lot FROM balance b LEFT JOIN location p ON p.location = b.place WHERE b.doc=$1 AND b.line=$2"
      " AND b.item=$3 AND " DOCKHAND_B_POSITIVE
      " AND b.place NOT IN ('@supplier', '@returned')"
      " GROUP BY b.lot ORDER BY max(CASE WHEN p.kind NOT IN " DOCKHAND_PICKED_KINDS
      " THEN 0 ELSE 1 END) DESC,"
      " sum(b.quantity) DESC, b.lot LIMIT 1",
      line.rank.line.document.text(), line.rank.line.line, line.item.text());
  return rows.next() ? Lots{rows.text(0), true} : Lots{};
}

}  // namespace

void Books::touch(const ItemCode& item, const std::string& prefer, std::vector<Bought> bought) {
  Touch& how = touched_[item];
  if (!prefer.empty()) how.prefer = prefer;
  std::move(bought.begin(), bought.end(), std::back_inserter(how.bought));
}

std::set<ItemCode> Books::plan_touched() {
  std::set<ItemCode> planned;
  for (const auto& [item, how] : std::map(touched_)) make_up(item);
  cover_claims();
  for (int round = 0; round < max_rounds; ++round) {
    if (touched_.empty()) fit_leases(planned);
    if (touched_.empty()) break;
    for (const auto& [item, how] : std::exchange(touched_, {})) {
      planned.insert(item);
      entry.outlook.insert(item);
      take_back_blocked(item.text());
      allocate(item, how.prefer, how.bought);
    }
    cover_claims();
    take_back_unfit();
  }
  return planned;
}

// --- claims and their units --------------------------------------------------------------------------------------

void Books::cover_claims() {
  for (const Account& account : std::exchange(to_cover_, {})) cover(account);
}

// Where hands took more than the books had, less is there than was claimed. In a lane the units were seen: they stay
// their order's, and what is missing beside them stays missing until it is counted, or what took it is undone.
void Books::cover(const Account& account) {
  std::int64_t missing = -balance(account);
  if (missing <= 0) return;
  missing_[{account.place, account.item, account.lot}] = missing;
  if (known_location(account.place).holds_picked()) return;
  for (const Held& held : claims_on(*this, account)) {
    const std::int64_t units = std::min(missing, held.quantity);
    if (units == 0) return;
    missing -= units;
    unclaim(Held{held.account, units});
    touch(code<ItemCode>(account.item));
  }
}

void Books::fill(const Account& claim) {
  if (claim.is_free() || claim.place == account::supplier) return;
  const std::int64_t missing = -balance(claim);
  if (missing > 0) transfer(claim.free(), claim, missing);
}

// --- claims and policies -----------------------------------------------------------------------------------------

void Books::take_back_unfit() {
  for (const auto& [doc, line] : std::exchange(to_check_, {})) {
    const auto info = order_line(OrderLine{code<OrderNumber>(doc), line});
    if (info && info->reserved > 0) take_back_unfit(*info);
  }
}

void Books::take_back_unfit(const OrderLineInfo& line) {
  const Terms& terms = line.terms;
  const std::string name = line.rank.line.text();
  const auto give_back = [&](std::int64_t units, const std::string& why, const auto& is_meant) {
    for (const Held& held : held_for(line.rank.line, line.item.text())) {
      const std::int64_t some = std::min(units, held.quantity);
      if (some <= 0 || known_location(held.account.place).holds_picked() || !is_meant(held.account)) continue;
      unclaim(Held{held.account, some}, name + why);
      units -= some;
      touch(line.item);
    }
  };
  const auto all = [](const Account&) { return true; };
  if (terms.shelf_days.count > 0) {
    give_back(line.reserved, " asks for lots that are good for longer",
              [&](const Account& a) { return days_left(a.item, a.lot) < terms.shelf_days.count; });
  }
  if (terms.one_lot) {
    const Lots lots = lots_of(*this, line);
    give_back(line.reserved, " takes all from one lot",
              [&](const Account& a) { return lots.any && a.lot != lots.here; });
  }
  const auto now = order_line(line.rank.line);
  if (!now || now->waiting() == 0) return;
  if (!terms.partial) {
    give_back(std::max<std::int64_t>(0, now->reserved - kept_for(*now)), " is only served whole", all);
  } else if (terms.multiple.units() > 1) {
    give_back((now->reserved + now->picked + now->shipped) % terms.multiple.units(), " takes whole packs only", all);
  }
}

std::int64_t Books::kept_for(const OrderLineInfo& line) {
  auto rows = db.query(
      "SELECT coalesce(sum(received), 0) FROM purchase_line WHERE for_order=$1 AND for_line=$2 AND for_order <> ''"
      " AND item=$3",
      line.rank.line.document.text(), line.rank.line.line, line.item.text());
  const std::int64_t received = rows.next() ? rows.integer(0) : 0;
  return std::max<std::int64_t>(0, received - line.picked - line.shipped);
}

std::int64_t Books::days_left(const std::string& item, const std::string& lot) {
  if (lot.empty()) return INT32_MAX;
  auto rows = db.query("SELECT expiry FROM lot WHERE item=$1 AND lot=$2", item, lot);
  if (!rows.next() || rows.null(0)) return INT32_MAX;
  return rows.integer(0) - entry.today.days();
}

}  // namespace dockhand

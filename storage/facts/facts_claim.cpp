// Claims that people make and give back.
#include <algorithm>
#include <map>

#include "storage/books/books_supply.h"
#include "storage/facts/facts_checks.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

// Units that could be given to an order today: free ones first, then those that other lines have reserved, from the
// lowest rank up.
std::vector<Held> claimable(Books& books, const OrderLine& line, const ItemCode& item) {
  std::map<std::string, std::int64_t> free;  // units on offer
  for (const Offer& offer : free_units(books, item, {})) free[offer.place.text()] += offer.quantity.units();
  auto all = held_in(
      books.db.query("SELECT " DOCKHAND_HELD " FROM balance b"
                     " JOIN location p ON p.location = b.place LEFT JOIN lot l ON l.item = b.item AND l.lot = b.lot"
                     " LEFT JOIN order_line o ON o.order_no = b.doc AND o.line = b.line"
                     " WHERE b.item=$1 AND " DOCKHAND_B_POSITIVE " AND p.kind IN " DOCKHAND_STOCK_KINDS
                     " AND " DOCKHAND_MAY_LEAVE_ON "$2"
                     " AND NOT (b.doc = $3 AND b.line = $4)" DOCKHAND_NOT_DOUBTED
                     " ORDER BY CASE WHEN b.doc = '' THEN 0 ELSE 1 END, " DOCKHAND_RANK_FALLING ","
                     " " DOCKHAND_LAST_DAY ", p.walk, b.place, b.lot, b.serial",
                     item.text(), books.entry.today.days(), line.document.text(), line.line));
  for (Held& held : all) {
    if (!held.account.is_free()) continue;
    std::int64_t& here = free[held.account.place];
    held.quantity = std::min(held.quantity, here);
    here -= held.quantity;
  }
  return all;
}

// What is set aside for another terminal stays with its line.
void leave_leased(Books& books, std::vector<Held>& claimable, const ItemCode& item) {
  if (!books.leases.any()) return;
  std::map<OrderLine, std::int64_t> may_go;
  for (Held& held : claimable) {
    if (held.account.is_free()) continue;
    const OrderLine line = books.line_of(held.account);
    const auto info = books.order_line(line);
    const auto [left, first] = may_go.try_emplace(line, info ? info->reserved : held.quantity);
    if (first) left->second -= books.leases.claims_of_others(line, item);
    held.quantity = std::clamp<std::int64_t>(left->second, 0, held.quantity);
    left->second -= held.quantity;
  }
}

std::string set_aside_too(std::int64_t units) {
  if (units == 0) return {};
  return "; " + std::to_string(units) + " more are set aside for another terminal: a supervisor revokes that first";
}

void tell_losers(Books& books, const Claim& fact, const ItemCode& item) {
  for (const Revoked& lost : books.entry.revoked) {
    books.notice(Notice{NoticeKind::outranked,
                        item,
                        lost.line,
                        lost.place,
                        lost.quantity,
                        {{fact.line, lost.quantity}},
                        "claimed by a supervisor" + (fact.reason.empty() ? "" : ": " + fact.reason)});
  }
}

}  // namespace

Performed perform_fact(Books& books, const Claim& fact) {
  const auto line = books.order_line(fact.line);
  if (!line) return unknown("line", fact.line.text());
  const std::int64_t set_aside = books.leases.demand_of_others(fact.line, line->item);
  const std::int64_t waiting = std::max<std::int64_t>(0, -line->excess() - set_aside);
  const std::int64_t wanted = std::min(waiting, fact.quantity.units());
  std::int64_t left = wanted;
  std::vector<Held> there = claimable(books, fact.line, line->item);
  leave_leased(books, there, line->item);
  for (const Held& held : there) {
    const std::int64_t units = std::min(left, held.quantity);
    if (units == 0) continue;
    if (!held.account.is_free()) books.unclaim(Held{held.account, units});
    books.transfer(held.account.free(), held.account.claimed_by(fact.line), units);
    left -= units;
  }
  if (is_request(books) && (fact.quantity.none() || left > 0 || wanted < fact.quantity.units())) {
    return refused("quantity", fact.line.text() + " waits for " + std::to_string(waiting) + ", and " +
                                   std::to_string(wanted - left) + " could be given to it" + set_aside_too(set_aside));
  }
  // This was decided here, whatever else was decided with the command.
  std::erase_if(books.entry.asked, [&](const auto& asked) { return asked.first == fact.line; });
  auto& claims = books.entry.accepted.claims;
  claims.push_back(Explanation{line->rank, line->customer, Rule::by_supervisor,
                               static_cast<std::int32_t>(claims.size()) + 1, Quantity::nearest(waiting),
                               Quantity::nearest(wanted - left), std::nullopt, std::nullopt});
  tell_losers(books, fact, line->item);
  books.look_at(fact.line);
  books.touch(line->item);
  return {};
}

Performed perform_fact(Books& books, const Release& fact) {
  const auto line = books.order_line(fact.line);
  if (!line) return unknown("line", fact.line.text());
  const std::int64_t released = books.release(fact.line, fact.quantity.units(), fact.at ? fact.at->text() : "");
  if (released < fact.quantity.units() && is_request(books)) {
    const std::int64_t set_aside = books.leases.claims_of_others(fact.line, line->item);
    return refused("quantity", fact.line.text() + " has only " + std::to_string(released) + " to give back" +
                                   set_aside_too(set_aside));
  }
  books.hold_back(fact.line);
  books.entry.frees = true;
  books.touch(line->item);
  return {};
}

Performed perform_fact(Books& books, const Replan& fact) {
  for (const Release& release : fact.releases) {
    books.release(release.line, release.quantity.units(), release.at ? release.at->text() : "");
  }
  for (const ItemCode& item : fact.items) books.touch(item);
  return {};
}

}  // namespace dockhand

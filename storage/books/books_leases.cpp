// Whether what is set aside for terminals is still what there is.
//
// Decides: what a lease may hold at most. Only the terminal that has it ends it by receiving all; another terminal's
// receipt of the same purchase says nothing of what that one holds in its hands and has not sent.
#include <algorithm>

#include "storage/books/books.h"

namespace dockhand {
namespace {

std::int64_t units_in(Rows rows) { return rows.next() ? rows.integer(0) : 0; }

// The most of the item that the goods can bring to its terminal, as far as is known here.
std::int64_t can_bring(Books& books, const Lease& lease) {
  const std::string& document = lease.of.document;
  if (lease.of.kind == "purchase") {
    return units_in(
        books.db.query("SELECT coalesce(sum(CASE WHEN $3 = 0 AND closed = 0 THEN expected WHEN expected > received"
                       " THEN expected - received ELSE 0 END), 0) FROM purchase_line WHERE purchase=$1 AND item=$2"
                       " AND drop_ship = 0",
                       document, lease.item.text(), books.leases.is_served(lease)));
  }
  // A handling unit counts once, whoever received it.
  if (lease.of.kind == "unit" && books.balance(Account{account::supplier, unit_item, {}, document, {}, 0}) == 0) {
    return units_in(books.db.query("SELECT coalesce(sum(quantity), 0) FROM asn_line WHERE sscc=$1 AND item=$2",
                                   document, lease.item.text()));
  }
  return 0;
}

struct LeftOfLine {
  std::int64_t waiting = 0, reserved = 0;
  bool in_parts = true;
};

LeftOfLine left_of(Books& books, const Lease& lease) {
  const auto info = books.order_line(lease.line);
  if (!info || info->item != lease.item) return {};
  const std::int64_t waiting = may_get_more(info->rank.order_class) ? info->waiting() : 0;
  return {waiting, info->reserved, info->terms.in_parts()};
}

}  // namespace

void Books::fit_leases(const std::set<ItemCode>& planned) {
  if (!entry.fits_leases || !leases.any()) return;
  std::set<ItemCode> items = planned;
  items.insert(entry.outlook.begin(), entry.outlook.end());
  for (const std::string& item : std::exchange(moved_claims_, {})) {
    if (item != unit_item) items.insert(code<ItemCode>(item));
  }
  for (const ItemCode& item : items) fit_leases(item);
}

// Those of the highest rank keep theirs.
void Books::fit_leases(const ItemCode& item) {
  std::map<OrderLine, LeftOfLine> lines;
  std::map<LeaseKey, std::int64_t> coming;
  for (Lease lease : std::vector(leases.of(item))) {
    LeftOfLine& left = lines.try_emplace(lease.line, left_of(*this, lease)).first->second;
    std::int64_t& comes = coming.try_emplace(lease.of, can_bring(*this, lease)).first->second;
    const std::int64_t had = lease.demand, claimed = lease.claimed;
    lease.demand = std::min({lease.demand, left.waiting, comes});
    if (!left.in_parts && lease.demand < left.waiting) lease.demand = 0;
    lease.claimed = std::min(lease.claimed, left.reserved);
    left.waiting -= lease.demand;
    left.reserved -= lease.claimed;
    comes -= lease.demand;
    if (lease.demand < had) touch(item);
    if (lease.demand < had || lease.claimed < claimed) leases.put(lease);
  }
}

}  // namespace dockhand

#include "storage/books/leases.h"

#include <algorithm>

#include "storage/books/entry.h"
#include "storage/engine/row_reader.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

// These are the columns that lease_of() reads. The condition is that of the partial indexes.
#define DOCKHAND_LEASE \
  "SELECT l.kind, l.document, l.order_no, l.line, l.writer, l.holder, l.item, l.demand, l.claimed FROM lease l"
#define DOCKHAND_OPEN_LEASE "l.demand + l.claimed > 0"

Lease lease_of(const Cells& cells) {
  RowReader row(cells);
  LeaseKey of{row.text(), row.text()};
  const auto line = row.line<OrderNumber>();
  std::string writer = row.text();
  std::string holder = row.text();
  return Lease{std::move(of),        line,          std::move(writer), std::move(holder),
               row.code<ItemCode>(), row.integer(), row.integer()};
}

constexpr const char* kinds[] = {"purchase", "unit", "order"};
static_assert(std::variant_size_v<Leased> == std::size(kinds));

}  // namespace

LeaseKey key_of(const Leased& what) { return {kinds[what.index()], text_of(what)}; }

bool Leases::any() {
  if (!any_) any_ = entry_.leases.any && db_.query(DOCKHAND_LEASE " WHERE " DOCKHAND_OPEN_LEASE " LIMIT 1").next();
  return *any_;
}

const std::vector<Lease>& Leases::of(const ItemCode& item) {
  const auto [known, added] = of_item_.try_emplace(item);
  if (added && any()) {
    known->second =
        all_of(db_.query(DOCKHAND_LEASE " LEFT JOIN order_line o ON o.order_no = l.order_no AND o.line = l.line"
                                        " WHERE l.item=$1 AND " DOCKHAND_OPEN_LEASE " ORDER BY " DOCKHAND_RANK
                                        ", l.kind, l.document",
                         item.text()),
               lease_of);
  }
  return known->second;
}

std::vector<Lease> Leases::of(const LeaseKey& what) {
  return all_of(db_.query(DOCKHAND_LEASE " WHERE l.kind=$1 AND l.document=$2 AND " DOCKHAND_OPEN_LEASE
                                         " ORDER BY l.order_no, l.line",
                          what.kind, what.document),
                lease_of);
}

std::vector<Lease> Leases::of(const WriterId& writer) {
  return all_of(db_.query(DOCKHAND_LEASE " WHERE l.writer=$1 AND " DOCKHAND_OPEN_LEASE
                                         " ORDER BY l.kind, l.document, l.order_no, l.line",
                          writer.text()),
                lease_of);
}

template <class Sum>
std::int64_t Leases::sum_of(const OrderLine& line, const ItemCode& item, const Sum& sum) {
  if (!any()) return 0;
  std::int64_t units = 0;
  for (const Lease& lease : of(item)) units += lease.line == line ? sum(lease) : 0;
  return units;
}

std::int64_t Leases::demand(const OrderLine& line, const ItemCode& item) {
  return sum_of(line, item, [](const Lease& lease) { return lease.demand; });
}
std::int64_t Leases::claims(const OrderLine& line, const ItemCode& item) {
  if (!entry_.leases.claims) return 0;
  return sum_of(line, item, [](const Lease& lease) { return lease.claimed; });
}
std::int64_t Leases::demand_of_others(const OrderLine& line, const ItemCode& item) {
  if (!entry_.leases.asked) return 0;
  return sum_of(line, item, [&](const Lease& one) { return one.writer == entry_.writer.text() ? 0 : one.demand; });
}
std::int64_t Leases::claims_of_others(const OrderLine& line, const ItemCode& item) {
  if (!entry_.leases.asked) return 0;
  return sum_of(line, item, [&](const Lease& one) { return one.writer == entry_.writer.text() ? 0 : one.claimed; });
}

bool Leases::is_served(const Lease& lease) const {
  return lease.writer == entry_.writer.text() && entry_.brought.of.contains(lease.of);
}

void Leases::serve(const OrderLine& line, const ItemCode& item, std::int64_t granted) {
  std::int64_t& brought = entry_.brought.units[item];
  for (Lease lease : std::vector(of(item))) {
    if (lease.line != line || !is_served(lease)) continue;
    const std::int64_t units = std::min({lease.demand, granted, brought});
    if (units <= 0) continue;
    lease.demand -= units;
    lease.claimed += units;
    granted -= units;
    brought -= units;
    put(lease);
  }
}

void Leases::put(const Lease& lease) {
  db_.run(
      "INSERT INTO lease(kind, document, order_no, line, writer, holder, item, demand, claimed, changed)"
      " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) ON CONFLICT(kind, document, order_no, line) DO UPDATE SET"
      " writer=excluded.writer, holder=excluded.holder, item=excluded.item, demand=excluded.demand, "
      "claimed=excluded.claimed,"
      " changed=excluded.changed",
      lease.of.kind, lease.of.document, lease.line.document.text(), lease.line.line, lease.writer, lease.holder,
      lease.item.text(), lease.demand, lease.claimed, entry_.changed);
  if (lease.demand + lease.claimed == 0) {
    any_.reset();
  } else {
    any_ = entry_.leases.any;
  }
  remember(lease);
}

// What was read of the item stays as it is in the table. One that is new has its place by the rank of its line, which
// the table knows.
void Leases::remember(const Lease& lease) {
  const auto known = of_item_.find(lease.item);
  if (known == of_item_.end()) return;
  std::vector<Lease>& open = known->second;
  const auto same = [&](const Lease& one) { return one.of == lease.of && one.line == lease.line; };
  const auto found = std::find_if(open.begin(), open.end(), same);
  if (found == open.end()) {
    of_item_.erase(known);
  } else if (lease.demand + lease.claimed > 0) {
    *found = lease;
  } else {
    open.erase(found);
  }
}

}  // namespace dockhand

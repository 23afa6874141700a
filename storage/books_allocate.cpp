// Free units meet waiting lines: the database's side of the allocation.
#include <algorithm>

#include "storage/allocation.h"
#include "storage/books.h"

namespace dockhand {
namespace {

// Lines that got nothing are worth explaining, but not all of a long queue.
constexpr int max_explained_without = 5;

// Eligible: free, at a dock or in storage, not expired on the day of the event. Earliest expiry first; the place where
// the units just arrived before others, so that they need not be put away; then along the walk.
std::vector<FreeUnits> free_units(Books& books, const ItemCode& item, const std::string& prefer) {
  std::vector<FreeUnits> supply;
  for (auto rows = books.db.query(
           "SELECT b.place, b.lot, b.serial, b.quantity FROM balance b JOIN location p ON p.location = b.place"
           " LEFT JOIN lot l ON l.item = b.item AND l.lot = b.lot"
           " WHERE b.item=$1 AND b.doc='' AND b.line=0 AND b.quantity <> 0 AND b.quantity > 0"
           " AND p.kind IN ('dock', 'storage') AND coalesce(l.expiry, 9999999) >= $3"
           " AND coalesce(l.status, 'available') = 'available'"
           " ORDER BY coalesce(l.expiry, 9999999), CASE WHEN b.place=$2 THEN 0 ELSE 1 END, p.walk, b.place, b.lot, "
           "b.serial",
           item.text(), prefer, books.entry.command.at.date().days());
       rows.next();) {
    supply.push_back(FreeUnits{LocationCode::parse(rows.text(0)).value(), rows.text(1), rows.text(2),
                               Quantity::exactly(rows.integer(3))});
  }
  return supply;
}

WaitingLine waiting_line(const OrderLineInfo& info) {
  const std::int64_t waiting = std::max<std::int64_t>(0, -info.excess());
  return WaitingLine{info.rank, info.customer, Quantity::exactly(waiting), info.partial, Quantity()};
}

// The line itself when it is of this item and still waits.
std::optional<WaitingLine> single(Books& books, const OrderLine& line, const ItemCode& item) {
  const auto info = books.order_line(line);
  if (!info || info->item != item || info->excess() >= 0) return std::nullopt;
  return waiting_line(*info);
}

NextLine from_list(std::vector<WaitingLine> lines) {
  return [lines = std::move(lines), at = std::size_t{0}]() mutable -> std::optional<WaitingLine> {
    if (at == lines.size()) return std::nullopt;
    return lines[at++];
  };
}

// In rank order, straight from the partial index order_line_waiting; the peg before all.
NextLine in_rank(Books& books, Rows& rows, std::optional<WaitingLine> peg, const std::optional<OrderLine>& except) {
  return [&books, &rows, peg, except, peg_given = false]() mutable -> std::optional<WaitingLine> {
    if (peg && !peg_given) {
      peg_given = true;
      return peg;
    }
    while (rows.next()) {
      const OrderLine line{OrderNumber::parse(rows.text(0)).value(), static_cast<std::int32_t>(rows.integer(1))};
      if ((peg && line == peg->rank.line) || (except && line == *except)) continue;
      if (const auto info = books.order_line(line)) return waiting_line(*info);
    }
    return std::nullopt;
  };
}

}  // namespace

void Books::grant(const Plan& plan, const std::vector<FreeUnits>& supply, const std::string& item) {
  for (const Grant& grant : plan.grants) {
    const FreeUnits& units = supply[grant.units];
    const Account free{units.place.text(), item, units.lot, units.serial, {}, 0};
    transfer(free, free.claimed_by(grant.line), grant.quantity.units());
  }
  int without = 0;
  for (Explanation explanation : plan.explanations) {
    if (explanation.granted.none() && ++without > max_explained_without) continue;
    explanation.position = static_cast<std::int32_t>(entry.accepted.claims.size()) + 1;
    entry.accepted.claims.push_back(std::move(explanation));
  }
}

void Books::allocate(const ItemCode& item, const std::string& prefer, const std::optional<OrderLine>& peg,
                     const std::optional<OrderLine>& except) {
  std::vector<WaitingLine> decided;
  for (const auto& [line, quantity] : entry.asked) {
    auto waiting = single(*this, line, item);
    if (!waiting) continue;
    waiting->decided = quantity;
    decided.push_back(*waiting);
  }
  if (!decided.empty()) {
    const auto supply = free_units(*this, item, prefer);
    grant(plan(supply, from_list(std::move(decided))), supply, item.text());
    // Asked once; what follows is decided here.
    std::erase_if(entry.asked, [&](const auto& one) {
      const auto info = order_line(one.first);
      return info && info->item == item;
    });
  }
  const auto supply = free_units(*this, item, prefer);
  if (supply.empty()) return;
  std::optional<WaitingLine> pegged = peg ? single(*this, *peg, item) : std::nullopt;
  if (pegged) pegged->rank.pegged = true;
  Plan planned;
  {
    auto rows = db.query(
        "SELECT order_no, line FROM order_line WHERE item=$1 AND waiting > 0"
        " ORDER BY item, priority, promised, ordered_at, order_no, line",
        item.text());
    planned = plan(supply, in_rank(*this, rows, std::move(pegged), except));
  }
  grant(planned, supply, item.text());
}

}  // namespace dockhand

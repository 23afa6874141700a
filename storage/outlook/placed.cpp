#include "storage/outlook/placed.h"

#include "storage/engine/row_reader.h"

namespace dockhand {
namespace {

constexpr std::int32_t days_until_known = 30;

#define DOCKHAND_PLACED                                                                                        \
  "SELECT p.item, p.ordered, p.ordered_of, p.decided, p.purchase FROM proposal p WHERE p.state = 'placed'"     \
  " AND p.ordered > 0 AND p.decided >= $1 AND NOT EXISTS (SELECT 1 FROM purchase_line l WHERE l.item = p.item" \
  " AND (p.purchase = l.purchase || '/' || l.line OR ((p.ordered_of = '' OR p.ordered_of = l.supplier)"        \
  " AND (l.ordered_on >= p.decided"                                                                            \
  " OR (l.ordered_on IS NULL AND l.due >= p.decided AND l.expected = p.ordered)))))"

PlacedOrder read_placed(const Cells& cells) {
  RowReader row(cells);
  PlacedOrder order{row.code<ItemCode>()};
  order.units = row.integer();
  order.supplier = row.text();
  order.day = row.date();
  if (const auto line = PurchaseLine::parse(row.text())) order.purchase = *line;
  return order;
}

}  // namespace

std::vector<PlacedOrder> placed_and_not_known(Engine& db, Date today, const std::optional<ItemCode>& item) {
  const std::int32_t since = today.days() - days_until_known;
  if (item) {
    return all_of(db.query(DOCKHAND_PLACED " AND p.item = $2 ORDER BY p.decided, p.id", since, item->text()),
                  read_placed);
  }
  return all_of(db.query(DOCKHAND_PLACED " ORDER BY p.item, p.decided, p.id", since), read_placed);
}

}  // namespace dockhand

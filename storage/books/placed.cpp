#include "storage/books/placed.h"

#include <algorithm>

#include "storage/engine/row_reader.h"
#include "storage/model/house_day.h"
#include "storage/model/rows/plan_rows.h"
#include "storage/model/rows/waited_for.h"

namespace dockhand {
namespace {

// Who has the event of an approval knows its day. Who has not takes the day of the last decision.
#define DOCKHAND_DECIDED                                                                                           \
  "SELECT p.item, CASE WHEN p.state = 'placed' THEN p.ordered WHEN p.approved > 0 THEN p.approved ELSE p.quantity" \
  " END, CASE WHEN p.state = 'placed' THEN p.ordered_of WHEN p.chosen > '' THEN p.chosen ELSE p.supplier END,"     \
  " p.decided, p.purchase, CASE WHEN p.state = 'placed' THEN 1 ELSE 0 END,"                                        \
  " (SELECT e.at FROM event e WHERE e.id = p.decided_by), p.id, coalesce(p.bought, '') FROM proposal p"            \
  " WHERE p.decided IS NOT NULL AND ((p.state = 'placed' AND p.ordered > 0) OR p.state = 'approved')"

PlacedOrder read_decided(const Cells& cells) {
  RowReader row(cells);
  PlacedOrder order{row.code<ItemCode>()};
  order.units = row.integer();
  order.supplier = row.text();
  order.day = row.date();
  if (const auto line = PurchaseLine::parse(row.text())) order.purchase = *line;
  order.is_placed = row.flag();
  constexpr int approved_at = 6, id = 7, bought = 8;
  order.proposal = cells.text(id);
  const Date agreed = cells.null(approved_at) ? order.day : cells.instant(approved_at).date();
  order.agreed = std::min(agreed, order.day);
  order.bought = parse_bought(cells.text(bought));
  return order;
}

bool has_a_line_called(Engine& db, const ItemCode& item, const PurchaseLine& number) {
  const std::string wanted = number_as_compared(number.text());
  for (auto rows = db.query("SELECT purchase, line FROM purchase_line WHERE item=$1", item.text()); rows.next();) {
    if (number_as_compared(Cells(rows).line<PurchaseNumber>(0).text()) == wanted) return true;
  }
  return false;
}

// A line whose file was undone says nothing any more.
std::int64_t units_bought(Engine& db, const PlacedOrder& order) {
  std::int64_t units = 0;
  for (const BoughtUnits& one : order.bought) {
    auto line = db.query("SELECT 1 FROM purchase_line WHERE purchase=$1 AND line=$2 AND item=$3",
                         one.line.document.text(), one.line.line, order.item.text());
    if (line.next()) units += one.units;
  }
  return units;
}

std::int64_t units_not_known(Engine& db, const PlacedOrder& order) {
  if (order.purchase && has_a_line_called(db, order.item, *order.purchase)) return 0;
  const std::int64_t rest = order.units - units_bought(db, order);
  return rest <= order.units / 10 ? 0 : rest;
}

std::vector<PlacedOrder> orders_of(Engine& db, const std::optional<ItemCode>& item) {
  if (item) {
    return all_of(db.query(DOCKHAND_DECIDED " AND p.item = $1 ORDER BY p.decided, p.id", item->text()), read_decided);
  }
  return all_of(db.query(DOCKHAND_DECIDED " ORDER BY p.item, p.decided, p.id"), read_decided);
}

// Who unloads without a purchase may unload what was ordered: only a person knows.
std::int64_t came_without_a_purchase(Engine& db, const PlacedOrder& order) {
  auto rows = db.query(
      "SELECT coalesce(-sum(p.quantity), 0) FROM posting p JOIN event e ON e.seq = p.event"
      " WHERE p.place = '@supplier' AND p.item=$1 AND p.doc = '' AND p.quantity < 0"
      " AND e.at >= $2 AND e.undone_by = ''",
      order.item.text(), first_moment(order.day.days()));
  return rows.next() ? rows.integer(0) : 0;
}

}  // namespace

std::optional<std::int32_t> days_said(Engine& db, const PlacedOrder& order) {
  auto rows = db.query("SELECT lead_days FROM source WHERE item=$1 AND supplier=$2", order.item.text(), order.supplier);
  return rows.next() ? RowReader(Cells(rows)).maybe_number() : std::nullopt;
}

bool is_waited_for(const PlacedOrder& order, std::optional<std::int32_t> said, Date today) {
  constexpr std::int32_t usual = 14;
  if (!order.is_placed) return today.days() - order.day.days() <= days_an_approval_counts;
  return is_waited_for(Date::from_days(order.day.days() + said.value_or(usual)), today);
}

bool is_about_as_many(std::int64_t said, std::int64_t ordered) {
  return said >= ordered - ordered / 10 && said <= ordered + ordered / 10;
}

bool is_ended(const ProposalRow& row) { return row.state == ProposalState::rejected && !row.placed_by.empty(); }

std::string number_as_compared(std::string_view number) {
  std::string text;
  text.reserve(number.size());
  for (const char c : number) {
    if (c == ' ' || c == '\t') continue;
    text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

std::vector<BoughtUnits> bought_of(Engine& db, const std::string& proposal) {
  auto rows = db.query("SELECT coalesce(bought, '') FROM proposal WHERE id=$1", proposal);
  return rows.next() ? parse_bought(rows.text(0)) : std::vector<BoughtUnits>();
}

std::vector<PlacedOrder> decided_and_not_known(Engine& db, const std::optional<ItemCode>& item) {
  std::vector<PlacedOrder> orders = orders_of(db, item);
  for (PlacedOrder& one : orders) one.units = units_not_known(db, one);
  std::erase_if(orders, [](const PlacedOrder& one) { return one.units <= 0; });
  return orders;
}

void add_what_came(Engine& db, std::vector<PlacedOrder>& orders) {
  for (PlacedOrder& one : orders) {
    if (one.is_placed) one.came = came_without_a_purchase(db, one);
  }
}

std::vector<PlacedOrder> placed_and_not_known(Engine& db, const std::optional<ItemCode>& item) {
  std::vector<PlacedOrder> orders = decided_and_not_known(db, item);
  std::erase_if(orders, [](const PlacedOrder& one) { return !one.is_placed; });
  return orders;
}

}  // namespace dockhand

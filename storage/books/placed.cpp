#include "storage/books/placed.h"

#include <algorithm>
#include <map>
#include <utility>

#include "storage/books/supplier_names.h"
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
  " (SELECT e.at FROM event e WHERE e.id = p.decided_by), p.id FROM proposal p"                                    \
  " WHERE p.decided IS NOT NULL AND ((p.state = 'placed' AND p.ordered > 0) OR p.state = 'approved')"

struct DecidedOrder {
  PlacedOrder order;
  Date agreed;             // the first day on which a purchase can be of it
  std::int64_t units = 0;  // that were ordered
};

DecidedOrder read_decided(const Cells& cells) {
  RowReader row(cells);
  PlacedOrder order{row.code<ItemCode>()};
  order.units = row.integer();
  order.supplier = row.text();
  order.day = row.date();
  if (const auto line = PurchaseLine::parse(row.text())) order.purchase = *line;
  order.is_placed = row.flag();
  constexpr int approved_at = 6, id = 7;
  order.proposal = cells.text(id);
  const Date agreed = cells.null(approved_at) ? order.day : cells.instant(approved_at).date();
  return {order, std::min(agreed, order.day), order.units};
}

struct OfficeLine {
  std::string purchase;  // as it is compared
  std::string supplier;
  std::int64_t units = 0;  // that meet no order yet
  Date due = Date::from_days(0);
  std::optional<Date> ordered;
  bool straight = false;  // to a customer, past the shelves
};

// Two programs of an office write a number in their own letters and blanks.
std::string compared(std::string_view number) {
  std::string text;
  text.reserve(number.size());
  for (const char c : number) {
    if (c == ' ' || c == '\t') continue;
    text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

// What the office has given up of a line had been ordered too.
std::vector<OfficeLine> office_lines_of(Engine& db, const ItemCode& item) {
  return all_of(db.query("SELECT purchase, line, supplier, expected + given_up, due, ordered_on, drop_ship"
                         " FROM purchase_line WHERE item=$1 ORDER BY due, purchase, line",
                         item.text()),
                [](const Cells& cells) {
                  RowReader row(cells);
                  OfficeLine one;
                  one.purchase = compared(row.line<PurchaseNumber>().text());
                  one.supplier = row.text();
                  one.units = row.integer();
                  one.due = row.date();
                  one.ordered = row.maybe_date();
                  one.straight = row.flag();
                  return one;
                });
}

bool is_ordered_within_days(Date ordered, const DecidedOrder& one, bool about_as_many) {
  constexpr std::int32_t days_before = 3, days_after = 31;
  const std::int32_t since = ordered.days() - one.agreed.days();
  return since >= (about_as_many ? -days_before : 0) &&
         ordered.days() - std::max(one.agreed, one.order.day).days() <= days_after;
}

bool can_be_of(const OfficeLine& line, const DecidedOrder& one, SupplierNames& names) {
  if (line.units <= 0 || line.straight) return false;
  if (!names.may_be_same(one.order.supplier, line.supplier)) return false;
  const bool about_as_many = is_about_as_many(line.units, one.units);
  if (one.order.purchase && !about_as_many) return false;
  if (line.ordered) return is_ordered_within_days(*line.ordered, one, about_as_many);
  return line.due >= one.agreed && line.units == one.units;
}

void meet_orders(std::vector<DecidedOrder>& orders, std::vector<OfficeLine>& lines, SupplierNames& names) {
  for (DecidedOrder& one : orders) {
    const std::string number = one.order.purchase ? compared(one.order.purchase->text()) : "";
    const auto its = std::find_if(lines.begin(), lines.end(),
                                  [&](const OfficeLine& line) { return !number.empty() && line.purchase == number; });
    if (its == lines.end()) continue;
    its->units = 0;
    one.order.units = 0;
  }
  for (DecidedOrder& one : orders) {
    for (OfficeLine& line : lines) {
      if (one.order.units <= 0 || !can_be_of(line, one, names)) continue;
      const std::int64_t met = std::min(one.order.units, line.units);
      line.units = one.order.purchase ? 0 : line.units - met;
      one.order.units -= met;
      if (one.order.units <= one.units / 10) one.order.units = 0;
    }
  }
}

std::vector<DecidedOrder> orders_of(Engine& db, const std::optional<ItemCode>& item) {
  if (item) {
    return all_of(db.query(DOCKHAND_DECIDED " AND p.item = $1 ORDER BY p.decided, p.id", item->text()), read_decided);
  }
  return all_of(db.query(DOCKHAND_DECIDED " ORDER BY p.decided, p.id"), read_decided);
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

std::vector<PlacedOrder> decided_and_not_known(Engine& db, const std::optional<ItemCode>& item) {
  std::map<ItemCode, std::vector<DecidedOrder>> by_item;
  for (DecidedOrder& one : orders_of(db, item)) by_item[one.order.item].push_back(std::move(one));
  std::vector<PlacedOrder> open;
  if (by_item.empty()) return open;
  SupplierNames names(db);
  for (auto& [code, orders] : by_item) {
    std::vector<OfficeLine> lines = office_lines_of(db, code);
    meet_orders(orders, lines, names);
    for (DecidedOrder& one : orders) {
      if (one.order.units > 0) open.push_back(std::move(one.order));
    }
  }
  return open;
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

// Why a line stands where it stands, and from where it gets the rest.
#include <map>

#include "storage/codec/codec.h"
#include "storage/model/rows/waited_for.h"
#include "storage/schema/sql.h"
#include "storage/schema/waiting_units.h"
#include "storage/views/views_state.h"

namespace dockhand {
namespace {

// Units ahead are counted in this many lines at most: who stands behind more of them need not know exactly.
constexpr std::int64_t max_counted = 1000;

std::vector<Decision> decisions_of(Engine& db, const OrderLine& line) {
  std::vector<Decision> decisions;
  for (auto rows = db.query("SELECT coalesce(e.seq, 0), x.at, x.because, x.detail FROM explanation x"
                            " LEFT JOIN event e ON e.id = x.event_id WHERE x.order_no=$1 AND x.line=$2"
                            " ORDER BY x.at DESC, coalesce(e.seq, 0) DESC, x.event_id DESC, x.position DESC LIMIT 50",
                            line.document.text(), line.line);
       rows.next();) {
    auto explanation = parse_explanation(rows.text(3));
    if (!explanation) {
      db.fail({ErrorKind::corrupt, "explanation of " + line.text(), explanation.error().sentence()});
      break;
    }
    decisions.push_back(Decision{rows.integer(0), Cells(rows).instant(1), rows.text(2), *explanation});
  }
  std::reverse(decisions.begin(), decisions.end());
  return decisions;
}

// Returns the lines of the item that wait and rank before ("<") or after (">") this one.
std::string neighbours(const char* side) {
  return std::string(" WHERE o.item=$1 AND o.waiting > 0 AND (" DOCKHAND_RANK ") ") + side +
         " ($2, $3, $4, $5, $6, $7)";
}

std::vector<Value> place_of(const OrderLineView& line) {
  const Rank& rank = line.rank;
  return {line.item.text(),
          static_cast<std::int64_t>(rank.order_class),
          std::int64_t{rank.priority},
          std::int64_t{rank.promised.days()},
          rank.ordered_at.ms,
          line.line.document.text(),
          std::int64_t{line.line.line}};
}

std::vector<OrderLineView> ahead_of(Engine& db, const OrderLineView& line) {
  return all_of(
      db.query_text(DOCKHAND_ORDER_LINE + neighbours("<") + " ORDER BY " DOCKHAND_RANK " LIMIT 10", place_of(line)),
      order_line_of);
}

std::vector<OrderLineView> lines_behind(Engine& db, const OrderLineView& line) {
  return all_of(
      db.query_text(DOCKHAND_ORDER_LINE + neighbours(">") + " ORDER BY " DOCKHAND_RANK " LIMIT 3", place_of(line)),
      order_line_of);
}

// What was bought for a line, or goes straight to its customer, takes nothing from those behind it.
Quantity units_ahead_of(Engine& db, const OrderLineView& line) {
  auto rows = db.query_text(
      "SELECT coalesce(sum(CASE WHEN waiting > own THEN waiting - own ELSE 0 END), 0) FROM"
      " (SELECT o.waiting, (SELECT coalesce(sum(p.expected - p.received), 0) FROM purchase_line p"
      "   WHERE p.for_order = o.order_no AND p.for_line = o.line AND p.for_order <> ''"
      "   AND p.item = o.item AND p.received < p.expected AND p.closed = 0) AS own FROM order_line o" +
          neighbours("<") + " AND o.order_class <= " DOCKHAND_USUAL_CLASS " LIMIT " + std::to_string(max_counted) +
          ") AS ahead",
      place_of(line));
  return rows.next() ? Cells(rows).sum(0) : Quantity();
}

// Returns as much as a claim finds (storage/facts/facts_claim.cpp), or more where units are missing.
Quantity claimable_for(Engine& db, const OrderLineView& line, Date today) {
  auto rows = db.query(
      "SELECT coalesce(sum(b.quantity), 0) FROM balance b JOIN location p ON p.location = b.place"
      " LEFT JOIN lot l ON l.item = b.item AND l.lot = b.lot WHERE b.item=$1 AND " DOCKHAND_B_POSITIVE
      " AND p.kind IN " DOCKHAND_STOCK_KINDS " AND " DOCKHAND_MAY_LEAVE_ON
      "$2 AND NOT (b.doc = $3 AND b.line = $4)" DOCKHAND_NOT_DOUBTED,
      line.item.text(), today.days(), line.line.document.text(), line.line.line);
  return rows.next() ? Cells(rows).sum(0) : Quantity();
}

// What is left of each purchase once those have their units for whom it was bought, as far as they wait or are not
// known yet.
std::vector<Quantity> left_for_others(Engine& db, const std::vector<PurchaseLineView>& expected) {
  Quantity all;
  for (const PurchaseLineView& purchase : expected) all = all + purchase.open;
  std::map<OrderLine, Quantity> wants;
  const auto wanted_by = [&](const OrderLine& line) -> Quantity& {
    const auto [known, added] = wants.try_emplace(line);
    if (added) known->second = units_waited_for(db, line).value_or(all);
    return known->second;
  };
  std::vector<Quantity> left;
  left.reserve(expected.size());
  for (const PurchaseLineView& purchase : expected) {
    Quantity its;
    if (purchase.bought_for) {
      Quantity& wanted = wanted_by(*purchase.bought_for);
      its = std::min(wanted, purchase.open);
      wanted = wanted.less(its);
    }
    left.push_back(purchase.drop_ship ? Quantity() : purchase.open.less(its));
  }
  return left;
}

// What was bought for a line goes to that line; who was promised first is served first from what comes first.
// `left`: of each purchase, for whoever waits.
void foresee(Why& why, const std::vector<Quantity>& left, Quantity ahead, Date today) {
  Quantity needed = may_get_more(why.line.rank.order_class) ? why.line.waiting : Quantity();
  std::vector<Quantity> comes(why.expected.size());
  const auto is_counted_on = [&](const PurchaseLineView& purchase) {
    return is_waited_for(std::max(purchase.due, purchase.announced.value_or(purchase.due)), today);
  };
  for (std::size_t i = 0; i < comes.size(); ++i) {
    if (why.expected[i].bought_for != why.line.line || !is_counted_on(why.expected[i])) continue;
    comes[i] = std::min(why.expected[i].open, needed);
    needed = needed.less(comes[i]);
  }
  for (std::size_t i = 0; i < comes.size(); ++i) {
    const PurchaseLineView& purchase = why.expected[i];
    if (purchase.bought_for == why.line.line || !is_counted_on(purchase)) continue;
    const Quantity passes = std::min(ahead, left[i]);
    comes[i] = std::min(left[i].less(passes), needed);
    ahead = ahead.less(passes);
    needed = needed.less(comes[i]);
  }
  const Quantity passes = std::min(ahead, why.announced);
  why.announced_for_it = std::min(why.announced.less(passes), needed);
  why.not_coming = why.line.waiting.less(why.announced_for_it);
  for (std::size_t i = 0; i < comes.size(); ++i) {
    if (comes[i].none()) continue;
    why.coming.push_back(ExpectedPurchase{why.expected[i].line, why.expected[i].due, comes[i]});
    why.not_coming = why.not_coming.less(comes[i]);
  }
}

}  // namespace

Result<std::optional<Why>> Views::why(const OrderLine& line) {
  return state_->read([&](Engine& db) -> std::optional<Why> {
    auto rows = db.query(DOCKHAND_ORDER_LINE " WHERE o.order_no=$1 AND o.line=$2", line.document.text(), line.line);
    if (!rows.next()) return std::nullopt;
    Why why{order_line_of(Cells(rows)), decisions_of(db, line), {}, {}, {}, {}, {}, {}};
    const Date today = state_->clock->now().date();
    why.state = standing_of(db, why.line.item, today).state();
    why.knows = customer_knows(db, line);
    if (!why.line.reserved.none()) why.hold = hold_of(db, line, today);
    if (!why.hold && !why.line.picked.none()) why.hold = hold_of_shipment(db, line.document, {line.line}, today);
    if (why.line.waiting.none()) return why;
    look_ahead(db, why.line, today);
    why.state = why.line.state;
    why.ahead = ahead_of(db, why.line);
    why.behind = lines_behind(db, why.line);
    why.expected = open_lines_of(db, why.line.item);
    std::erase_if(why.expected, [&](const PurchaseLineView& purchase) {
      return purchase.drop_ship && purchase.bought_for != line;  // it never comes here
    });
    why.announced = Quantity::nearest(announced_of(db, why.line.item));
    foresee(why, left_for_others(db, why.expected), units_ahead_of(db, why.line), today);
    why.claimable = claimable_for(db, why.line, today);
    return why;
  });
}

Result<std::optional<NewLinePromise>> Views::promise_for(const ItemCode& item, Quantity quantity) {
  return state_->read([&](Engine& db) -> std::optional<NewLinePromise> {
    if (!db.query("SELECT 1 FROM item WHERE item=$1", item.text()).next()) return std::nullopt;
    const Instant now = state_->clock->now();
    return dockhand::promise_for(db, item, quantity, {now.date(), now, 0});
  });
}

}  // namespace dockhand

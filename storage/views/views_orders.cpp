#include <algorithm>

#include "storage/codec/codec.h"
#include "storage/schema/setting.h"
#include "storage/schema/sql.h"
#include "storage/views/views_state.h"

namespace dockhand {
namespace {

#define DOCKHAND_ORDER                                                                                \
  "SELECT o.order_no, min(coalesce(c.name, o.customer)), min(o.priority), min(o.promised), count(*)," \
  " sum(o.ordered - o.cancelled), sum(o.waiting), sum(o.reserved), sum(o.picked), sum(o.shipped)"     \
  " FROM order_line o LEFT JOIN customer c ON c.customer = o.customer"

OrderView order_of(const Cells& cells) {
  RowReader row(cells);
  return OrderView{row.code<OrderNumber>(),
                   row.text(),
                   row.number(),
                   row.date(),
                   row.number(),
                   row.sum(),
                   row.sum(),
                   row.sum(),
                   row.sum(),
                   row.sum()};
}

ClaimView claim_of(const Cells& cells) {
  RowReader row(cells);
  return ClaimView{row.line<OrderNumber>(),
                   row.text(),
                   row.code<ItemCode>(),
                   row.code<LocationCode>(),
                   row.text(),
                   row.text(),
                   row.sum(),
                   row.flag()};
}

std::vector<OrderView> one_order(Engine& db, const std::string& order) {
  return all_of(db.query(DOCKHAND_ORDER " WHERE o.order_no=$1 GROUP BY o.order_no", order), order_of);
}

// What `of_line` says of each line, summed up in packs.
std::string packs_of_order(Engine& db, const OrderNumber& order, Quantity OrderLineView::*of_line) {
  PackSum sum;
  for (const OrderLineView& line :
       all_of(db.query(DOCKHAND_ORDER_LINE " WHERE o.order_no=$1 ORDER BY o.line", order.text()), order_line_of)) {
    if (!(line.*of_line).none()) sum.add(line.*of_line, packs_of(db, line.item));
  }
  return sum.text();
}

std::optional<Hold> hold_of_picked(Engine& db, const OrderNumber& order, Date today) {
  std::set<std::int32_t> lines;
  for (auto rows = db.query("SELECT line FROM order_line WHERE order_no=$1 AND picked > 0", order.text());
       rows.next();) {
    lines.insert(Cells(rows).number(0));
  }
  return hold_of_shipment(db, order, lines, today);
}

}  // namespace

OrderLineView order_line_of(const Cells& cells) {
  RowReader row(cells);
  const auto line = row.line<OrderNumber>();
  return OrderLineView{
      line,      row.text(), row.code<ItemCode>(), row.text(), Quantity::nearest(row.demand()), row.sum(), row.sum(),
      row.sum(), row.sum(),  row.rank(line),       row.terms()};
}

void look_ahead(Engine& db, OrderLineView& line, Date today) {
  const ItemStanding standing = standing_of(db, line.item, today);
  line.read_on = today;
  line.promise = promise_of(db, line.line, today);
  // What is free is not for a line that waits: it is too little for one that is only sent whole, or not good for it.
  const bool none_for_it = !line.promise && nothing_brings(db, line.line, today);
  line.state = state_of(0, none_for_it ? 0 : standing.coming, standing.ended);
  line.causes = causes_of_line(db, line.line, today);
  if (const auto other = other_for(db, line.item, line.waiting, today)) {
    line.instead = Instead{other->item, other->name, other->units, other->better};
  }
}

std::vector<OrderLineView> waiting_lines_of(Engine& db, const ItemCode& item) {
  return all_of(db.query(DOCKHAND_ORDER_LINE " WHERE o.item=$1 AND o.waiting > 0"
                                             " ORDER BY " DOCKHAND_RANK " LIMIT 100",
                         item.text()),
                order_line_of);
}

namespace {

// Of a line: what was given to it here and is not confirmed, and all that is reserved for it.
struct Given {
  std::int64_t units = 0, reserved = 0;
};

}  // namespace

std::optional<LeaseHolder> holder_of(Engine& db, const char* kind, const std::string& document) {
  auto rows =
      db.query("SELECT holder, writer FROM lease WHERE kind=$1 AND document=$2 AND demand + claimed > 0 LIMIT 1", kind,
               document);
  if (!rows.next()) return std::nullopt;
  return LeaseHolder{rows.text(0), rows.text(1) == text_setting(db, "writer")};
}

std::optional<LeasedComing> leased_coming(Engine& db, const OrderLineView& line) {
  auto rows = db.query(
      "SELECT holder, writer, document FROM lease WHERE item=$1 AND demand + claimed > 0"
      " AND order_no=$2 AND line=$3 AND demand > 0 ORDER BY kind, document LIMIT 1",
      line.item.text(), line.line.document.text(), line.line.line);
  if (!rows.next()) return std::nullopt;
  return LeasedComing{rows.text(2), {rows.text(0), rows.text(1) == text_setting(db, "writer")}};
}

// A terminal that has never heard of a hub decides by itself.
UnsureClaims unsure_claims(Engine& db, const OrderNumber& order) {
  UnsureClaims unsure;
  if (text_setting(db, "hub_generation").empty()) return unsure;
  const std::int64_t known_at_hub = number_setting(db, "applied");
  if (!db.query("SELECT 1 FROM event WHERE seq > $1 LIMIT 1", known_at_hub).next()) return unsure;
  std::map<OrderLine, Given> lines;
  for (auto rows = db.query("SELECT x.order_no, x.line, x.detail, o.reserved FROM explanation x"
                            " JOIN event e ON e.id = x.event_id JOIN order_line o ON o.order_no = x.order_no"
                            " AND o.line = x.line WHERE x.order_no=$1 AND e.seq > $2 AND e.undone_by = ''",
                            order.text(), known_at_hub);
       rows.next();) {
    const auto one = parse_explanation(rows.text(2));
    if (!one) {
      db.fail({ErrorKind::corrupt, "explanation of " + order.text(), one.error().sentence()});
      return {};
    }
    Given& given = lines[Cells(rows).line<OrderNumber>(0)];
    given.reserved = rows.integer(3);
    if (lost_units(one->rule)) given.units -= one->waiting.units();
    if (one->rule != Rule::leased) given.units += one->granted.units();
  }
  for (const auto& [line, given] : lines) {
    const std::int64_t units = std::min(given.units, given.reserved);
    if (units > 0) unsure.emplace(line, Quantity::nearest(units));
  }
  return unsure;
}

Result<std::vector<OrderView>> Views::orders(std::size_t limit) {
  return state_->read([&](Engine& db) {
    return all_of(
        db.query(DOCKHAND_ORDER " GROUP BY o.order_no"
                                " ORDER BY CASE WHEN sum(o.ordered - o.cancelled - o.shipped) > 0 THEN 0 ELSE 1 END,"
                                " min(o.priority), min(o.promised), min(o.ordered_at), o.order_no LIMIT $1",
                 sql_limit(limit)),
        order_of);
  });
}

Result<std::vector<OrderLineView>> Views::order_lines(const OrderNumber& order) {
  return state_->read([&](Engine& db) {
    return all_of(db.query(DOCKHAND_ORDER_LINE " WHERE o.order_no=$1 ORDER BY o.line", order.text()), order_line_of);
  });
}

Result<std::vector<LeaseView>> Views::leases(std::size_t limit) {
  return state_->read([&](Engine& db) { return leases_in(db, limit); });
}

Result<std::vector<OrderLineView>> Views::backorders(std::size_t limit) {
  return state_->read([&](Engine& db) {
    auto lines = all_of(db.query(DOCKHAND_ORDER_LINE " WHERE o.waiting > 0"
                                                     " ORDER BY o.item, " DOCKHAND_RANK " LIMIT $1",
                                 sql_limit(limit)),
                        order_line_of);
    const Date today = state_->clock->now().date();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool as_before = i > 0 && lines[i].item == lines[i - 1].item;
      lines[i].packs = as_before ? lines[i - 1].packs : packs_of(db, lines[i].item);
      look_ahead(db, lines[i], today);
      lines[i].coming = leased_coming(db, lines[i]);
      if (lines[i].reserved.none()) continue;
      const UnsureClaims unsure = unsure_claims(db, lines[i].line.document);
      if (const auto found = unsure.find(lines[i].line); found != unsure.end()) lines[i].unsure = found->second;
    }
    return lines;
  });
}

Result<std::vector<ClaimView>> Views::claims(std::size_t limit) {
  return state_->read([&](Engine& db) {
    return all_of(db.query("SELECT b.doc, b.line, coalesce(c.name, o.customer, ''), b.item, b.place, b.lot, b.serial,"
                           " b.quantity, CASE WHEN p.kind IN " DOCKHAND_PICKED_KINDS " THEN 1 ELSE 0 END"
                           " FROM balance b JOIN location p ON p.location = b.place"
                           " LEFT JOIN order_line o ON o.order_no = b.doc AND o.line = b.line"
                           " LEFT JOIN customer c ON c.customer = o.customer"
                           " WHERE b.doc > '' AND b.quantity <> 0"
                           " ORDER BY b.doc, b.line, p.walk, b.place, b.lot, b.serial LIMIT $1",
                           sql_limit(limit)),
                  claim_of);
  });
}

Result<std::vector<ClaimView>> Views::picked_of(const OrderNumber& order) {
  return state_->read([&](Engine& db) {
    return all_of(db.query("SELECT b.doc, b.line, coalesce(c.name, o.customer, ''), b.item, b.place, b.lot, b.serial,"
                           " b.quantity, 1 FROM balance b JOIN location p ON p.location = b.place"
                           " LEFT JOIN order_line o ON o.order_no = b.doc AND o.line = b.line"
                           " LEFT JOIN customer c ON c.customer = o.customer"
                           " WHERE b.doc=$1 AND " DOCKHAND_B_POSITIVE " AND p.kind IN " DOCKHAND_PICKED_KINDS
                           " ORDER BY p.stands_at <> '', p.walk, b.place, b.line, b.lot, b.serial",
                           order.text()),
                  claim_of);
  });
}

// Stopped lots are few, and the index of a lot's units finds what is left of them.
Result<std::vector<ClaimView>> Views::picked_stopped(Date today) {
  return state_->read([&](Engine& db) {
    return all_of(
        db.query("SELECT b.doc, b.line, coalesce(c.name, o.customer, ''), b.item, b.place, b.lot, b.serial,"
                 " b.quantity, 1 FROM lot l JOIN balance b ON b.item = l.item AND b.lot = l.lot"
                 " AND b.lot <> '' AND " DOCKHAND_B_POSITIVE " JOIN location p ON p.location = b.place"
                 " LEFT JOIN order_line o ON o.order_no = b.doc AND o.line = b.line"
                 " LEFT JOIN customer c ON c.customer = o.customer"
                 " WHERE NOT (" DOCKHAND_MAY_LEAVE_ON "$1) AND b.doc > '' AND p.kind IN " DOCKHAND_PICKED_KINDS
                 " ORDER BY b.doc, p.stands_at <> '', p.walk, b.place, b.line, b.lot, b.serial",
                 today.days()),
        claim_of);
  });
}

// The index gives lines in rank order; their orders are summed up one by one, so that a long list costs what is shown.
Result<std::vector<OrderView>> Views::pickable(std::size_t limit, const std::string& zone) {
  return state_->read([&](Engine& db) {
    const Date today = state_->clock->now().date();
    std::vector<OrderView> found;
    auto lines = db.query(
        "SELECT o.order_no, o.line FROM order_line o WHERE o.reserved > 0 AND ($1 = '' OR EXISTS"
        " (SELECT 1 FROM balance b JOIN location p ON p.location = b.place WHERE b.doc = o.order_no AND b.line = o.line"
        "  AND " DOCKHAND_B_POSITIVE " AND p.zone = $1 AND p.kind NOT IN " DOCKHAND_PICKED_KINDS
        ")) ORDER BY " DOCKHAND_RANK,
        zone);
    while (found.size() < limit && lines.next()) {
      const std::string order = lines.text(0);
      const auto same = [&](const OrderView& view) { return view.order.text() == order; };
      if (std::any_of(found.begin(), found.end(), same)) continue;
      if (hold_of(db, Cells(lines).line<OrderNumber>(0), today)) continue;
      for (auto& view : one_order(db, order)) {
        view.packs = packs_of_order(db, view.order, &OrderLineView::reserved);
        view.holder = holder_of(db, "order", order);
        view.unsure = sum_of(unsure_claims(db, view.order));
        if (!view.picked.none()) view.last_pick = last_pick_of(db, view.order);
        found.push_back(std::move(view));
      }
    }
    return found;
  });
}

// The few balances in the lanes lead to their orders.
Result<std::vector<OrderView>> Views::picked(std::size_t limit) {
  return state_->read([&](Engine& db) {
    std::vector<OrderView> found;
    auto in_lanes = db.query(
        "SELECT b.doc, min(p.walk) AS first FROM location p JOIN balance b ON b.place = p.location"
        " WHERE p.kind IN " DOCKHAND_PICKED_KINDS
        " AND b.doc > '' AND b.quantity > 0"
        " GROUP BY b.doc ORDER BY first, b.doc LIMIT $1",
        sql_limit(limit));
    while (in_lanes.next()) {
      for (auto& view : one_order(db, in_lanes.text(0))) {
        view.packs = packs_of_order(db, view.order, &OrderLineView::picked);
        view.hold = hold_of_picked(db, view.order, state_->clock->now().date());
        found.push_back(std::move(view));
      }
    }
    return found;
  });
}

}  // namespace dockhand

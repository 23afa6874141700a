#include <algorithm>
#include <set>

#include "storage/codec/codec.h"
#include "storage/model/tools/stable_hash.h"
#include "storage/schema/setting.h"
#include "storage/schema/sql.h"
#include "storage/views/views_state.h"

namespace dockhand {
namespace {

// With `also_totes`, a person who picks goes on with the tote that has units of the order.
std::optional<LocationCode> lane_in_use(Engine& db, const OrderNumber& order, bool also_totes) {
  auto rows = db.query(
      "SELECT b.place FROM balance b JOIN location p ON p.location = b.place"
      " WHERE b.doc=$1 AND " DOCKHAND_B_POSITIVE
      " AND (p.kind = 'lane' OR (p.kind = 'tote' AND $2 = 1)) AND p.stands_at = ''"
      " ORDER BY p.walk, b.place LIMIT 1",
      order.text(), std::int64_t{also_totes});
  if (!rows.next()) return std::nullopt;
  return Cells(rows).code<LocationCode>(0);
}

// Returns the lane where units of the order are already, or else always the same one for the same order. At a site
// without lanes, picked units go directly to shipping.
LocationCode lane_for(Engine& db, const OrderNumber& order, bool also_totes) {
  if (auto used = lane_in_use(db, order, also_totes)) return *used;
  const auto lanes =
      all_of(db.query("SELECT location FROM location WHERE kind IN " DOCKHAND_LOADED_KINDS " AND stands_at = ''"
                      " ORDER BY CASE WHEN kind = 'lane' THEN 0 ELSE 1 END, location"),
             [](const Cells& cells) { return cells.code<LocationCode>(0); });
  auto counted = db.query("SELECT count(*) FROM location WHERE kind = 'lane' AND stands_at = ''");
  const std::int64_t count = counted.next() ? counted.integer(0) : 0;
  if (lanes.empty()) {
    db.fail({ErrorKind::unknown, "locations", "no lane is known to pick into: import one"});
    return LocationCode::parse("?").value();
  }
  // An order gets the same lane on every terminal.
  return lanes[count == 0 ? 0 : stable_hash(order.text()) % static_cast<std::uint64_t>(count)];
}

// The orders whose units were said to be brought back from there.
std::set<OrderNumber> told_of(Engine& db, const BringBackView& units) {
  std::set<OrderNumber> orders;
  auto rows = db.query("SELECT detail FROM notice WHERE open = 1 AND kind = 'bring_back'");
  while (rows.next()) {
    const auto notice = parse_notice(rows.text(0));
    const bool of_these = notice && notice->line && notice->place == units.place && notice->item == units.item;
    if (of_these) orders.insert(notice->line->document);
  }
  return orders;
}

bool is_cancelled(Engine& db, const OrderNumber& order) {
  auto rows = db.query(
      "SELECT count(*), sum(CASE WHEN ordered - cancelled - returned > shipped THEN 1 ELSE 0 END), sum(cancelled)"
      " FROM order_line WHERE order_no=$1",
      order.text());
  return rows.next() && rows.integer(0) > 0 && rows.integer(1) == 0 && rows.integer(2) > 0;
}

// Units on a handling unit are picked where it stands.
#define DOCKHAND_STOP                                                                                                \
  "SELECT b.doc, b.line, b.item, coalesce(i.name, b.item), CASE WHEN p.stands_at = '' THEN b.place ELSE"             \
  " p.stands_at END AS standing, b.lot, b.serial, b.quantity, CASE WHEN p.stands_at = '' THEN '' ELSE b.place END, " \
  "p.zone,"                                                                                                          \
  " p.walk, coalesce(i.assume_suggested, 0)"                                                                         \
  " FROM balance b JOIN location p ON p.location = b.place LEFT JOIN item i ON i.item = b.item"
#define DOCKHAND_STOP_WHERE " " DOCKHAND_B_POSITIVE " AND p.kind NOT IN " DOCKHAND_PICKED_KINDS

PickStop stop_of(Engine& db, const Cells& cells) {
  RowReader row(cells);
  const auto line = row.line<OrderNumber>();
  const auto item = row.code<ItemCode>();
  return PickStop{line,       item,       row.text(),   row.code<LocationCode>(),
                  row.text(), row.text(), row.sum(),    packs_of(db, item),
                  row.text(), row.text(), row.number(), row.flag()};
}

// Loose units and several pallets at one place are one stop.
bool same_stop(const PickStop& a, const PickStop& b) {
  return a.line == b.line && a.item == b.item && a.from == b.from && a.lot == b.lot && a.serial == b.serial;
}

std::vector<PickStop> stops_of(Engine& db, const OrderNumber& order) {
  std::vector<PickStop> stops;
  for (PickStop& stop :
       all_of(db.query(DOCKHAND_STOP " WHERE b.doc=$1 AND" DOCKHAND_STOP_WHERE
                                     " ORDER BY p.walk, standing, b.item, b.line, b.lot, b.serial, b.place",
                       order.text()),
              [&db](const Cells& cells) { return stop_of(db, cells); })) {
    if (!stops.empty() && same_stop(stops.back(), stop)) {
      stops.back().quantity = stops.back().quantity + stop.quantity;
      stops.back().spread = true;
    } else {
      stops.push_back(std::move(stop));
    }
  }
  return stops;
}

std::vector<HeldLine> held_lines_of(Engine& db, const OrderNumber& order, Date today) {
  std::vector<HeldLine> held;
  for (const OrderLineView& line :
       all_of(db.query(DOCKHAND_ORDER_LINE " WHERE o.order_no=$1 AND o.reserved > 0 ORDER BY o.line", order.text()),
              order_line_of)) {
    if (!hold_of(db, line.line, today)) continue;
    held.push_back(HeldLine{line.line, line.name, line.reserved, line.waiting, packs_of(db, line.item)});
  }
  return held;
}

// Nothing that is held can be picked.
void take_out_held(Engine& db, PickList& list, Date today) {
  list.hold = hold_of(db, list.order, today);
  if (list.hold) return list.stops.clear();
  list.held_lines = held_lines_of(db, list.order, today);
  for (const HeldLine& held : list.held_lines) {
    list.to_pick = list.to_pick.less(held.reserved);
    std::erase_if(list.stops, [&](const PickStop& stop) { return stop.line == held.line; });
  }
}

}  // namespace

std::optional<LastPick> last_pick_of(Engine& db, const OrderNumber& order) {
  auto rows = db.query(
      "SELECT operator, at, writer FROM taken WHERE order_no=$1 AND units > 0 ORDER BY at DESC, writer LIMIT 1",
      order.text());
  if (!rows.next()) return std::nullopt;
  const Cells cells(rows);
  return LastPick{cells.code<OperatorName>(0), cells.instant(1), cells.text(2) == text_setting(db, "writer")};
}

namespace {

// What was put back into stock without an undo is not picked any more: all terminals together have no more of a line,
// at all places, than the books say. What has left already was picked too: it counts here as it does at its own
// terminal.
std::vector<TakenElsewhere> taken_elsewhere(Engine& db, const OrderNumber& order) {
  std::vector<TakenElsewhere> all;
  std::int64_t left = 0;  // of the line
  for (auto rows =
           db.query("SELECT t.line, t.place, sum(t.units), o.picked + o.shipped - coalesce((SELECT sum(own.units)"
                    " FROM taken own WHERE own.order_no = t.order_no AND own.line = t.line AND own.writer = $2), 0)"
                    " FROM taken t JOIN order_line o ON o.order_no = t.order_no AND o.line = t.line"
                    " WHERE t.order_no=$1 AND t.units > 0 AND t.writer <> $2"
                    " GROUP BY t.order_no, t.line, t.place, o.picked, o.shipped ORDER BY t.line, t.place",
                    order.text(), text_setting(db, "writer"));
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    const std::int32_t line = row.number();
    const auto from = row.code<LocationCode>();
    const std::int64_t taken = row.integer(), of_line = std::max<std::int64_t>(0, row.integer());
    if (all.empty() || all.back().line != line) left = of_line;
    const std::int64_t units = std::min(taken, left);
    left -= units;
    all.push_back({line, from, Quantity::nearest(units)});
  }
  return all;
}

}  // namespace

Result<std::optional<PickList>> Views::pick_list(const OrderNumber& order) {
  return state_->read([&](Engine& db) -> std::optional<PickList> {
    auto rows = db.query(
        "SELECT min(coalesce(c.name, o.customer)), sum(o.reserved), sum(o.picked), sum(o.waiting)"
        " FROM order_line o LEFT JOIN customer c ON c.customer = o.customer WHERE o.order_no=$1 GROUP BY o.order_no",
        order.text());
    if (!rows.next()) return std::nullopt;
    const Cells cells(rows);
    PickList list{order,        cells.text(0), lane_for(db, order, true), stops_of(db, order), cells.sum(1),
                  cells.sum(2), cells.sum(3)};
    take_out_held(db, list, state_->clock->now().date());
    list.waiting_lines =
        all_of(db.query(DOCKHAND_ORDER_LINE " WHERE o.order_no=$1 AND o.waiting > 0 ORDER BY o.line", order.text()),
               order_line_of);
    for (OrderLineView& line : list.waiting_lines) look_ahead(db, line, state_->clock->now().date());
    list.holder = holder_of(db, "order", order.text());
    list.unsure = unsure_claims(db, order);
    if (!list.picked.none()) list.last_pick = last_pick_of(db, order);
    list.elsewhere = taken_elsewhere(db, order);
    return list;
  });
}

Result<LocationCode> Views::lane_of(const OrderNumber& order) {
  return state_->read([&](Engine& db) { return lane_for(db, order, false); });
}

Result<std::vector<PickTask>> Views::pick_tasks(const std::string& zone, std::size_t limit) {
  return state_->read([&](Engine& db) {
    auto stops =
        all_of(db.query(DOCKHAND_STOP " WHERE b.doc > '' AND ($1 = '' OR p.zone = $1) AND" DOCKHAND_STOP_WHERE
                                      " ORDER BY p.zone, p.walk, standing, b.item, b.lot, b.serial, b.doc, b.line"
                                      " LIMIT $2",
                        zone, sql_limit(limit)),
               [&db](const Cells& cells) { return stop_of(db, cells); });
    std::vector<PickTask> tasks;
    const Date today = state_->clock->now().date();
    for (PickStop& stop : stops) {
      if (hold_of(db, stop.line, today)) continue;
      auto rows =
          db.query(DOCKHAND_ORDER_LINE " WHERE o.order_no=$1 AND o.line=$2", stop.line.document.text(), stop.line.line);
      if (!rows.next()) continue;
      const OrderLineView line = order_line_of(Cells(rows));
      tasks.push_back(PickTask{std::move(stop), line.customer, line.rank});
    }
    return tasks;
  });
}

Result<std::vector<ToteView>> Views::totes() {
  return state_->read([](Engine& db) {
    return all_of(db.query("SELECT p.location, coalesce(h.order_no, min(CASE WHEN b.doc > '' THEN b.doc END), ''),"
                           " coalesce(sum(CASE WHEN b.doc > '' THEN b.quantity ELSE 0 END), 0),"
                           " coalesce(sum(CASE WHEN b.doc = '' THEN b.quantity ELSE 0 END), 0)"
                           " FROM location p LEFT JOIN handling_unit h ON h.sscc = p.location"
                           " LEFT JOIN balance b ON b.place = p.location AND b.quantity > 0 AND b.item <> '@unit'"
                           " WHERE (p.kind = 'tote' AND p.stands_at = '')"
                           " OR (p.kind IN " DOCKHAND_LOADED_KINDS " AND p.stands_at > '' AND h.order_no > '')"
                           " GROUP BY p.stands_at, p.walk, p.location, h.order_no"
                           " ORDER BY p.stands_at, p.walk, p.location"),
                  [](const Cells& cells) {
                    return ToteView{cells.code<LocationCode>(0), cells.text(1), cells.sum(2), cells.sum(3)};
                  });
  });
}

// What the notices say of them; another terminal's notices need not be here.
Result<std::vector<BringBackView>> Views::to_bring_back() {
  return state_->read([](Engine& db) {
    auto units =
        all_of(db.query("SELECT b.place, b.item, coalesce(i.name, b.item), b.lot, b.serial, sum(b.quantity)"
                        " FROM balance b JOIN location p ON p.location = b.place LEFT JOIN item i ON i.item = b.item"
                        " WHERE b.doc = '' AND b.item <> '@unit' AND " DOCKHAND_B_POSITIVE
                        " AND p.kind IN " DOCKHAND_PICKED_KINDS " GROUP BY p.walk, b.place, b.item, b.lot, b.serial"
                        " ORDER BY p.walk, b.place, b.item, b.lot, b.serial"),
               [](const Cells& cells) {
                 RowReader row(cells);
                 return BringBackView{
                     row.code<LocationCode>(), row.code<ItemCode>(), row.text(), row.text(), row.text(), row.sum()};
               });
    for (BringBackView& one : units) {
      for (const OrderNumber& order : told_of(db, one)) {
        one.cancelled = (one.orders.empty() || one.cancelled) && is_cancelled(db, order);
        one.orders += (one.orders.empty() ? "" : ", ") + order.text();
      }
    }
    return units;
  });
}

Result<std::vector<std::string>> Views::zones() {
  return state_->read([](Engine& db) {
    return all_of(db.query("SELECT DISTINCT zone FROM location WHERE zone > ''"
                           " AND kind NOT IN " DOCKHAND_PICKED_KINDS " ORDER BY zone"),
                  [](const Cells& cells) { return cells.text(0); });
  });
}

}  // namespace dockhand

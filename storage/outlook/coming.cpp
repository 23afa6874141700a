#include "storage/outlook/coming.h"

#include <algorithm>

#include "storage/books/item_state.h"
#include "storage/books/placed.h"
#include "storage/engine/row_reader.h"
#include "storage/model/rows/waited_for.h"
#include "storage/outlook/working_days.h"
#include "storage/schema/sql.h"
#include "storage/schema/waited_for_sql.h"
#include "storage/schema/waiting_units.h"

namespace dockhand {
namespace {

constexpr std::int64_t purchases_looked_at = 40;

std::optional<std::size_t> place_of(const std::vector<OrderLine>& lines, const std::optional<OrderLine>& wanted) {
  for (std::size_t i = 0; wanted && i < lines.size(); ++i) {
    if (lines[i] == *wanted) return i;
  }
  return std::nullopt;
}

// What was bought for a line is nobody else's while that line is not known yet, or waits behind those that were given.
// A line that is cancelled, or was served otherwise, leaves it to who waits, as the allocation does when it comes.
std::optional<OrderLine> kept_for(Engine& db, const OrderLine& line, bool direct) {
  return !direct && wants_none(db, line) ? std::nullopt : std::optional(line);
}

// Units on handling units that are on their way and whose day a notice has said, the first ones first.
struct Announced {
  std::optional<PurchaseLine> purchase;
  Date due;
  std::int64_t units;
};
std::vector<Announced> announced_with_a_day(Engine& db, const ItemCode& item) {
  return all_of(
      db.query("SELECT a.purchase, a.line, a.due, sum(a.quantity) FROM asn_line a WHERE a.item=$1"
               " AND a.due IS NOT NULL AND a.quantity > 0"
               " AND NOT " DOCKHAND_HAS_COME " GROUP BY a.purchase, a.line, a.due ORDER BY a.due, a.purchase, a.line",
               item.text()),
      [](const Cells& cells) {
        RowReader row(cells);
        return Announced{row.maybe_line<PurchaseNumber>(), row.date(), row.integer()};
      });
}

}  // namespace

// While nobody works nothing can arrive, and nobody is late.
planning::Arrival Suppliers::of(const std::string& supplier, planning::Awaited line, Against day) {
  if (line.due < today_) {
    if (!works_) works_ = working_days(db_);
    line.due = works_->on_or_after(line.due);
  }
  const Learned& own = known(supplier, day);
  return planning::Arrival::learned(line, own.deliveries, known({}, day).deliveries, today_);
}

// Who has announced goods has sent them: no day that was said is much older.
planning::Arrival Suppliers::announced(const std::string& supplier, Date due) {
  constexpr std::int32_t days_on_the_way = 4;
  return of(supplier, {due, Date::from_days(due.days() - days_on_the_way)}, Against::announced_day);
}

planning::Arrival Suppliers::ordered_on(Date day, const std::string& supplier, std::optional<std::int32_t> lead_days) {
  const std::int32_t said = lead_days.value_or(known(supplier, Against::first_day).said);
  return of(supplier, {Date::from_days(day.days() + said), day}, Against::first_day);
}

const Learned& Suppliers::known(const std::string& supplier, Against day) {
  const auto key = std::pair(supplier, day);
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second;
  return known_.emplace(key, learned_of(db_, supplier, day)).first->second;
}

namespace {

void add_placed(Engine& db, const ItemCode& item, Suppliers& suppliers, Date today, std::vector<OnItsWay>& coming) {
  for (const PlacedOrder& order : placed_and_not_known(db, item)) {
    const auto said = days_said(db, order);
    planning::Arrival when = suppliers.ordered_on(order.day, order.supplier, said);
    OnItsWay one{{order.units, std::move(when), std::nullopt}, order.purchase, order.supplier, {}, {}};
    one.placed = order.day;
    one.waited_for = is_waited_for(order, said, today);
    coming.push_back(std::move(one));
  }
}

// A notice of the line is waited for, as storage/schema/waited_for_sql.h has it for the plan.
bool is_sent(const std::vector<Announced>& notices, const PurchaseLine& purchase, Date today) {
  return std::any_of(notices.begin(), notices.end(),
                     [&](const Announced& one) { return one.purchase == purchase && is_waited_for(one.due, today); });
}

}  // namespace

std::vector<OnItsWay> on_its_way(Engine& db, const ItemCode& item, const std::vector<OrderLine>& lines,
                                 Suppliers& suppliers, Date today) {
  std::vector<OnItsWay> coming;
  const std::vector<Announced> with_a_day = announced_with_a_day(db, item);
  for (auto rows = db.query("SELECT supplier, expected - received, due, ordered_on, for_order, for_line,"
                            " coalesce(first_due, due), purchase, line, drop_ship"
                            " FROM purchase_line WHERE item=$1 AND received < expected AND closed = 0"
                            " ORDER BY CASE WHEN due >= $3 THEN 0 ELSE 1 END, due, purchase, line LIMIT $2",
                            item.text(), purchases_looked_at, first_waited_for(today).days());
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    const std::string supplier = row.text();
    std::int64_t units = row.integer();
    const planning::Awaited awaited{row.date(), row.maybe_date()};
    const auto bought_for = row.maybe_line<OrderNumber>();
    const auto place = place_of(lines, bought_for);
    const Against day = row.date() == awaited.due ? Against::first_day : Against::moved_day;
    const auto purchase = row.line<PurchaseNumber>();
    const bool direct = row.flag();
    const auto kept = bought_for && !place ? kept_for(db, *bought_for, direct) : std::nullopt;
    const bool counts = is_waited_for(awaited.due, today) || is_sent(with_a_day, purchase, today);
    for (const Announced& one : with_a_day) {
      const std::int64_t its = one.purchase == purchase ? std::min(units, one.units) : 0;
      if (its > 0)
        coming.push_back({{its, suppliers.announced(supplier, one.due), place, direct},
                          purchase,
                          supplier,
                          awaited.due,
                          one.due,
                          kept,
                          {},
                          counts});
      units -= its;
    }
    if (units > 0) {
      coming.push_back({{units, suppliers.of(supplier, awaited, day), place, direct},
                        purchase,
                        supplier,
                        awaited.due,
                        {},
                        kept,
                        {},
                        counts});
    }
  }
  std::int64_t announced = announced_of(db, item);
  for (const Announced& one : with_a_day) {
    if (one.purchase) continue;
    coming.push_back({{one.units, suppliers.announced({}, one.due), std::nullopt}, std::nullopt, {}, one.due, one.due});
    announced -= one.units;
  }
  if (announced > 0) {
    planning::Arrival when = suppliers.of({}, {today, std::nullopt}, Against::first_day);
    coming.push_back({{announced, std::move(when), std::nullopt}, std::nullopt, {}, std::nullopt, std::nullopt});
  }
  add_placed(db, item, suppliers, today, coming);
  return coming;
}

namespace {

// Of an open proposal, else of the plan that the next one would be made by.
std::string planned_supplier(Engine& db, const ItemCode& item) {
  for (const char* whom : {"SELECT CASE WHEN chosen > '' THEN chosen ELSE supplier END FROM proposal WHERE item=$1"
                           " AND state IN ('open', 'approved') AND supplier > '' ORDER BY id DESC LIMIT 1",
                           "SELECT why_supplier FROM plan WHERE item=$1 AND why_supplier > ''"}) {
    if (auto rows = db.query(whom, item.text()); rows.next()) return rows.text(0);
  }
  return {};
}

}  // namespace

AskedSupplier asked_for(Engine& db, const ItemCode& item, Date today) {
  auto sources = db.query("SELECT supplier, lead_days FROM source WHERE item=$1 AND coalesce(until, " DOCKHAND_NEVER
                          ") >= $2"
                          " ORDER BY CASE WHEN supplier=$3 THEN 0 ELSE 1 END, rank, supplier LIMIT 1",
                          item.text(), today.days(), planned_supplier(db, item));
  if (sources.next()) {
    const Cells cells(sources);
    return {cells.text(0), cells.null(1) ? std::nullopt : std::optional(cells.number(1))};
  }
  auto bought = db.query(
      "SELECT supplier FROM purchase_line WHERE item=$1 ORDER BY due DESC, purchase DESC, line DESC"
      " LIMIT 1",
      item.text());
  return {bought.next() ? bought.text(0) : ""};
}

bool is_source_named(Engine& db, const ItemCode& item, Date today) {
  return db
      .query("SELECT 1 FROM source WHERE item=$1 AND coalesce(until, " DOCKHAND_NEVER ") >= $2 LIMIT 1", item.text(),
             today.days())
      .next();
}

}  // namespace dockhand

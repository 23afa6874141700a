#include "storage/schema/demand_history.h"

#include <algorithm>

#include "storage/engine/cells.h"

namespace dockhand {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

struct InHistory {
  std::string item;
  std::int64_t week, units;
};

// Nothing where the line does not count.
std::optional<InHistory> in_history(Engine& db, const std::string& order, std::int32_t line) {
  auto rows = db.query("SELECT item, ordered_at, demanded FROM order_line WHERE order_no=$1 AND line=$2", order, line);
  if (!rows.next() || rows.integer(2) <= 0 || rows.integer(1) < 0) return std::nullopt;
  return InHistory{rows.text(0), week_of(Instant{rows.integer(1)}), rows.integer(2)};
}

std::int64_t largest_of_week(Engine& db, const InHistory& one) {
  auto rows = db.query("SELECT largest FROM demand WHERE item=$1 AND week=$2", one.item, one.week);
  return rows.next() ? rows.integer(0) : 0;
}

// Another line of the week wants as much. The first one that does ends the search: a file of many lines of one item is
// read, or taken back, without reading all of them for each.
bool has_as_large(Engine& db, const InHistory& one, const std::string& order, std::int32_t line) {
  return db
      .query(
          "SELECT 1 FROM order_line WHERE item=$1 AND ordered_at >= $2 AND ordered_at < $3 AND demanded > 0"
          " AND demanded >= $6 AND NOT (order_no = $4 AND line = $5) LIMIT 1",
          one.item, one.week * day_ms, (one.week + 7) * day_ms, order, line, one.units)
      .next();
}

// Returns the largest of the other lines of the week that are still there.
std::int64_t largest_of_others(Engine& db, const InHistory& one, const std::string& order, std::int32_t line) {
  const std::int64_t largest = largest_of_week(db, one);
  if (largest > one.units || has_as_large(db, one, order, line)) return largest;
  auto rows = db.query(
      "SELECT coalesce(max(demanded), 0) FROM order_line WHERE item=$1 AND ordered_at >= $2 AND ordered_at < $3"
      " AND demanded > 0 AND NOT (order_no = $4 AND line = $5)",
      one.item, one.week * day_ms, (one.week + 7) * day_ms, order, line);
  return rows.next() ? rows.integer(0) : 0;
}

// Units that somebody has waited for and does not want any more, earlier ones included. Who changes his mind does so on
// the day of his order or on the next one.
std::int64_t given_up(const CountedLine& before, std::int64_t wanted, Date today) {
  constexpr std::int32_t at_once = 1;
  const std::int64_t was_wanted = std::max<std::int64_t>(0, before.ordered - before.cancelled);
  const std::int64_t earlier = std::max<std::int64_t>(0, before.demanded - was_wanted);
  if (today.days() - before.ordered_on.days() <= at_once) return earlier;
  return earlier + std::clamp<std::int64_t>(was_wanted - wanted, 0, before.waiting);
}

std::int64_t demanded(std::int64_t ordered, std::int64_t cancelled, const std::optional<CountedLine>& before,
                      Date today) {
  const std::int64_t wanted = std::max<std::int64_t>(0, ordered - cancelled);
  if (!before || ordered < before->ordered) return wanted;
  if (today >= before->promised) return std::max(wanted, std::min(before->demanded, ordered));
  return std::min(ordered, wanted + given_up(*before, wanted, today));
}

}  // namespace

std::int64_t week_of(Instant time) {
  const std::int64_t day = time.ms / day_ms;
  return day - (day + 3) % 7;
}

std::optional<CountedLine> counted_line(Engine& db, const OrderLine& line) {
  auto rows = db.query(
      "SELECT ordered, cancelled, demanded, promised, ordered_at, waiting FROM order_line WHERE order_no=$1 AND "
      "line=$2",
      line.document.text(), line.line);
  if (!rows.next()) return std::nullopt;
  const Cells cells(rows);
  return CountedLine{cells.integer(0), cells.integer(1),        cells.integer(2),
                     cells.date(3),    cells.instant(4).date(), std::max<std::int64_t>(0, cells.integer(5))};
}

void take_from_history(Engine& db, const std::string& order, std::int32_t line) {
  const auto one = in_history(db, order, line);
  if (!one) return;
  const std::int64_t others = largest_of_others(db, *one, order, line);
  db.run(
      "UPDATE demand SET units = units - $3, lines = lines - 1,"
      " largest = CASE WHEN largest = $3 THEN $4 ELSE largest END WHERE item=$1 AND week=$2",
      one->item, one->week, one->units, others);
  db.run("DELETE FROM demand WHERE item=$1 AND week=$2 AND lines <= 0", one->item, one->week);
}

namespace {

void add_units(Engine& db, const InHistory& one) {
  db.run(
      "INSERT INTO demand(item, week, units, lines, largest) VALUES($1,$2,$3,1,$3) ON CONFLICT(item, week) DO UPDATE"
      " SET units = demand.units + excluded.units, lines = demand.lines + 1,"
      " largest = CASE WHEN excluded.largest > demand.largest THEN excluded.largest ELSE demand.largest END",
      one.item, one.week, one.units);
}

}  // namespace

void add_to_history(Engine& db, const std::string& order, std::int32_t line) {
  if (const auto one = in_history(db, order, line)) add_units(db, *one);
}

std::int64_t count_new_line(Engine& db, const OrderLineRow& row) {
  if (row.one_off || row.ordered_at.ms < 0) return 0;
  const std::int64_t units = row.ordered.less(row.cancelled).units();
  if (units > 0) add_units(db, InHistory{row.item.text(), week_of(row.ordered_at), units});
  return units;
}

void take_marked_from_history(Engine& db, std::int64_t mark) {
  std::vector<OrderLine> lines;
  for (auto rows = db.query("SELECT order_no, line FROM order_line WHERE changed=$1 AND demanded > 0", mark);
       rows.next();) {
    lines.push_back(Cells(rows).line<OrderNumber>(0));
  }
  for (const OrderLine& line : lines) take_from_history(db, line.document.text(), line.line);
}

void count_demand(Engine& db, const OrderLine& line, const std::optional<CountedLine>& before, Date today) {
  std::int64_t units = 0;
  {
    auto rows = db.query("SELECT ordered, cancelled, one_off, ordered_at FROM order_line WHERE order_no=$1 AND line=$2",
                         line.document.text(), line.line);
    if (!rows.next()) return;
    const bool counts = rows.integer(2) == 0 && rows.integer(3) >= 0;
    if (counts) units = demanded(rows.integer(0), rows.integer(1), before, today);
  }
  db.run("UPDATE order_line SET demanded=$3 WHERE order_no=$1 AND line=$2", line.document.text(), line.line, units);
  add_to_history(db, line.document.text(), line.line);
}

void set_demand(Engine& db, const OrderLine& line, std::int64_t units) {
  take_from_history(db, line.document.text(), line.line);
  db.run("UPDATE order_line SET demanded=$3 WHERE order_no=$1 AND line=$2", line.document.text(), line.line, units);
  add_to_history(db, line.document.text(), line.line);
}

void complete_history(Engine& db) {
  db.run(
      "INSERT INTO demand(item, week, units, lines, largest)"
      " SELECT item, " DOCKHAND_WEEK_OF_LINE
      ", sum(demanded), count(*), max(demanded) FROM order_line"
      " WHERE demanded > 0 AND ordered_at >= 0 GROUP BY item, " DOCKHAND_WEEK_OF_LINE
      " ON CONFLICT(item, week) DO UPDATE SET units = excluded.units, lines = excluded.lines,"
      " largest = excluded.largest WHERE excluded.units > demand.units");
}

}  // namespace dockhand

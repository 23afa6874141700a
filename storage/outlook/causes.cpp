#include "storage/outlook/causes.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "storage/books/item_state.h"
#include "storage/engine/row_reader.h"
#include "storage/outlook/learning.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

constexpr std::int64_t causes_looked_at = 1000;  // lines of an item
constexpr std::int32_t shortest_window = 7, longest_window = 120, days_of_habit = 26 * 7, week = 7;
constexpr std::int64_t day_in_ms = 86'400'000;
constexpr std::size_t fewest_weeks = 4, newest_weeks = 4;

std::int64_t number_in(Rows rows) { return rows.next() ? rows.integer(0) : 0; }

struct CausedLine {
  OrderLine line;
  std::int64_t waiting;
  bool served;  // its class lets it be served
  std::int64_t given_back;
  std::int64_t asks() const { return served ? waiting - given_back : 0; }
};

std::vector<CausedLine> caused_lines(Engine& db, const ItemCode& item) {
  return all_of(
      db.query("SELECT o.order_no, o.line, o.waiting, o.order_class, o.held_back FROM order_line o WHERE o.item=$1"
               " AND o.waiting > 0 ORDER BY o.item, " DOCKHAND_RANK " LIMIT $2",
               item.text(), causes_looked_at),
      [](const Cells& cells) {
        return CausedLine{cells.line<OrderNumber>(0), cells.integer(2), may_get_more(cells.order_class(3)),
                          std::min(cells.integer(2), cells.integer(4))};
      });
}

// Or one that waits again, or for others than before.
bool has_new_line(Engine& db, const ItemCode& item) {
  return db
      .query(
          "SELECT 1 FROM order_line o WHERE o.item=$1 AND o.waiting > 0 AND o.waiting <>"
          " (SELECT coalesce(sum(c.units), 0) FROM cause c WHERE c.order_no = o.order_no AND c.line = o.line) LIMIT 1",
          item.text())
      .next();
}

// Whom the item is bought from: who is late with it, else the first of its sources, else who sold it last.
std::string supplier_of(Engine& db, const ItemCode& item, Date today) {
  auto rows = db.query(
      "SELECT supplier FROM (SELECT supplier, 0 AS first, due AS turn FROM purchase_line WHERE item=$1"
      "  AND received < expected AND due < $2"
      " UNION ALL SELECT supplier, 1, rank FROM source WHERE item=$1"
      " UNION ALL SELECT supplier, 2, -due FROM purchase_line WHERE item=$1) AS all_of_them"
      " ORDER BY first, turn, supplier LIMIT 1",
      item.text(), today.days());
  return rows.next() ? rows.text(0) : "";
}

// The days from an order to its arrival, as far as anybody has said.
std::int32_t window_of(Engine& db, const ItemCode& item, const std::string& supplier) {
  auto rows = db.query("SELECT lead_days FROM source WHERE item=$1 AND supplier=$2", item.text(), supplier);
  const std::int32_t said =
      rows.next() && !rows.null(0) ? Cells(rows).number(0) : learned_of(db, supplier, Against::first_day).said;
  return std::clamp(said, shortest_window, longest_window);
}

std::vector<planning::PastPurchase> bought_since(Engine& db, const ItemCode& item, Date since) {
  return all_of(
      db.query("SELECT ordered_on, due, expected, received FROM purchase_line WHERE item=$1"
               " AND (due >= $2 OR received < expected) ORDER BY due, purchase, line",
               item.text(), since.days()),
      [](const Cells& cells) {
        RowReader row(cells);
        return planning::PastPurchase{row.maybe_date(), row.date(), row.integer(), row.integer(), std::nullopt};
      });
}

// Units that are here and nobody has, by why they are nobody's.
struct Idle {
  std::int64_t held = 0;     // that could be given
  std::int64_t blocked = 0;  // of a lot that may not leave, or at a place that is to be counted
  std::int64_t aside = 0;    // units in quarantine
  std::int64_t between = 0;  // units in a lane or a tote
};
Idle idle_of(Engine& db, const ItemCode& item, Date today) {
  Idle idle;
  std::int64_t stock = 0;
  for (auto rows = db.query("SELECT p.kind, sum(b.quantity) FROM balance b JOIN location p ON p.location = b.place"
                            " WHERE b.item=$1 AND b.doc='' AND b.line=0 AND " DOCKHAND_B_POSITIVE " GROUP BY p.kind",
                            item.text());
       rows.next();) {
    const std::string kind = rows.text(0);
    if (kind == "dock" || kind == "storage") {
      stock += rows.integer(1);
    } else {
      (kind == "quarantine" ? idle.aside : idle.between) += rows.integer(1);
    }
  }
  auto kept = db.query("SELECT safety_stock FROM item WHERE item=$1", item.text());
  const std::int64_t kept_back = kept.next() ? kept.integer(0) : 0;
  idle.held = std::min(stock, standing_of(db, item, today).free + kept_back);
  idle.blocked = stock - idle.held;
  return idle;
}

// What counts, damage and pickers took off the books since then, less what they put back; stock that the office wrote
// down is none of it.
std::int64_t taken_off_since(Engine& db, const ItemCode& item, Date since) {
  return number_in(
      db.query("SELECT coalesce(sum(p.quantity), 0) FROM posting p JOIN event e ON e.seq = p.event WHERE p.item=$1"
               " AND p.place IN ('@adjustment', '@suspense') AND e.at >= $2 AND e.action <> 'import'",
               item.text(), since.days() * day_in_ms));
}

struct AskedUnits {
  Date day;
  std::int64_t units;
  bool one_off;  // the office says that it does not belong to a habit
};
std::vector<AskedUnits> asked_from(Engine& db, const ItemCode& item, Date from) {
  return all_of(
      db.query("SELECT ordered_at, ordered - cancelled, one_off FROM order_line WHERE item=$1 AND ordered_at >= $2"
               " AND ordered > cancelled ORDER BY ordered_at, order_no, line",
               item.text(), from.days() * day_in_ms),
      [](const Cells& cells) {
        RowReader row(cells);
        return AskedUnits{row.instant().date(), row.integer(), row.flag()};
      });
}

std::int64_t usual_order_of(const std::vector<AskedUnits>& before) {
  if (before.empty()) return 0;
  std::vector<std::int64_t> units;
  units.reserve(before.size());
  for (const AskedUnits& one : before) units.push_back(one.units);
  std::sort(units.begin(), units.end());
  return units[units.size() / 2];
}

// They are whole weeks before `since`, the oldest first; they begin where anything was asked for.
std::vector<double> weeks_before(Engine& db, const ItemCode& item, const std::vector<AskedUnits>& before, Date since) {
  std::vector<double> weeks(days_of_habit / week, 0.0);
  const Date from = Date::from_days(since.days() - days_of_habit);
  const auto add = [&](Date day, std::int64_t units) {
    weeks[static_cast<std::size_t>((day.days() - from.days()) / week)] += static_cast<double>(units);
  };
  for (const AskedUnits& one : before) add(one.day, one.units);
  for (auto rows = db.query("SELECT day, units FROM past_demand WHERE item=$1 AND day >= $2 AND day < $3", item.text(),
                            from.days(), since.days());
       rows.next();) {
    add(Cells(rows).date(0), rows.integer(1));
  }
  const auto first = std::find_if(weeks.begin(), weeks.end(), [](double units) { return units > 0; });
  return {first, weeks.end()};
}

double mean_of(const double* from, std::size_t count) {
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += from[i];
  return sum / static_cast<double>(count);
}

// Without a habit nothing was planned, and no demand is more than was.
planning::PlannedDemand planned_by(const std::vector<double>& weeks, std::int32_t days, std::int64_t asked) {
  const auto all = static_cast<double>(asked);
  if (weeks.size() < fewest_weeks) return {all, all, 0};
  const double mean = mean_of(weeks.data(), weeks.size()), ahead = static_cast<double>(days) / week;
  double squares = 0;
  for (const double units : weeks) squares += (units - mean) * (units - mean);
  const double variance = std::max(mean, squares / static_cast<double>(weeks.size()));
  constexpr double z95 = 1.645;
  // A rise that four weeks of luck do not explain was there to be seen.
  const double newest = mean_of(weeks.data() + weeks.size() - newest_weeks, newest_weeks);
  const double rise = newest - mean;
  const bool seen = rise > z95 * std::sqrt(variance / newest_weeks);
  return {mean * ahead, mean * ahead + z95 * std::sqrt(variance * ahead), seen ? rise * ahead : 0};
}

// What of the item has been proposed, and would be here by now had it been ordered on that day.
struct Proposed {
  std::int64_t approved_late = 0;  // and is not, because nobody agreed, or later
  std::int64_t left_out = 0;       // those of them against which people decided
};

std::int64_t open_units_of(Engine& db, const std::string& purchase, std::int64_t otherwise) {
  const auto line = PurchaseLine::parse(purchase);
  if (!line) return otherwise;
  auto rows = db.query("SELECT expected - received FROM purchase_line WHERE purchase=$1 AND line=$2",
                       line->document.text(), line->line);
  return rows.next() ? std::max<std::int64_t>(0, rows.integer(0)) : otherwise;
}

Proposed proposed_of(Engine& db, const ItemCode& item, std::int32_t days, Date today) {
  Proposed sums;
  for (auto rows = db.query("SELECT id, state, quantity, approved, decided, purchase FROM proposal WHERE item=$1"
                            " AND state <> 'over' ORDER BY id",
                            item.text());
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    const auto made = Date::parse(row.text().substr(item.text().size() + 1));  // its id is ITEM@DAY
    const std::string state = row.text();
    const std::int64_t quantity = row.integer(), approved = row.integer();
    const auto decided = row.maybe_date();
    if (!made || made->days() + days > today.days()) continue;
    if (state == "rejected") {
      sums.left_out = std::max(sums.left_out, quantity);
    } else if (state == "open") {
      sums.approved_late += quantity;
    } else if (decided && decided->days() + days > today.days()) {
      sums.approved_late += open_units_of(db, row.text(), approved);
    }
  }
  return sums;
}

// Days of promotions among those from `since` to today, with what was counted on for a usual day.
struct Promoted {
  std::int32_t days = 0;
  double planned_days = 0;  // the demand of so many usual days was planned
  std::vector<std::pair<Date, Date>> times{};
  bool covers(Date day) const {
    return std::any_of(times.begin(), times.end(),
                       [&](const auto& one) { return one.first <= day && day <= one.second; });
  }
};

Promoted promoted_since(Engine& db, const ItemCode& item, Date since, Date today) {
  Promoted promoted;
  for (auto rows =
           db.query("SELECT starts, ends, lift FROM promotion WHERE item IN ($1, '') AND lift > 0 AND ends >= $2"
                    " AND starts <= $3 ORDER BY starts",
                    item.text(), since.days(), today.days());
       rows.next();) {
    const Cells cells(rows);
    const Date from = std::max(cells.date(0), since), until = std::min(cells.date(1), today);
    if (promoted.covers(from)) continue;  // it was advertised on a holiday
    const std::int32_t days = until.days() - from.days() + 1;
    promoted.days += days;
    promoted.planned_days += days * (cells.number(2) / 100.0);
    promoted.times.emplace_back(from, until);
  }
  return promoted;
}

std::vector<planning::CauseShare> causes_now(Engine& db, const ItemCode& item, std::int64_t waiting,
                                             const std::string& supplier, Date today) {
  const std::int32_t days = window_of(db, item, supplier);
  const Date since = Date::from_days(today.days() - days);
  const Date from = Date::from_days(since.days() - days_of_habit);
  auto before = asked_from(db, item, from);
  const auto split =
      std::partition_point(before.begin(), before.end(), [&](const AskedUnits& one) { return one.day < since; });
  planning::Happened happened;
  happened.waiting = waiting;
  happened.today = today;
  std::int64_t asked = 0;
  const Promoted promoted = promoted_since(db, item, since, today);
  for (auto one = split; one != before.end(); ++one) {
    happened.orders.push_back(one->units);
    asked += one->units;
    if (promoted.covers(one->day)) happened.promoted += one->units;
  }
  before.erase(split, before.end());
  std::erase_if(before, [](const AskedUnits& one) { return one.one_off; });
  happened.purchases = bought_since(db, item, since);
  happened.usual_order = usual_order_of(before);
  const Idle idle = idle_of(db, item, today);
  happened.short_or_damaged = idle.aside;
  happened.lost = std::max<std::int64_t>(0, taken_off_since(db, item, since)) + idle.blocked;
  const Proposed proposed = proposed_of(db, item, days, today);
  happened.approved_late = proposed.approved_late;
  happened.not_proposed = proposed.left_out;
  happened.held_by_rule = idle.held;
  happened.at_the_dock = idle.between;
  const std::vector<double> weeks = weeks_before(db, item, before, since);
  if (weeks.size() >= fewest_weeks) {
    const double usual_day = mean_of(weeks.data(), weeks.size()) / week;
    happened.promotion_planned = static_cast<std::int64_t>(std::lround(usual_day * promoted.planned_days));
  } else {
    happened.promoted = 0;  // without a habit nobody can say what it should have sold
  }
  return planning::causes_of(happened, planned_by(weeks, days - std::min(days, promoted.days), asked));
}

// What is the line's own part of what is left.
std::vector<planning::CauseShare> take_share(std::vector<planning::CauseShare>& left, std::int64_t units) {
  std::vector<planning::CauseShare> mine;
  for (planning::CauseShare& one : left) {
    const std::int64_t taken = std::min(units, one.units);
    if (taken == 0) continue;
    mine.push_back({one.cause, taken});
    one.units -= taken;
    units -= taken;
  }
  return mine;
}

// Rows of causes that are none any more stay, with no units. What was found on the day on which the wait began is
// replaced when it is found `again` on it: files come in any order, and who is late may be told after who waits.
void keep_causes(Engine& db, const CausedLine& line, const ItemCode& item, const std::string& supplier,
                 const std::vector<planning::CauseShare>& shares, const AsOf& as_of, bool again) {
  std::map<std::string, std::int64_t> units;
  std::int32_t since = as_of.today.days();
  for (auto rows = db.query("SELECT cause, since FROM cause WHERE order_no=$1 AND line=$2", line.line.document.text(),
                            line.line.line);
       rows.next();) {
    units[rows.text(0)] = 0;
    since = std::min(since, Cells(rows).number(1));
  }
  for (const planning::CauseShare& share : shares) units[planning::name_of(share.cause)] = share.units;
  for (const auto& [cause, count] : units) {
    db.run(
        "INSERT INTO cause(order_no, line, cause, item, supplier, since, units, most, changed)"
        " VALUES($1,$2,$3,$4,$5,$6,$7,$7,$8) ON CONFLICT(order_no, line, cause) DO UPDATE SET item=excluded.item,"
        " supplier=excluded.supplier, units=excluded.units, changed=excluded.changed,"
        " most=CASE WHEN excluded.units > cause.most OR cause.since = $9 THEN excluded.units ELSE cause.most END"
        " WHERE cause.units <> excluded.units OR cause.supplier <> excluded.supplier OR cause.item <> excluded.item",
        line.line.document.text(), line.line.line, cause, item.text(), supplier, since, count, as_of.changed,
        again ? as_of.today.days() : -1);
  }
}

planning::Cause cause_in(Engine& db, const std::string& name) {
  if (const auto cause = planning::cause_named(name)) return *cause;
  db.fail({ErrorKind::corrupt, "cause", "the database holds '" + name + "', which is no cause"});
  return planning::Cause::not_planned;
}

}  // namespace

void find_causes(Engine& db, const ItemCode& item, const AsOf& as_of, bool again) {
  if (!again && !has_new_line(db, item)) return;
  const auto lines = caused_lines(db, item);
  std::int64_t waiting = 0;
  for (const CausedLine& line : lines) waiting += line.asks();
  const std::string supplier = supplier_of(db, item, as_of.today);
  auto left = causes_now(db, item, waiting, supplier, as_of.today);
  for (const CausedLine& line : lines) {
    std::vector<planning::CauseShare> shares;
    if (!line.served) shares = {{planning::Cause::held_by_rule, line.waiting}};
    if (line.served) shares = take_share(left, line.asks());
    if (line.served && line.given_back > 0) shares.push_back({planning::Cause::given_back, line.given_back});
    keep_causes(db, line, item, supplier, shares, as_of, again);
  }
}

void find_all_causes(Engine& db, const AsOf& as_of) {
  const auto items = all_of(db.query("SELECT DISTINCT item FROM order_line WHERE waiting > 0 ORDER BY item"),
                            [](const Cells& cells) { return cells.code<ItemCode>(0); });
  for (const ItemCode& item : items) find_causes(db, item, as_of, true);
}

std::vector<planning::CauseShare> causes_of_line(Engine& db, const OrderLine& line) {
  auto shares = all_of(db.query("SELECT cause, units FROM cause WHERE order_no=$1 AND line=$2 AND units > 0",
                                line.document.text(), line.line),
                       [&](const Cells& cells) {
                         return planning::CauseShare{cause_in(db, cells.text(0)), cells.integer(1)};
                       });
  std::sort(shares.begin(), shares.end(), [](const auto& a, const auto& b) { return a.cause < b.cause; });
  auto rows = db.query("SELECT waiting FROM order_line WHERE order_no=$1 AND line=$2", line.document.text(), line.line);
  return planning::as_far_as(rows.next() ? rows.integer(0) : 0, std::move(shares));
}

}  // namespace dockhand

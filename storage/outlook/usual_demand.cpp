#include "storage/outlook/usual_demand.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "storage/engine/row_reader.h"
#include "storage/model/house_day.h"

namespace dockhand {
namespace {

constexpr std::int32_t days_of_habit = 26 * 7, week = 7;
constexpr std::size_t fewest_weeks = 4, newest_weeks = 4;

// What a supplier sends straight to a customer asks for nothing here.
struct AskedUnits {
  Date day;
  std::int64_t units;
  bool one_off;  // the office says that it does not belong to a habit
};
std::vector<AskedUnits> asked_from(Engine& db, const ItemCode& item, Date from) {
  auto asked = all_of(
      db.query("SELECT ordered_at, ordered - cancelled - coalesce((SELECT sum(p.expected) FROM purchase_line p"
               " WHERE p.item = o.item AND p.drop_ship = 1 AND p.for_order = o.order_no AND p.for_line = o.line), 0),"
               " one_off FROM order_line o WHERE item=$1 AND ordered_at >= $2"
               " AND ordered > cancelled ORDER BY ordered_at, order_no, line",
               item.text(), first_moment(from.days())),
      [](const Cells& cells) {
        RowReader row(cells);
        return AskedUnits{row.instant().date(), row.integer(), row.flag()};
      });
  std::erase_if(asked, [](const AskedUnits& one) { return one.units <= 0; });
  return asked;
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

}  // namespace

AskedSince asked_since(Engine& db, const ItemCode& item, Date since, Date today) {
  const std::int32_t days = today.days() - since.days();
  auto before = asked_from(db, item, Date::from_days(since.days() - days_of_habit));
  const auto split =
      std::partition_point(before.begin(), before.end(), [&](const AskedUnits& one) { return one.day < since; });
  const Promoted promotions = promoted_since(db, item, since, today);
  AskedSince asked;
  std::int64_t units = 0;
  for (auto one = split; one != before.end(); ++one) {
    asked.orders.push_back(one->units);
    units += one->units;
    if (promotions.covers(one->day)) asked.promoted += one->units;
  }
  before.erase(split, before.end());
  std::erase_if(before, [](const AskedUnits& one) { return one.one_off; });
  asked.usual_order = usual_order_of(before);
  const std::vector<double> weeks = weeks_before(db, item, before, since);
  if (weeks.size() >= fewest_weeks) {
    const double usual_day = mean_of(weeks.data(), weeks.size()) / week;
    asked.promotion_planned = static_cast<std::int64_t>(std::lround(usual_day * promotions.planned_days));
  } else {
    asked.promoted = 0;  // without a habit nobody can say what it should have sold
  }
  asked.planned = planned_by(weeks, days - std::min(days, promotions.days), units);
  return asked;
}

}  // namespace dockhand

#include "storage/planning/demand/promotions.h"

#include <algorithm>

namespace dockhand::planning {
namespace {

constexpr double said_weight = 2;  // what was said weighs as much as two days
constexpr double least_lift = 0.1;
constexpr int days_of_week = 7;
constexpr double hardly_open = 0.5;        // of a usual week
constexpr std::size_t weeks_around = 4;    // on each side
constexpr std::int64_t busy_week = 20;     // lines: a week without any is no chance
constexpr std::int32_t one_closed_in = 8;  // weeks at most: who writes a line a month is not closed in between

bool is_within(const Promotion& promotion, Date day) { return promotion.from <= day && day <= promotion.until; }

Date days_after(Date day, std::size_t days) { return Date::from_days(day.days() + static_cast<std::int32_t>(days)); }

Date first_monday(const Demand& demand) {
  return Date::from_days(demand.until.days() - days_of_week * static_cast<std::int32_t>(demand.weeks.size()));
}

// Returns the promotion of a day. Advertising goes before a holiday, and a closed house before both.
const Promotion* promotion_on(Date day, std::span<const Promotion> promotions) {
  const Promotion* found = nullptr;
  for (const Promotion& one : promotions) {
    if (!is_within(one, day)) continue;
    if (one.closed) return &one;
    if (found == nullptr || (found->holiday && !one.holiday)) found = &one;
  }
  return found;
}

struct DaysOfWeek {
  int advertised = 0, holidays = 0, closed = 0;
  int usual() const { return days_of_week - advertised - holidays - closed; }
};

DaysOfWeek days_from(Date monday, std::span<const Promotion> promotions) {
  DaysOfWeek days;
  for (std::size_t i = 0; i < days_of_week; ++i) {
    const Promotion* one = promotion_on(days_after(monday, i), promotions);
    if (one != nullptr && one->closed) ++days.closed;
    if (one != nullptr && !one->closed) ++(one->holiday ? days.holidays : days.advertised);
  }
  return days;
}

// What the past says about the lift of each kind: what was sold on its days, how many days there were, and what a usual
// day sells.
struct Experience {
  struct Kind {
    double in = 0, days = 0;
  };
  Kind advertised, holidays;
  double out = 0;
  const Kind& of(bool holiday) const { return holiday ? holidays : advertised; }
};

Experience experience_of(const Demand& demand, std::span<const Promotion> promotions) {
  Experience past;
  double usual_units = 0, usual_days = 0;
  Date monday = first_monday(demand);
  std::vector<DaysOfWeek> weeks;
  for (const double units : demand.weeks) {
    weeks.push_back(days_from(monday, promotions));
    if (weeks.back().usual() == days_of_week) {
      usual_units += units;
      usual_days += days_of_week;
    }
    monday = days_after(monday, days_of_week);
  }
  if (usual_units <= 0) return past;
  past.out = usual_units / usual_days;
  for (std::size_t i = 0; i < demand.weeks.size(); ++i) {
    const DaysOfWeek& days = weeks[i];
    if ((days.advertised > 0) == (days.holidays > 0) || days.closed > 0) continue;
    Experience::Kind& kind = days.advertised > 0 ? past.advertised : past.holidays;
    kind.days += days.advertised + days.holidays;
    kind.in += std::max(0.0, demand.weeks[i] - past.out * days.usual());
  }
  return past;
}

double lift_of(const Experience& past, bool holiday, double said) {
  if (past.out <= 0) return std::max(least_lift, said);
  const auto& [in, days] = past.of(holiday);
  return std::max(least_lift, (in + said_weight * said * past.out) / (days + said_weight) / past.out);
}

// How many usual weeks the week that begins with `monday` is worth.
double usual_weeks(Date monday, std::span<const Promotion> promotions, const Experience& past) {
  double days = 0;
  for (std::size_t i = 0; i < days_of_week; ++i) {
    const Promotion* one = promotion_on(days_after(monday, i), promotions);
    if (one != nullptr && one->closed) continue;
    days += one == nullptr ? 1 : lift_of(past, one->holiday, one->said);
  }
  return days / days_of_week;
}

// How many usual weeks were counted on for the week that begins with `monday`. A holiday on which all was as usual is
// no wonder.
double weeks_counted_on(Date monday, std::span<const Promotion> promotions) {
  double days = 0;
  for (std::size_t i = 0; i < days_of_week; ++i) {
    const Promotion* one = promotion_on(days_after(monday, i), promotions);
    days += one == nullptr ? 1 : std::max(1.0, one->said);
  }
  return days / days_of_week;
}

// A week that says nothing is as the open ones around it were.
void fill(std::vector<double>& weeks, const std::vector<bool>& says_nothing, double usual) {
  for (std::size_t i = 0; i < weeks.size(); ++i) {
    if (!says_nothing[i]) continue;
    double sum = 0, count = 0;
    const std::size_t end = std::min(weeks.size(), i + weeks_around + 1);
    for (std::size_t j = i < weeks_around ? 0 : i - weeks_around; j < end; ++j) {
      if (says_nothing[j]) continue;
      sum += weeks[j];
      count += 1;
    }
    weeks[i] = count > 0 ? sum / count : usual;
  }
}

// What has sold in every week of half a year, and not in the last few, may have sold where nobody has told us yet. It
// is ordered no more for that, as what lies there lasts; a longer silence is believed.
void doubt_silence(const std::vector<double>& weeks, std::vector<bool>& says_nothing) {
  constexpr std::size_t longest = 3, half_a_year = 26;
  const auto sold = [](double units) { return units > 0; };
  const auto last = std::find_if(weeks.rbegin(), weeks.rend(), sold);
  const auto silent = static_cast<std::size_t>(last - weeks.rbegin());
  if (silent == 0 || silent > longest || weeks.size() < silent + half_a_year) return;
  if (!std::all_of(last, last + half_a_year, sold)) return;
  std::fill(says_nothing.end() - static_cast<std::ptrdiff_t>(silent), says_nothing.end(), true);
}

}  // namespace

std::vector<Date> closed_weeks(std::span<const HouseWeek> weeks, Date today) {
  std::vector<Date> closed;
  if (weeks.empty()) return closed;
  std::int64_t lines = 0;
  for (const HouseWeek& week : weeks) lines += week.lines;
  const std::int32_t first = weeks.front().monday.days(), until = monday_of(today).days();
  auto next = weeks.begin();
  for (std::int32_t monday = first; monday < until; monday += days_of_week) {
    while (next != weeks.end() && next->monday.days() < monday) ++next;
    if (next == weeks.end() || next->monday.days() != monday) closed.push_back(Date::from_days(monday));
  }
  const std::int32_t all = (until - first) / days_of_week;
  const bool are_few = one_closed_in * static_cast<std::int32_t>(closed.size()) <= all;
  return are_few && lines >= busy_week * static_cast<std::int64_t>(weeks.size()) ? closed : std::vector<Date>{};
}

void doubt(Demand& demand, std::span<const Promotion> promotions) {
  std::vector<double> usual = demand.weeks;
  const Date first = first_monday(demand);
  const auto monday = [&](std::size_t week) { return days_after(first, days_of_week * week); };
  for (std::size_t week = 0; week < usual.size(); ++week) usual[week] /= weeks_counted_on(monday(week), promotions);
  const auto doubted = bound_one(usual);
  if (!doubted) return;
  const Date of = monday(doubted->place);
  double& counts = demand.weeks[doubted->place];
  demand.doubted = DoubtedWeek{of, counts, usual[doubted->place] * weeks_counted_on(of, promotions)};
  counts = demand.doubted->counts_as;
}

double learned_lift(const Demand& demand, std::span<const Promotion> promotions, double said, bool holiday) {
  return lift_of(experience_of(demand, promotions), holiday, said);
}

double days_learned_from(const Demand& demand, std::span<const Promotion> promotions, bool holiday) {
  return experience_of(demand, promotions).of(holiday).days;
}

std::vector<double> without(std::span<const Promotion> promotions, const Demand& demand) {
  std::vector<double> weeks = demand.weeks;
  std::vector<bool> says_nothing(weeks.size(), false);
  doubt_silence(weeks, says_nothing);
  double usual_week = 0;
  if (!promotions.empty()) {
    const Experience past = experience_of(demand, promotions);
    usual_week = days_of_week * past.out;
    Date monday = first_monday(demand);
    for (std::size_t week = 0; week < weeks.size(); ++week) {
      const double usual = usual_weeks(monday, promotions, past);
      if (usual < hardly_open) says_nothing[week] = true;
      if (usual >= hardly_open) weeks[week] /= usual;
      monday = days_after(monday, days_of_week);
    }
  }
  fill(weeks, says_nothing, usual_week);
  return weeks;
}

Forecast weekly_forecast(const Demand& demand, std::span<const Promotion> promotions, std::size_t ahead,
                         const CountPrior& prior) {
  Forecast next = forecast(without(promotions, demand), weeks_a_year, ahead, prior);
  if (promotions.empty()) return next;
  const Experience past = experience_of(demand, promotions);
  Date monday = demand.until;
  for (std::size_t i = 0; i < next.mean.size(); ++i) {
    const double weeks = usual_weeks(monday, promotions, past);
    next.mean[i] *= weeks;
    if (i < next.middle.size()) next.middle[i] *= weeks;
    next.variance[i] *= weeks * weeks;
    next.lift.push_back(weeks);
    monday = days_after(monday, days_of_week);
  }
  return next;
}

}  // namespace dockhand::planning

#include "storage/planning/demand/promotions.h"

#include <algorithm>

namespace dockhand::planning {
namespace {

constexpr double said_weight = 2;  // days
constexpr double least_lift = 0.1;
constexpr int days_of_week = 7;

bool is_within(const Promotion& promotion, Date day) { return promotion.from <= day && day <= promotion.until; }

Date days_after(Date day, std::size_t days) { return Date::from_days(day.days() + static_cast<std::int32_t>(days)); }

Date first_monday(const Demand& demand) {
  return Date::from_days(demand.until.days() - days_of_week * static_cast<std::int32_t>(demand.weeks.size()));
}

// What the past says of the lift: sold on advertised days, how many, and what a usual day sells.
struct Experience {
  double in = 0, days = 0, out = 0;
};

Experience experience_of(const Demand& demand, std::span<const Promotion> promotions) {
  Experience past;
  double usual_units = 0, usual_days = 0;
  Date monday = first_monday(demand);
  std::vector<int> advertised;
  for (const double units : demand.weeks) {
    advertised.push_back(advertised_days(monday, promotions));
    if (advertised.back() == 0) {
      usual_units += units;
      usual_days += days_of_week;
    }
    monday = days_after(monday, days_of_week);
  }
  if (usual_units <= 0) return past;
  past.out = usual_units / usual_days;
  for (std::size_t i = 0; i < demand.weeks.size(); ++i) {
    if (advertised[i] == 0) continue;
    past.days += advertised[i];
    past.in += std::max(0.0, demand.weeks[i] - past.out * (days_of_week - advertised[i]));
  }
  return past;
}

double lift_of(const Experience& past, double said) {
  if (past.out <= 0) return std::max(least_lift, said);
  return std::max(least_lift, (past.in + said_weight * said * past.out) / (past.days + said_weight) / past.out);
}

// How many usual weeks the week that begins with `monday` is worth.
double usual_weeks(Date monday, std::span<const Promotion> promotions, const Experience& past) {
  double days = 0;
  for (std::size_t i = 0; i < days_of_week; ++i) {
    const Date day = days_after(monday, i);
    const auto one =
        std::find_if(promotions.begin(), promotions.end(), [&](const auto& of) { return is_within(of, day); });
    days += one == promotions.end() ? 1 : lift_of(past, one->said);
  }
  return days / days_of_week;
}

}  // namespace

int advertised_days(Date monday, std::span<const Promotion> promotions) {
  int days = 0;
  for (std::size_t i = 0; i < days_of_week; ++i) {
    const Date day = days_after(monday, i);
    days +=
        std::any_of(promotions.begin(), promotions.end(), [&](const auto& one) { return is_within(one, day); }) ? 1 : 0;
  }
  return days;
}

double learned_lift(const Demand& demand, std::span<const Promotion> promotions, double said) {
  return lift_of(experience_of(demand, promotions), said);
}

std::vector<double> without(std::span<const Promotion> promotions, const Demand& demand) {
  std::vector<double> weeks = demand.weeks;
  if (promotions.empty()) return weeks;
  const Experience past = experience_of(demand, promotions);
  Date monday = first_monday(demand);
  for (double& units : weeks) {
    units /= usual_weeks(monday, promotions, past);
    monday = days_after(monday, days_of_week);
  }
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
    next.variance[i] *= weeks * weeks;
    monday = days_after(monday, days_of_week);
  }
  return next;
}

}  // namespace dockhand::planning

#include "storage/planning/ordering/reorder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace dockhand::planning {
namespace {

constexpr double weeks_in_a_year = 52;
constexpr double most_risk = 0.6;  // no item is left to chance, however dear
constexpr double most_level = 1e12;
constexpr double rarely = 0.02;  // a week: units and lines of what hardly sells

double packs_up(double units, const Buying& buying) {
  const double pack = std::max(1.0, buying.pack);
  return std::ceil(std::max(units, buying.minimum) / pack - 1e-9) * pack;
}

// It is at least what the supplier gives.
double packs_down(double units, const Buying& buying) {
  const double pack = std::max(1.0, buying.pack);
  return std::max(std::floor(units / pack + 1e-9) * pack, packs_up(1, buying));
}

}  // namespace

double held_yearly(const Buying& buying, const Costs& costs) {
  return buying.price * costs.holding + buying.litres * costs.litre;
}

double order_quantity(double weekly, const Buying& buying, const Costs& costs, double sells, double review) {
  const double holding = held_yearly(buying, costs) / weeks_in_a_year;
  const double best = std::sqrt(2 * costs.order * std::max(weekly, rarely) / holding);
  const double least = weekly * std::max(review, 1.0);
  const double usual =
      std::max(1.0, packs_up(std::clamp(best, least, std::max({least, weekly * weeks_in_a_year / 2, 1.0})), buying));
  return usual > sells ? packs_down(sells, buying) : usual;
}

double accepted_risk(const Planned& item, double line_worth, const Costs& costs) {
  const double holding = held_yearly(item.buying, costs) / weeks_in_a_year;
  const double lines = std::max(item.lines_weekly, rarely);
  return std::min(most_risk, holding * std::max(item.quantity, item.weekly) / (line_worth * lines));
}

double reorder_level(const Planned& item, double line_worth, const Costs& costs) {
  return item.protection.stock_for(accepted_risk(item, line_worth, costs));
}

// The position stands anywhere between the level and a quantity above it, as often here as there.
double expected_service(const Planned& item, double level) {
  const double quantity = std::max(1.0, item.quantity);
  const double waits = item.protection.short_of(level) - item.protection.short_of(level + quantity);
  return std::clamp(1 - waits / quantity, 0.0, 1.0);
}

double level_that_serves(const Planned& item, double share) {
  double low = -1, high = 1;  // whole numbers; `high` serves enough
  while (expected_service(item, high) < share && high < most_level) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const double middle = std::floor((low + high) / 2);
    if (expected_service(item, middle) < share) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}

namespace {

double weekly_money(const Planned& item) { return item.weekly * item.buying.price; }

// What is worth a thousand times all that is cheaper together is a slip of somebody's, and its few lines would make all
// others dear: it keeps its floor, and no promise is searched for it.
double most_money(std::span<const Planned> items) {
  constexpr double absurdly = 1000, most_of_them = 0.75;
  std::vector<double> money;
  money.reserve(items.size());
  for (const Planned& item : items) money.push_back(weekly_money(item));
  std::sort(money.begin(), money.end());
  double sum = 0;
  for (std::size_t i = 0; i < money.size(); ++i) {
    const bool are_most = static_cast<double>(i) >= most_of_them * static_cast<double>(money.size());
    if (are_most && sum > 0 && money[i] > absurdly * sum) return money[i - 1];
    sum += money[i];
  }
  return std::numeric_limits<double>::infinity();
}

}  // namespace

double line_worth_for(std::span<const Planned> items, double promise, const Costs& costs) {
  const double most = most_money(items);
  double low = 1e-3, high = 1e6;
  for (int step = 0; step < 40; ++step) {
    const double middle = std::sqrt(low * high);
    double served = 0, lines = 0;
    for (const Planned& item : items) {
      if (weekly_money(item) > most) continue;
      served += item.lines_weekly * expected_service(item, reorder_level(item, middle, costs));
      lines += item.lines_weekly;
    }
    if (served < promise * lines) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}

double textbook_level(double weekly, double weekly_deviation, double lead_weeks, double z) {
  return weekly * lead_weeks + z * weekly_deviation * std::sqrt(lead_weeks);
}

double king_level(double weekly, double weekly_deviation, double lead_weeks, double lead_variance, double z) {
  return weekly * lead_weeks +
         z * std::sqrt(lead_weeks * weekly_deviation * weekly_deviation + weekly * weekly * lead_variance);
}

// Where a pack or the least that is sold is the usual order, it lasts long as it is.
double units_to_order(double position, double level, double quantity, const Buying& buying) {
  if (position > level) return 0;
  const double above = quantity > packs_up(1, buying) ? quantity / 2 : 0;
  return std::max(quantity, packs_up(level - position + above + 1e-6, buying));
}

}  // namespace dockhand::planning

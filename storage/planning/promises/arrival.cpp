#include "storage/planning/promises/arrival.h"

#include <algorithm>

#include "storage/planning/numbers.h"

namespace dockhand::planning {
namespace {

constexpr double arrival_half_life = 12;  // deliveries
constexpr double others_count = 8;
constexpr double belief = 1;            // deliveries: on the day that was said, and half as long again
constexpr std::int32_t least_late = 3;  // days: half as long again is at least that, once a line is late
// How long a late line is still believed to take: Lomax's law with shape 8, day by day. Half of the further wait is
// within 0.09 of what is believed and of how late it is, and who is later waits longer.
constexpr double late_half = 0.0905, late_longest = 1.3;  // by then all but a thousandth has come
constexpr std::int32_t most_late_days = 365;
constexpr std::size_t most_own = 40, most_others = 150;

double fades(double deliveries) { return exp_of(-0.693147180559945 * deliveries / arrival_half_life); }

// Of a delivery like one that was seen: the day on which it would have come, or was still waited for.
struct Alike {
  std::int32_t day;
  bool open;
  double weight;
};

std::optional<std::int32_t> said_of(const Awaited& line) {
  if (!line.ordered) return std::nullopt;
  return std::max(0, line.due.days() - line.ordered->days());
}

std::int32_t day_of(const Awaited& line, const Lateness& seen) {
  const auto said = said_of(line);
  double factor = 1;
  if (said && seen.said && *seen.said > 0) {
    factor = std::clamp(static_cast<double>(*said) / static_cast<double>(*seen.said), 0.5, 2.0);
  }
  const double late = static_cast<double>(seen.late) * factor;
  return line.due.days() + static_cast<std::int32_t>(late < 0 ? late - 0.5 : late + 0.5);
}

void add_alike(std::vector<Alike>& all, const Awaited& line, std::span<const Lateness> deliveries, std::size_t most,
               bool fading, double counts) {
  const auto last = deliveries.last(std::min(deliveries.size(), most));
  std::vector<double> weights;
  double sum = 0;
  for (std::size_t i = 0; i < last.size(); ++i) {
    const auto age = static_cast<double>(last.size() - 1 - i);
    weights.push_back(fading ? fades(age) : 1);
    sum += weights.back();
  }
  const double scale = counts > 0 && sum > counts ? counts / sum : 1;
  for (std::size_t i = 0; i < last.size(); ++i) {
    all.push_back({day_of(line, last[i]), last[i].open, weights[i] * scale});
  }
}

// What is believed of a line that is late, where no delivery of its supplier has been seen. Each day keeps its weight
// while time passes, so that nobody is expected sooner because a day is over.
void add_late_belief(std::vector<Alike>& all, Date today, std::int32_t half, std::int32_t late, double believed) {
  const double usual = std::max(least_late, half) / late_half, wait = usual + late;
  const auto left_after = [&](std::int32_t days) {
    const double part = usual / (wait + days), twice = part * part, fourfold = twice * twice;
    return believed * fourfold * fourfold;
  };
  const std::int32_t longest = std::min(most_late_days, static_cast<std::int32_t>(wait * late_longest));
  for (std::int32_t day = 0; day <= longest; ++day) {
    const double later = day < longest ? left_after(day + 1) : 0;
    all.push_back({today.days() + day, false, left_after(day) - later});
  }
}

std::vector<Alike> deliveries_like(const Awaited& line, std::span<const Lateness> own, std::span<const Lateness> others,
                                   Date today) {
  const std::int32_t half = said_of(line).value_or(14) / 2, late = today.days() - line.due.days();
  // What is known without the supplier's own deliveries is older than all of them.
  const double older = fades(static_cast<double>(std::min(own.size(), most_own)));
  const double believed = belief * older;
  std::vector<Alike> all;
  // What others have delivered says nothing of how long this supplier may yet be late.
  const bool known = std::any_of(own.begin(), own.end(), [](const Lateness& one) { return !one.open; });
  const bool late_unknown = late > 0 && !known;
  all.reserve((late_unknown ? most_late_days + 1 : 2) + own.size() + others.size());
  if (late_unknown) {
    add_late_belief(all, today, half, late, believed);
  } else {
    all = {{line.due.days(), false, believed}, {line.due.days() + half, false, believed}};
  }
  add_alike(all, line, own, most_own, true, 0);
  add_alike(all, line, others, most_others, false, others_count * older);
  // Of one day those that came are counted before those that were still waited for.
  std::sort(all.begin(), all.end(),
            [](const Alike& a, const Alike& b) { return a.day != b.day ? a.day < b.day : a.open < b.open; });
  return all;
}

}  // namespace

Arrival Arrival::learned(const Awaited& line, std::span<const Lateness> own, std::span<const Lateness> others,
                         Date today) {
  const std::vector<Alike> all = deliveries_like(line, own, others, today);
  double at_risk = 0;
  for (const Alike& one : all) {
    if (one.day >= today.days()) at_risk += one.weight;
  }
  Arrival arrival;
  double waiting = 1;
  for (const Alike& one : all) {
    if (one.day < today.days()) continue;
    if (!one.open && at_risk > 1e-12) {
      waiting *= std::max(0.0, 1 - one.weight / at_risk);
      if (arrival.steps_.empty() || arrival.steps_.back().day < one.day) arrival.steps_.push_back({one.day, 0});
      arrival.steps_.back().by = 1 - waiting;
    }
    at_risk -= one.weight;
  }
  // What nothing that was seen has taken so long for.
  if (waiting > 1e-6) {
    const std::int32_t longest = std::max(today.days(), all.back().day);
    const std::int32_t waited = longest - (line.ordered ? line.ordered->days() : line.due.days());
    arrival.steps_.push_back({longest + std::max(3, waited / 10), 1 - waiting / 2});
    arrival.steps_.push_back({longest + std::max(10, waited * 2 / 5), 1});
  }
  arrival.steps_.back().by = 1;
  return arrival;
}

Arrival Arrival::on(Date day) {
  Arrival arrival;
  arrival.steps_.push_back({day.days(), 1});
  return arrival;
}

Date Arrival::at(double level) const {
  const auto found = std::find_if(steps_.begin(), steps_.end(), [&](const Chance& s) { return s.by >= level - 1e-12; });
  return Date::from_days(found == steps_.end() ? steps_.back().day : found->day);
}

std::vector<std::int32_t> Arrival::evenly(std::size_t parts) const {
  std::vector<std::int32_t> days;
  days.reserve(parts);
  std::size_t step = 0;
  for (std::size_t part = 0; part < parts; ++part) {
    const double level = (static_cast<double>(part) + 0.5) / static_cast<double>(parts);
    while (step + 1 < steps_.size() && steps_[step].by < level - 1e-12) ++step;
    days.push_back(steps_[step].day);
  }
  return days;
}

double Arrival::chance_by(Date day) const {
  double chance = 0;
  for (const Chance& step : steps_) {
    if (step.day <= day.days()) chance = step.by;
  }
  return chance;
}

}  // namespace dockhand::planning

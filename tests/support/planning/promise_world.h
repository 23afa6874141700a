// A seeded world of suppliers whose dates are too good, and of customers who wait for what they bring.
//
// Each supplier has a usual lead time and its own optimism; now and then it is far too late, moves its date on the way,
// and announces most of its goods three days before they come. What the books would keep of a delivery (the day of the
// order, the last day that was said, the day on which it came) is all that a promise may be made of.
#pragma once

#include <map>

#include "storage/planning/promises/calm.h"
#include "storage/planning/promises/promise.h"
#include "tests/support/planning/planning_world.h"

namespace dockhand::test {

struct PromiseSupplier {
  double mean, variation, optimism, moves;  // moves: chance of a new date in a week
};

// What is said about one purchase line, day by day from the order.
struct PromiseDelivery {
  int took = 0, said = 0;      // days from the order
  std::map<int, int> moved{};  // on the day, to the day
  std::optional<int> announced{};
  int announced_for = 0;

  int last_said(int day) const {
    int said_last = said;
    for (const auto& [on, to] : moved) said_last = on <= day ? to : said_last;
    return announced && *announced <= day ? announced_for : said_last;
  }
};

class PromiseWorld {
 public:
  explicit PromiseWorld(std::uint64_t seed) : luck_(seed) {
    for (int i = 0; i < 12; ++i) {
      suppliers.push_back(
          {luck_.between(10, 60), luck_.between(0.1, 0.5), luck_.between(-0.05, 0.35), luck_.between(0.03, 0.12)});
      history.emplace_back();
      for (int k = 0; k < 80; ++k) remember(static_cast<std::size_t>(i), delivery(static_cast<std::size_t>(i)));
    }
  }

  std::vector<PromiseSupplier> suppliers;
  // Against the first day that was said; and, of those whose day was moved, against the last one.
  struct Seen {
    std::vector<planning::Lateness> first, moved;
  };
  std::vector<Seen> history;
  Seen everything;

  std::size_t any_supplier() {
    return static_cast<std::size_t>(luck_.between(0, static_cast<double>(suppliers.size())));
  }

  PromiseDelivery delivery(std::size_t of) {
    const PromiseSupplier& supplier = suppliers[of];
    PromiseDelivery one;
    one.took = days(supplier.mean * lognormal(supplier.variation) + (luck_.chance(0.04) ? luck_.between(10, 40) : 0));
    one.said = days(one.took * (1 - supplier.optimism) * lognormal(0.15));
    for (int day = 1; day < one.took; ++day) {
      if (!luck_.chance(supplier.moves / 7)) continue;
      const double left = (one.took - day) * (1 - supplier.optimism / 2) * lognormal(0.12);
      one.moved[day] = std::max(day + 1, static_cast<int>(std::lround(day + left)));
    }
    if (one.took > 4 && luck_.chance(0.8)) {
      one.announced = one.took - 3;
      const double off = luck_.uniform();
      one.announced_for = one.took;
      if (off >= 0.6) one.announced_for += off < 0.8 ? 1 : -1;
    }
    return one;
  }

  void remember(std::size_t of, const PromiseDelivery& one) {
    for (Seen* seen : {&history[of], &everything}) {
      seen->first.push_back({one.took - one.said, one.said, false});
      const int last = one.last_said(one.took);
      if (last != one.said) seen->moved.push_back({one.took - last, last, false});
    }
  }

 private:
  static int days(double length) { return std::max(2, static_cast<int>(std::lround(length))); }
  double lognormal(double deviation) { return std::exp(luck_.normal() * deviation - deviation * deviation / 2); }

  Luck luck_;
};

enum class Tells { suppliers_date, every_p90, calmly };

struct PromisesJudged {
  double lines = 0, changes = 0, reversals = 0, first_kept = 0, kept = 0, early = 0;
};

// Customers who wait for one delivery each, told day by day.
inline PromisesJudged judge(PromiseWorld& world, Tells how, int lines) {
  PromisesJudged judged;
  const planning::House house{Date::from_days(0), {true, true}, {0}, std::nullopt};
  for (int i = 0; i < lines; ++i) {
    const std::size_t supplier = world.any_supplier();
    const PromiseDelivery one = world.delivery(supplier);
    planning::Told told{Date::from_days(0), Date::from_days(0)};
    std::vector<int> tells;
    for (int day = 0; day < one.took; ++day) {
      const int said = one.last_said(day);
      int p90 = std::max(day + 1, said);
      if (how != Tells::suppliers_date) {
        planning::House now = house;
        now.today = Date::from_days(day + 1);  // today's deliveries have come
        const std::vector<planning::Incoming> coming{
            {1,
             planning::Arrival::learned(
                 {Date::from_days(said), Date::from_days(0)},
                 said == one.said ? world.history[supplier].first : world.history[supplier].moved,
                 said == one.said ? world.everything.first : world.everything.moved, now.today),
             std::nullopt}};
        p90 = planning::promise(0, coming, std::vector<planning::WaitingLine>{{1}}, now).front().at(0.9).days();
      }
      const bool announced = one.announced && *one.announced <= day;
      const bool fact = one.moved.contains(day) || one.announced == day;
      const bool first = tells.empty();
      if (first) told = {Date::from_days(p90), Date::from_days(0)};
      const bool other = how == Tells::calmly
                             ? to_tell(told, {Date::from_days(p90), fact, announced}, Date::from_days(day)).has_value()
                             : p90 != told.day.days();
      if (!first && !other) continue;
      told.day = Date::from_days(p90);
      if (tells.size() > 1) {
        const int now = p90 - tells.back(), before = tells.back() - tells[tells.size() - 2];
        if ((now < 0 && before > 0) || (now > 0 && before < 0)) judged.reversals += 1;
      }
      tells.push_back(p90);
    }
    judged.lines += 1;
    judged.changes += static_cast<double>(tells.size()) - 1;
    judged.first_kept += one.took <= tells.front() ? 1 : 0;
    judged.kept += one.took <= tells.back() ? 1 : 0;
    judged.early += std::max(0, tells.front() - one.took);
  }
  return judged;
}

}  // namespace dockhand::test

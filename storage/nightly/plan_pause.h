// How long nobody plans again.
//
// Decides: that a day on which there was nothing to plan, or no plan could be made, is tried again a quarter of an hour
// later; and that a plan which took long is followed by a hundred times as long a pause, so that a warehouse to which
// files come all day plans in one part of a hundred of its time and no pick feels it. The first plan of another day
// waits for no pause. A plan that was made and found the books busy at its end is made again after ten times as long as
// it took: where the books are busy all day, planning takes one part in ten of it and not all. Leaves to others:
// whether the books ask for a plan at all (Ledger::plan_due).
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

#include "storage/model/time.h"

namespace dockhand {

enum class PlanEnd { done, in_the_way };

class PlanPause {
 public:
  static constexpr std::chrono::milliseconds least = std::chrono::minutes(15);
  static constexpr int times_as_long = 100, times_as_long_in_the_way = 10;

  // `took` is how long the work for the plan of `day` was, whatever came of it.
  void begin(Date day, Instant now, std::chrono::milliseconds took, PlanEnd end = PlanEnd::done) {
    const bool done = end == PlanEnd::done;
    begun_ = Begun{day, now, done ? std::max(least, took * times_as_long) : took * times_as_long_in_the_way};
  }
  // A clock that was set back ends a pause: who knows how long it would last otherwise.
  bool is_over(Date day, Instant now) const {
    return !begun_ || begun_->day != day || now < begun_->at || now.ms - begun_->at.ms >= begun_->rest.count();
  }

 private:
  struct Begun {
    Date day;
    Instant at;
    std::chrono::milliseconds rest;
  };
  std::optional<Begun> begun_;
};

}  // namespace dockhand

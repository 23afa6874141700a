// Promises as they are meant, without anything that saves work: each future is played by itself, from its first arrival
// to its last, and each line's days are what they are in it. What storage/planning/promises/promise.h computes has to
// be the same to the day.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "storage/planning/promises/promise.h"

namespace dockhand::test {

class PlainPromise {
 public:
  PlainPromise(std::int64_t free, std::span<const planning::Incoming> coming,
               std::span<const planning::WaitingLine> lines, const planning::House& house)
      : free_(free), coming_(coming), lines_(lines), house_(house) {}

  // By line, the sorted days on which it leaves; empty when it does not in some future.
  std::vector<std::vector<std::int32_t>> days() {
    std::vector<std::vector<std::int32_t>> all(lines_.size());
    std::vector<bool> always(lines_.size(), true);
    for (std::size_t future = 0; future < futures; ++future) {
      play(future);
      for (std::size_t i = 0; i < lines_.size(); ++i) {
        if (day_[i]) all[i].push_back(leaves(future, i));
        always[i] = always[i] && day_[i];
      }
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!always[i]) all[i].clear();
      std::sort(all[i].begin(), all[i].end());
    }
    return all;
  }

 private:
  static constexpr std::size_t futures = 401;

  static std::uint64_t scattered(std::uint64_t n) {
    n += 0x9e3779b97f4a7c15;
    n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9;
    n = (n ^ (n >> 27)) * 0x94d049bb133111eb;
    return n ^ (n >> 31);
  }
  static double luck(std::size_t future, std::size_t which) {
    const std::uint64_t step = which == 0 ? 1 : 1 + scattered(which) % (futures - 1);
    const std::uint64_t place = (step * future + scattered(which + 1000) % futures) % futures;
    return (static_cast<double>(place) + 0.5) / futures;
  }

  Date arrives(const planning::Arrival& when, std::size_t future, std::size_t which) const {
    return std::max(house_.today, house_.works.on_or_after(when.at(luck(future, which))));
  }

  void play(std::size_t future) {
    left_.clear();
    for (const planning::WaitingLine& line : lines_) left_.push_back(line.units);
    day_.assign(lines_.size(), std::nullopt);
    part_.assign(lines_.size(), house_.today);
    in_turn_.assign(lines_.size(), house_.today);
    direct_.assign(lines_.size(), 0);
    for (const planning::Incoming& one : coming_) {
      if (goes_direct(one)) direct_[*one.bought_for] += one.units;
    }
    is_direct_.assign(lines_.size(), false);
    there_ = free_;
    last_ = house_.today;
    serve(house_.today);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < coming_.size(); ++i) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const Date first = arrives(coming_[a].when, future, a), second = arrives(coming_[b].when, future, b);
      return first != second ? first < second : coming_[a].bought_for && !coming_[b].bought_for;
    });
    for (const std::size_t i : order) {
      // What comes after all have what they want is waited for by nobody.
      if (all_served()) break;
      const Date day = arrives(coming_[i].when, future, i);
      std::int64_t units = coming_[i].units;
      if (goes_direct(coming_[i])) direct_[*coming_[i].bought_for] -= units;
      if (coming_[i].bought_for && *coming_[i].bought_for < lines_.size()) {
        const std::size_t line = *coming_[i].bought_for;
        const bool done = day_[line].has_value();
        const std::int64_t its = take(line, std::min(units, left_[line]), day);
        if (its > 0 && !coming_[i].direct) in_turn_[line] = day;
        if (!done && day_[line]) is_direct_[line] = coming_[i].direct;
        units -= its;
      }
      if (!coming_[i].direct) there_ += units;
      last_ = day;
      serve(day);
    }
    if (!house_.if_ordered) return;
    const Date ordered = arrives(*house_.if_ordered, future, coming_.size());
    Date ahead = house_.today;  // until when something comes to those who stand before
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!lines_[i].served) continue;
      ahead = std::max(ahead, in_turn_[i]);
      if (day_[i]) continue;
      const bool with_rest = there_ > 0 && (lines_[i].whole || lines_[i].pack > 1);
      day_[i] = std::max(ordered, with_rest ? last_ : std::max(ahead, part_[i]));
    }
  }

  bool goes_direct(const planning::Incoming& one) const {
    return one.direct && one.bought_for && *one.bought_for < lines_.size();
  }

  std::int64_t asks(std::size_t line) const {
    if (direct_[line] <= 0) return left_[line];
    if (lines_[line].whole || lines_[line].pack > 1) return 0;
    return std::max<std::int64_t>(0, left_[line] - direct_[line]);
  }

  bool all_served() const {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].served && !day_[i]) return false;
    }
    return true;
  }

  std::int64_t take(std::size_t line, std::int64_t units, Date day) {
    left_[line] -= units;
    if (units > 0) part_[line] = day;
    if (left_[line] == 0 && !day_[line]) day_[line] = day;
    return units;
  }

  void serve(Date day) {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (there_ == 0 || !lines_[i].served) continue;
      const std::int64_t wanted = asks(i);
      std::int64_t share = std::min(there_, wanted);
      if (share < wanted && lines_[i].whole) share = 0;
      if (share < wanted) share -= share % std::max<std::int64_t>(1, lines_[i].pack);
      if (share > 0) in_turn_[i] = day;
      there_ -= take(i, share, day);
    }
  }

  std::int32_t leaves(std::size_t future, std::size_t line) const {
    std::int32_t handling = 1;
    if (!house_.handling.empty()) {
      const double at = luck(future, coming_.size() + 1) * static_cast<double>(house_.handling.size());
      handling = house_.handling[static_cast<std::size_t>(at)];
    }
    const Date held = lines_[line].not_before ? house_.works.on_or_after(*lines_[line].not_before) : house_.today;
    return std::max(held, is_direct_[line] ? *day_[line] : house_.works.after(*day_[line], handling)).days();
  }

  std::int64_t free_;
  std::span<const planning::Incoming> coming_;
  std::span<const planning::WaitingLine> lines_;
  const planning::House& house_;
  // Of one future:
  std::vector<std::int64_t> left_;
  std::vector<std::optional<Date>> day_;  // on which something covers the line
  std::vector<Date> part_;                // on which its last units came
  std::vector<Date> in_turn_;             // ... that others might have had
  std::vector<std::int64_t> direct_;      // units that are still to go straight to its customer
  std::vector<bool> is_direct_;           // the last units of it go there
  std::int64_t there_ = 0;
  Date last_ = Date::from_days(0);
};

}  // namespace dockhand::test

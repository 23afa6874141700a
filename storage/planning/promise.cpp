#include "storage/planning/promise.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace dockhand::planning {
namespace {

constexpr std::size_t futures = 401;  // a prime, so that every step through the grid reaches all of its places
constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();

// Scatters numbers evenly (Steele, Lea and Flood 2014).
std::uint64_t scattered(std::uint64_t n) {
  n += 0x9e3779b97f4a7c15;
  n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9;
  n = (n ^ (n >> 27)) * 0x94d049bb133111eb;
  return n ^ (n >> 31);
}

// The luck of the `which`-th chance in a future, above 0 and below 1.
double luck(std::size_t future, std::size_t which) {
  const std::uint64_t step = which == 0 ? 1 : 1 + scattered(which) % (futures - 1);
  const std::uint64_t place = (step * future + scattered(which + 1000) % futures) % futures;
  return (static_cast<double>(place) + 0.5) / futures;
}

struct Comes {
  std::int32_t day;
  std::int64_t units;
  std::optional<std::size_t> bought_for;
};

// The arrivals of one future by day; those that are bought for a line first among equals.
class Futures {
 public:
  Futures(std::span<const Incoming> coming, const House& house) : coming_(coming), house_(house) {
    for (const Incoming& one : coming) {
      std::vector<std::int32_t> days;
      for (std::size_t place = 0; place < futures; ++place) {
        const double level = (static_cast<double>(place) + 0.5) / futures;
        days.push_back(std::max(house.today, house.works.on_or_after(one.when.at(level))).days());
      }
      days_.push_back(std::move(days));
    }
  }

  std::vector<Comes> of(std::size_t future) const {
    std::vector<Comes> all;
    all.reserve(coming_.size());
    for (std::size_t i = 0; i < coming_.size(); ++i) {
      const auto place = static_cast<std::size_t>(luck(future, i) * futures);
      all.push_back({days_[i][place], coming_[i].units, coming_[i].bought_for});
    }
    std::stable_sort(all.begin(), all.end(), [](const Comes& a, const Comes& b) {
      return a.day != b.day ? a.day < b.day : a.bought_for.has_value() > b.bought_for.has_value();
    });
    return all;
  }
  // Ordered today.
  std::int32_t ordered(std::size_t future) const {
    const Date day = house_.if_ordered->at(luck(future, coming_.size()));
    return std::max(house_.today, house_.works.on_or_after(day)).days();
  }
  std::int32_t handling(std::size_t future) const {
    if (house_.handling.empty()) return 1;
    const double at = luck(future, coming_.size() + 1) * static_cast<double>(house_.handling.size());
    return house_.handling[static_cast<std::size_t>(at)];
  }

 private:
  std::span<const Incoming> coming_;
  const House& house_;
  std::vector<std::vector<std::int32_t>> days_;  // of each arrival, by place in the grid
};

// One future, played through.
class Queue {
 public:
  explicit Queue(std::span<const Waiting> lines) : lines_(lines), covered_(lines.size(), never) {
    for (const Waiting& line : lines) left_.push_back(line.units);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].served) open_.push_back(i);
    }
  }

  void arrive(const Comes& arrival) {
    std::int64_t units = arrival.units;
    if (arrival.bought_for && *arrival.bought_for < lines_.size()) {
      // Kept for it, even where it is only served whole.
      const std::size_t line = *arrival.bought_for;
      units -= take(line, std::min(units, left_[line]), arrival.day);
    }
    free_ += units;
    serve(arrival.day);
  }

  // The rest, whenever it comes.
  void finish(std::int32_t day) {
    for (const std::size_t line : open_) take(line, left_[line], day);
    std::erase_if(open_, [&](std::size_t line) { return left_[line] == 0; });
  }

  bool done() const { return open_.empty(); }
  const std::vector<std::int32_t>& covered() const { return covered_; }

 private:
  std::int64_t take(std::size_t line, std::int64_t units, std::int32_t day) {
    left_[line] -= units;
    if (left_[line] == 0 && covered_[line] == never) covered_[line] = day;
    return units;
  }

  void serve(std::int32_t day) {
    bool finished = false;
    for (const std::size_t line : open_) {
      if (free_ == 0) break;
      free_ -= take(line, share_of(line), day);
      finished = finished || left_[line] == 0;
    }
    if (finished) std::erase_if(open_, [&](std::size_t line) { return left_[line] == 0; });
  }

  std::int64_t share_of(std::size_t line) const {
    const std::int64_t wanted = left_[line];
    if (free_ >= wanted) return wanted;
    if (lines_[line].whole) return 0;
    return free_ - free_ % std::max<std::int64_t>(1, lines_[line].pack);
  }

  std::span<const Waiting> lines_;
  std::vector<std::int64_t> left_;
  std::vector<std::int32_t> covered_;
  std::vector<std::size_t> open_;  // lines that want more, by rank
  std::int64_t free_ = 0;
};

std::int64_t wanted_by(std::span<const Waiting> lines) {
  std::int64_t sum = 0;
  for (const Waiting& line : lines) sum += line.served ? line.units : 0;
  return sum;
}

// Which lines can be covered without ordering anything.
std::vector<bool> covered_without_order(std::int64_t free, std::span<const Incoming> coming,
                                        std::span<const Waiting> lines) {
  Queue queue(lines);
  queue.arrive({0, free, std::nullopt});
  for (const Incoming& one : coming) queue.arrive({1, one.units, one.bought_for});
  std::vector<bool> covered;
  for (const std::int32_t day : queue.covered()) covered.push_back(day != never);
  return covered;
}

// The days on which the lines of one future are covered.
std::vector<std::int32_t> played(std::int64_t free, const Futures& futures_of, std::size_t future,
                                 std::span<const Waiting> lines, std::int64_t missing, const House& house) {
  Queue queue(lines);
  std::vector<Comes> arrivals = futures_of.of(future);
  std::int32_t last = house.today.days();
  if (house.if_ordered && missing > 0) {
    const Comes ordered{futures_of.ordered(future), missing, std::nullopt};
    const auto after = [](const Comes& a, const Comes& b) { return a.day < b.day; };
    arrivals.insert(std::upper_bound(arrivals.begin(), arrivals.end(), ordered, after), ordered);
  }
  queue.arrive({house.today.days(), free, std::nullopt});
  for (const Comes& one : arrivals) {
    if (queue.done()) break;
    queue.arrive(one);
    last = one.day;
  }
  // What is left over of packs and of lines that are served whole is ordered as well.
  if (!queue.done() && house.if_ordered) queue.finish(std::max(last, futures_of.ordered(future)));
  return queue.covered();
}

}  // namespace

Outlook::Outlook(std::vector<std::int32_t> days, bool to_order) : days_(std::move(days)), to_order_(to_order) {
  std::sort(days_.begin(), days_.end());
}

Date Outlook::at(double level) const {
  const double place = level * static_cast<double>(days_.size());
  auto index = static_cast<std::size_t>(place);
  if (static_cast<double>(index) >= place && index > 0) --index;
  return Date::from_days(days_[std::min(index, days_.size() - 1)]);
}

double Outlook::chance_by(Date day) const {
  const auto kept = std::upper_bound(days_.begin(), days_.end(), day.days()) - days_.begin();
  return days_.empty() ? 0 : static_cast<double>(kept) / static_cast<double>(days_.size());
}

std::vector<Outlook> promise(std::int64_t free, std::span<const Incoming> coming, std::span<const Waiting> lines,
                             const House& house) {
  const Futures futures_of(coming, house);
  std::int64_t missing = wanted_by(lines) - free;
  for (const Incoming& one : coming) missing -= one.units;
  std::vector<std::vector<std::int32_t>> days(lines.size());
  for (std::size_t future = 0; future < futures; ++future) {
    const auto covered = played(free, futures_of, future, lines, missing, house);
    const std::int32_t handling = futures_of.handling(future);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (covered[i] == never) continue;
      Date leaves = house.works.after(Date::from_days(covered[i]), handling);
      if (lines[i].not_before) leaves = std::max(leaves, house.works.on_or_after(*lines[i].not_before));
      days[i].push_back(leaves.days());
    }
  }
  const std::vector<bool> without_order = covered_without_order(free, coming, lines);
  std::vector<Outlook> outlooks;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    // A line that some futures never serve is not promised.
    const bool always = days[i].size() == futures;
    outlooks.push_back(always ? Outlook(std::move(days[i]), !without_order[i]) : Outlook());
  }
  return outlooks;
}

}  // namespace dockhand::planning

#include "storage/planning/promises/promise.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

namespace dockhand::planning {
namespace {

constexpr std::size_t futures = 401;  // a prime, so that every step through the grid reaches all of its places

// Scatters numbers evenly (Steele, Lea and Flood 2014).
std::uint64_t scattered(std::uint64_t n) {
  n += 0x9e3779b97f4a7c15;
  n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9;
  n = (n ^ (n >> 27)) * 0x94d049bb133111eb;
  return n ^ (n >> 31);
}

// Returns the luck of the `which`-th chance in a future, above 0 and below 1.
double luck(std::size_t future, std::size_t which) {
  const std::uint64_t step = which == 0 ? 1 : 1 + scattered(which) % (futures - 1);
  const std::uint64_t place = (step * future + scattered(which + 1000) % futures) % futures;
  return (static_cast<double>(place) + 0.5) / futures;
}

// What may cover a line: the units that are here, each arrival, what is ordered today, and that beside the arrival that
// brought a part of it.
using Cover = std::size_t;
constexpr Cover here = 0;
constexpr Cover nothing = std::numeric_limits<Cover>::max();

// One future: the day of each source, and the order in which the arrivals come.
struct Future {
  std::vector<std::int32_t> days;
  std::vector<Cover> order;
};

class Futures {
 public:
  Futures(std::span<const Incoming> coming, const House& house) : coming_(coming), house_(house) {
    for (const Incoming& one : coming) {
      std::vector<std::int32_t> days;
      days.reserve(futures);
      for (std::size_t place = 0; place < futures; ++place) {
        const double level = (static_cast<double>(place) + 0.5) / futures;
        days.push_back(first_after(one.when.at(level)));
      }
      days_.push_back(std::move(days));
    }
  }

  // `after`: what brought a part of the line; here when nothing did.
  Cover ordered(Cover after) const { return coming_.size() + 1 + after; }

  Future of(std::size_t future) const {
    Future one;
    one.days.reserve(2 * coming_.size() + 2);
    one.order.reserve(coming_.size());
    one.days.push_back(house_.today.days());
    for (std::size_t i = 0; i < coming_.size(); ++i) {
      one.days.push_back(days_[i][static_cast<std::size_t>(luck(future, i) * futures)]);
      one.order.push_back(i + 1);
    }
    // Those that are bought for a line first among equals.
    std::stable_sort(one.order.begin(), one.order.end(), [&](Cover a, Cover b) {
      const bool a_first = coming_[a - 1].bought_for.has_value(), b_first = coming_[b - 1].bought_for.has_value();
      return one.days[a] != one.days[b] ? one.days[a] < one.days[b] : a_first > b_first;
    });
    if (!house_.if_ordered) return one;
    const std::int32_t day = first_after(house_.if_ordered->at(luck(future, coming_.size())));
    for (Cover after = here; after <= coming_.size(); ++after) one.days.push_back(std::max(day, one.days[after]));
    return one;
  }
  std::int32_t handling(std::size_t future) const {
    if (house_.handling.empty()) return 1;
    const double at = luck(future, coming_.size() + 1) * static_cast<double>(house_.handling.size());
    return house_.handling[static_cast<std::size_t>(at)];
  }

 private:
  std::int32_t first_after(Date day) const { return std::max(house_.today, house_.works.on_or_after(day)).days(); }

  std::span<const Incoming> coming_;
  const House& house_;
  std::vector<std::vector<std::int32_t>> days_;  // the days of each arrival, by their place in the grid
};

// Units meet the lines, in one order of arrival.
class Queue {
 public:
  explicit Queue(std::span<const Waiting> lines)
      : lines_(lines), covered_(lines.size(), nothing), part_of_(lines.size(), here) {
    for (const Waiting& line : lines) left_.push_back(line.units);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].served) open_.push_back(i);
    }
  }

  void arrive(Cover source, std::int64_t units, std::optional<std::size_t> bought_for = {}) {
    if (bought_for && *bought_for < lines_.size()) {
      // Kept for it, even where it is only served whole.
      units -= take(*bought_for, std::min(units, left_[*bought_for]), source);
    }
    free_ += units;
    last_ = source;
    serve(source);
  }

  // What nothing brings is ordered today: it moves nobody whom something brings all of it. Of units that nobody could
  // have, because they are too few, the last ones are waited for as well.
  void finish(const Futures& all) {
    for (const std::size_t line : open_) {
      const bool with_what_lies_there = free_ > 0 && (lines_[line].whole || lines_[line].pack > 1);
      covered_[line] = all.ordered(with_what_lies_there ? last_ : part_of_[line]);
    }
    open_.clear();
  }

  bool done() const { return open_.empty(); }
  const std::vector<Cover>& covered() const { return covered_; }

 private:
  std::int64_t take(std::size_t line, std::int64_t units, Cover source) {
    left_[line] -= units;
    if (units > 0) part_of_[line] = source;
    if (left_[line] == 0 && covered_[line] == nothing) covered_[line] = source;
    return units;
  }

  void serve(Cover source) {
    bool finished = false;
    for (const std::size_t line : open_) {
      if (free_ == 0) break;
      free_ -= take(line, share_of(line), source);
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
  std::vector<Cover> covered_;
  std::vector<Cover> part_of_;     // what brought units of each line last
  Cover last_ = here;              // that brought anything
  std::vector<std::size_t> open_;  // lines that want more, by rank
  std::int64_t free_ = 0;
};

// Which lines can be covered without ordering anything.
std::vector<bool> covered_without_order(std::int64_t free, std::span<const Incoming> coming,
                                        std::span<const Waiting> lines) {
  Queue queue(lines);
  queue.arrive(here, free);
  for (std::size_t i = 0; i < coming.size(); ++i) queue.arrive(i + 1, coming[i].units, coming[i].bought_for);
  std::vector<bool> covered;
  for (const Cover source : queue.covered()) covered.push_back(source != nothing);
  return covered;
}

// What covers each line in all futures. That depends on the order of arrival alone, and many futures share one: it is
// found once for each.
class Played {
 public:
  Played(std::int64_t free, std::span<const Incoming> coming, std::span<const Waiting> lines, const House& house)
      : free_(free), coming_(coming), lines_(lines), house_(house) {
    const Futures all(coming, house);
    leaves_.reserve(futures);
    way_of_.reserve(futures);
    for (std::size_t i = 0; i < futures; ++i) {
      Future future = all.of(i);
      const std::int32_t handling = all.handling(i);
      for (std::int32_t& day : future.days) day = house.works.after(Date::from_days(day), handling).days();
      leaves_.push_back(std::move(future.days));
      way_of_.push_back(way(future.order, all));
    }
  }

  // By way; nothing when it is not always covered.
  std::optional<std::vector<Cover>> covering(std::size_t line) const {
    std::vector<Cover> sources;
    sources.reserve(covered_.size());
    for (const auto& covered : covered_) sources.push_back(covered[line]);
    const bool always = std::find(sources.begin(), sources.end(), nothing) == sources.end();
    return always ? std::optional(std::move(sources)) : std::nullopt;
  }

  // The days on which a line leaves, one a future.
  std::vector<std::int32_t> days(const std::vector<Cover>& covering, const std::optional<Date>& not_before) const {
    std::vector<std::int32_t> all;
    all.reserve(futures);
    const std::int32_t first = not_before ? house_.works.on_or_after(*not_before).days() : house_.today.days();
    for (std::size_t i = 0; i < futures; ++i) all.push_back(std::max(first, leaves_[i][covering[way_of_[i]]]));
    return all;
  }

 private:
  std::size_t way(const std::vector<Cover>& order, const Futures& all) {
    const auto [known, added] = ways_.emplace(order, covered_.size());
    if (!added) return known->second;
    Queue queue(lines_);
    queue.arrive(here, free_);
    for (const Cover source : order) {
      if (queue.done()) break;
      queue.arrive(source, coming_[source - 1].units, coming_[source - 1].bought_for);
    }
    if (!queue.done() && house_.if_ordered) queue.finish(all);
    covered_.push_back(queue.covered());
    return known->second;
  }

  std::int64_t free_;
  std::span<const Incoming> coming_;
  std::span<const Waiting> lines_;
  const House& house_;
  std::map<std::vector<Cover>, std::size_t> ways_;
  std::vector<std::vector<Cover>> covered_;        // by way, the source that completes each line
  std::vector<std::size_t> way_of_;                // its way in each future
  std::vector<std::vector<std::int32_t>> leaves_;  // of each future, when what each source brings leaves
};

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
  const Played played(free, coming, lines, house);
  const std::vector<bool> without_order = covered_without_order(free, coming, lines);
  // Lines that the same sources cover leave on the same days.
  std::map<std::tuple<std::vector<Cover>, std::optional<Date>, bool>, Outlook> known;
  std::vector<Outlook> outlooks;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto covering = played.covering(i);
    // A line that some futures never serve is not promised.
    if (!covering) {
      outlooks.emplace_back();
      continue;
    }
    std::tuple key(std::move(*covering), lines[i].not_before, !without_order[i]);
    auto found = known.find(key);
    if (found == known.end()) {
      Outlook outlook(played.days(std::get<0>(key), lines[i].not_before), !without_order[i]);
      found = known.emplace(std::move(key), std::move(outlook)).first;
    }
    outlooks.push_back(found->second);
  }
  return outlooks;
}

}  // namespace dockhand::planning

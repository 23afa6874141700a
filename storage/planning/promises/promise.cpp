#include "storage/planning/promises/promise.h"

#include <algorithm>
#include <limits>
#include <map>
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

// The luck of one chance in each future, as a place of the grid. It is stepped through, from future to future.
class Luck {
 public:
  explicit Luck(std::size_t which)
      : step_(which == 0 ? 1 : 1 + scattered(which) % (futures - 1)), place_(scattered(which + 1000) % futures) {}

  std::size_t next() {
    const std::size_t here = place_;
    place_ += step_;
    if (place_ >= futures) place_ -= futures;
    return here;
  }

 private:
  std::size_t step_;
  std::size_t place_;
};

double level_of(std::size_t place) { return (static_cast<double>(place) + 0.5) / futures; }

// What may cover a line: the units that are here, each arrival, what is ordered today, and that beside the arrival that
// brought a part of it; and what lay here when an arrival went straight to the line's customer.
using Cover = std::uint32_t;
constexpr Cover here = 0;
constexpr Cover nothing = std::numeric_limits<Cover>::max();

// In all futures: the day of each source, and the order in which the arrivals come.
class Futures {
 public:
  Futures(std::span<const Incoming> coming, const House& house)
      : coming_(coming),
        house_(house),
        ordered_(house.if_ordered ? arrivals(*house.if_ordered, coming.size()) : Days{}) {
    arrives_.reserve(coming.size());
    keys_.reserve(coming.size());
    order_.reserve(coming.size());
    for (const Incoming& one : coming) arrives_.push_back(arrivals(one.when, arrives_.size()));
    Luck luck(coming.size() + 1);
    handling_.reserve(futures);
    for (std::size_t i = 0; i < futures; ++i) {
      const double at = level_of(luck.next()) * static_cast<double>(house.handling.size());
      handling_.push_back(house.handling.empty() ? 1 : house.handling[static_cast<std::size_t>(at)]);
    }
  }

  // `after`: what brought a part of the line; here when nothing did.
  Cover ordered(Cover after) const { return all() + 1 + after; }
  std::size_t covers() const { return 3 * coming_.size() + 2; }

  // Those that are bought for a line come first among equals, then what was given first. It holds until the next call.
  const std::vector<Cover>& order(std::size_t future) {
    keys_.clear();
    for (Cover i = 0; i < all(); ++i) {
      // Days before 1970 are below 0, and stand before the others all the same.
      const std::uint64_t day = static_cast<std::uint32_t>(arrives_[i][future]) ^ 0x80000000U;
      keys_.push_back((day << 32U) | (coming_[i].bought_for ? 0U : 0x80000000U) | (i + 1));
    }
    std::sort(keys_.begin(), keys_.end());
    order_.clear();
    for (const std::uint64_t key : keys_) order_.push_back(static_cast<Cover>(key & 0x7fffffffU));
    return order_;
  }
  // The day on which a line that something covers leaves.
  std::int32_t leaves(std::size_t future, Cover cover) const {
    // What touches no place here is not handled here.
    if (cover != here && cover <= all() && coming_[cover - 1].direct) return day_of(future, cover);
    return house_.works.after(Date::from_days(day_of(future, cover)), handling_[future]).days();
  }

 private:
  using Days = std::vector<std::int32_t>;  // by future

  Cover all() const { return static_cast<Cover>(coming_.size()); }

  Days arrivals(const Arrival& when, std::size_t which) const {
    Days by_place = when.evenly(futures);
    std::int32_t said = by_place.front() - 1, comes = 0;
    for (std::int32_t& day : by_place) {
      if (day != std::exchange(said, day)) {
        comes = std::max(house_.today, house_.works.on_or_after(Date::from_days(day))).days();
      }
      day = comes;
    }
    Luck luck(which);
    Days days;
    days.reserve(futures);
    for (std::size_t i = 0; i < futures; ++i) days.push_back(by_place[luck.next()]);
    return days;
  }
  std::int32_t day_of(std::size_t future, Cover cover) const {
    if (cover == here) return house_.today.days();
    if (cover <= all()) return arrives_[cover - 1][future];
    if (cover > 2 * all() + 1) return arrives_[cover - 2 * all() - 2][future];
    return std::max(ordered_[future], day_of(future, cover - all() - 1));
  }

  std::span<const Incoming> coming_;
  const House& house_;
  std::vector<Days> arrives_;
  Days ordered_;  // when what is ordered today arrives
  Days handling_;
  std::vector<std::uint64_t> keys_;
  std::vector<Cover> order_;
};

// Units meet the lines, in one order of arrival.
class Queue {
 public:
  Queue(std::span<const WaitingLine> lines, std::span<const Incoming> coming)
      : lines_(lines), coming_(coming), is_direct_(lines.size(), 0) {
    for (const Incoming& one : coming) {
      if (goes_direct(one)) is_direct_[*one.bought_for] += one.units;
    }
    begin();
  }

  void begin() {
    left_.clear();
    open_.clear();
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      left_.push_back(lines_[i].units);
      if (lines_[i].served) open_.push_back(i);
    }
    covered_.assign(lines_.size(), nothing);
    part_of_.assign(lines_.size(), 0);
    in_turn_.assign(lines_.size(), 0);
    direct_ = is_direct_;
    arrived_.assign(1, here);
    first_ = 0;
    uncovered_ = open_.size();
    free_ = 0;
  }

  void begin_with(std::int64_t free) {
    free_ = free;
    serve(here);
  }

  void arrive(Cover source) {
    const Incoming& one = coming_[source - 1];
    std::int64_t units = one.units;
    arrived_.push_back(source);
    if (goes_direct(one)) direct_[*one.bought_for] -= units;
    if (one.bought_for && *one.bought_for < lines_.size()) {
      // Kept for it, even where it is only served whole.
      const std::size_t line = *one.bought_for;
      const std::int64_t its = take(line, std::min(units, left_[line]), source);
      if (its > 0 && !one.direct) in_turn_[line] = part_of_[line];
      units -= its;
    }
    if (!one.direct) free_ += units;
    // What lies here and is its line's from now on is handled here.
    const auto all = static_cast<Cover>(coming_.size());
    serve(one.direct ? 2 * all + 1 + source : source);
  }

  // What nothing brings is ordered today: it moves nobody whom something brings all of it. So many are ordered as lack
  // in all, and whoever stands ahead may take them: a line waits for all that those ahead of it wait for as well, save
  // what goes straight to the customer of one of them. Of units that nobody could have, because they are too few, the
  // last ones are waited for too.
  void finish(const Futures& all) {
    std::size_t ahead = 0;  // the place in `arrived_` of the last one that those up to this line take from
    for (std::size_t line = 0; line < lines_.size(); ++line) {
      if (!lines_[line].served) continue;
      ahead = std::max(ahead, in_turn_[line]);
      if (covered_[line] != nothing) continue;
      const bool with_what_lies_there = free_ > 0 && (lines_[line].whole || lines_[line].pack > 1);
      covered_[line] = all.ordered(with_what_lies_there ? arrived_.back() : arrived_[std::max(ahead, part_of_[line])]);
    }
    uncovered_ = 0;
  }

  bool done() const { return uncovered_ == 0; }
  const std::vector<Cover>& covered() const { return covered_; }

 private:
  std::int64_t take(std::size_t line, std::int64_t units, Cover source) {
    left_[line] -= units;
    if (units > 0) part_of_[line] = arrived_.size() - 1;
    if (left_[line] == 0 && covered_[line] == nothing) {
      covered_[line] = source;
      if (lines_[line].served) --uncovered_;
    }
    return units;
  }

  // Lines are mostly finished in rank, so that the first open one moves on.
  void serve(Cover source) {
    bool gap = false;
    for (std::size_t at = first_; at < open_.size() && free_ > 0; ++at) {
      const std::size_t line = open_[at];
      if (covered_[line] == nothing) {
        const std::int64_t share = take(line, share_of(line), source);
        if (share > 0) in_turn_[line] = part_of_[line];
        free_ -= share;
      }
      if (covered_[line] == nothing) continue;
      if (at == first_) {
        ++first_;
      } else {
        gap = true;
      }
    }
    if (!gap) return;
    const auto first = open_.begin() + static_cast<std::ptrdiff_t>(first_);
    open_.erase(std::remove_if(first, open_.end(), [&](std::size_t line) { return covered_[line] != nothing; }),
                open_.end());
  }

  bool goes_direct(const Incoming& one) const {
    return one.direct && one.bought_for && *one.bought_for < lines_.size();
  }

  // Of what is still to go straight to its customer a line asks for nothing here; one that is served whole, or in
  // packs, for nothing at all.
  std::int64_t asks(std::size_t line) const {
    if (direct_[line] <= 0) return left_[line];
    const bool in_parts = !lines_[line].whole && lines_[line].pack <= 1;
    return in_parts ? std::max<std::int64_t>(0, left_[line] - direct_[line]) : 0;
  }

  std::int64_t share_of(std::size_t line) const {
    const std::int64_t wanted = asks(line);
    if (free_ >= wanted) return wanted;
    if (lines_[line].whole) return 0;
    return free_ - free_ % std::max<std::int64_t>(1, lines_[line].pack);
  }

  std::span<const WaitingLine> lines_;
  std::span<const Incoming> coming_;
  std::vector<std::int64_t> is_direct_;  // units that go straight to each line's customer
  std::vector<std::int64_t> direct_;     // those of them that are still to go
  std::vector<std::int64_t> left_;
  std::vector<Cover> covered_;
  std::vector<std::size_t> part_of_;  // the place in `arrived_` of what brought units of each line last
  std::vector<std::size_t> in_turn_;  // of what brought it units last that others might have had
  std::vector<Cover> arrived_;        // what has come, in turn
  std::vector<std::size_t> open_;     // lines that want more, by rank, from `first_` on
  std::size_t first_ = 0;
  std::size_t uncovered_ = 0;
  std::int64_t free_ = 0;
};

// Which lines can be covered without ordering anything.
std::vector<bool> covered_without_order(std::int64_t free, std::span<const Incoming> coming,
                                        std::span<const WaitingLine> lines) {
  Queue queue(lines, coming);
  queue.begin_with(free);
  for (std::size_t i = 0; i < coming.size(); ++i) queue.arrive(static_cast<Cover>(i + 1));
  std::vector<bool> covered;
  covered.reserve(lines.size());
  for (const Cover source : queue.covered()) covered.push_back(source != nothing);
  return covered;
}

// What covers each line in all futures. That depends on the order of arrival alone, and many futures share one: it is
// found once for each.
class Played {
 public:
  Played(std::int64_t free, std::span<const Incoming> coming, std::span<const WaitingLine> lines, const House& house)
      : free_(free), lines_(lines.size()), house_(house), all_(coming, house), queue_(lines, coming) {
    leaves_.assign(futures * all_.covers(), not_asked);
    way_of_.reserve(futures);
    for (std::size_t i = 0; i < futures; ++i) way_of_.push_back(way(all_.order(i)));
  }

  // By way; nothing when it is not always covered.
  std::optional<std::vector<Cover>> covering(std::size_t line) const {
    std::vector<Cover> sources;
    sources.reserve(ways_.size());
    for (std::size_t at = line; at < covered_.size(); at += lines_) {
      if (covered_[at] == nothing) return std::nullopt;
      sources.push_back(covered_[at]);
    }
    return sources;
  }

  // The days on which a line leaves, one a future.
  std::vector<std::int32_t> days(const std::vector<Cover>& covering, const std::optional<Date>& not_before) {
    std::vector<std::int32_t> days;
    days.reserve(futures);
    const std::int32_t first = not_before ? house_.works.on_or_after(*not_before).days() : house_.today.days();
    for (std::size_t i = 0; i < futures; ++i) days.push_back(std::max(first, leaves(i, covering[way_of_[i]])));
    return days;
  }

 private:
  static constexpr std::int32_t not_asked = std::numeric_limits<std::int32_t>::min();

  std::int32_t leaves(std::size_t future, Cover cover) {
    std::int32_t& day = leaves_[future * all_.covers() + cover];
    if (day == not_asked) day = all_.leaves(future, cover);
    return day;
  }

  std::size_t way(const std::vector<Cover>& order) {
    if (const auto known = ways_.find(order); known != ways_.end()) return known->second;
    queue_.begin();
    queue_.begin_with(free_);
    for (const Cover source : order) {
      if (queue_.done()) break;
      queue_.arrive(source);
    }
    if (!queue_.done() && house_.if_ordered) queue_.finish(all_);
    covered_.insert(covered_.end(), queue_.covered().begin(), queue_.covered().end());
    return ways_.emplace(order, ways_.size()).first->second;
  }

  std::int64_t free_;
  std::size_t lines_;
  const House& house_;
  Futures all_;
  Queue queue_;
  std::map<std::vector<Cover>, std::size_t> ways_;
  std::vector<Cover> covered_;        // by way and line, the source that completes it
  std::vector<std::size_t> way_of_;   // its way in each future
  std::vector<std::int32_t> leaves_;  // by future and source, as far as it was asked for
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

std::vector<Outlook> promise(std::int64_t free, std::span<const Incoming> coming, std::span<const WaitingLine> lines,
                             const House& house) {
  Played played(free, coming, lines, house);
  const std::vector<bool> without_order = covered_without_order(free, coming, lines);
  std::vector<Outlook> outlooks;
  outlooks.reserve(lines.size());
  std::optional<std::vector<Cover>> before;  // what covers the line before
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto covering = played.covering(i);
    // A line that some futures never serve is not promised. One that the same sources cover as the line before leaves
    // on the same days.
    if (!covering) {
      outlooks.emplace_back();
    } else if (i > 0 && covering == before && lines[i].not_before == lines[i - 1].not_before &&
               without_order[i] == without_order[i - 1]) {
      outlooks.push_back(outlooks.back());
    } else {
      outlooks.emplace_back(played.days(*covering, lines[i].not_before), !without_order[i]);
    }
    before = std::move(covering);
  }
  return outlooks;
}

}  // namespace dockhand::planning

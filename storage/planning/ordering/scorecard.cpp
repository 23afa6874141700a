#include "storage/planning/ordering/scorecard.h"

#include <algorithm>
#include <utility>

#include "storage/model/rows/waited_for.h"

namespace dockhand::planning {
namespace {

constexpr std::int32_t two_weeks = 14;

// What has come was received elsewhere, or so long ago that its day is not kept any more, or by a clock that was ahead.
bool has_lost_its_day(const PastPurchase& line, Date today) {
  return !line.open() && line.received > 0 && (!line.arrived || *line.arrived > today);
}

// A day of an order that was mistyped is no lead time: a year or more before the goods were due, or after it.
bool is_timed(const PastPurchase& line) {
  constexpr std::int32_t most_days = 7 * static_cast<std::int32_t>(most_lead_weeks), agreed_afterwards = 31;
  if (!line.ordered) return false;
  const std::int32_t said = line.said_first().days() - line.ordered->days();
  return said <= most_days && said >= -agreed_afterwards;
}

std::vector<PastPurchase> by_order_day(std::span<const PastPurchase> lines) {
  std::vector<PastPurchase> timed;
  for (const PastPurchase& line : lines) {
    if (is_timed(line)) timed.push_back(line);
  }
  std::stable_sort(timed.begin(), timed.end(),
                   [](const PastPurchase& a, const PastPurchase& b) { return *a.ordered < *b.ordered; });
  return timed;
}

Date when_ordered(const PastPurchase& line) { return line.ordered.value_or(line.said_first()); }

}  // namespace

std::vector<PastPurchase> without_forgotten(std::vector<PastPurchase> lines, Date today) {
  std::optional<Date> came;  // of what has come, when the last of it was ordered
  for (const PastPurchase& line : lines) {
    if (line.arrived) came = std::max(came.value_or(when_ordered(line)), when_ordered(line));
  }
  std::erase_if(lines, [&](const PastPurchase& line) {
    return line.open() && came && when_ordered(line) < *came && !is_waited_for(line.due, today);
  });
  return lines;
}

std::vector<Delivery> deliveries_of(std::span<const PastPurchase> all, Date today) {
  const std::vector<PastPurchase> lines = without_forgotten({all.begin(), all.end()}, today);
  std::vector<Delivery> deliveries;
  for (const PastPurchase& line : by_order_day(lines)) {
    if (has_lost_its_day(line, today)) continue;
    const bool open = line.open() || !line.arrived;
    if (open && line.said_first() >= today) continue;
    const Date until = open ? today : *line.arrived;
    deliveries.push_back({std::max(0, until.days() - line.ordered->days()), open});
  }
  return deliveries;
}

std::vector<PastPurchase> that_have_shown(std::span<const PastPurchase> lines, Date today) {
  std::vector<PastPurchase> shown = without_forgotten({lines.begin(), lines.end()}, today);
  std::erase_if(shown, [&](const PastPurchase& line) {
    if (!is_timed(line) || has_lost_its_day(line, today)) return true;
    const bool open = line.open() || !line.arrived;
    return open && (line.said_first() >= today || today.days() - line.ordered->days() < 7);
  });
  return shown;
}

std::int32_t days_said(std::span<const PastPurchase> lines) {
  const std::vector<PastPurchase> timed = by_order_day(lines);
  if (timed.empty()) return two_weeks;
  return std::max(0, timed.back().said_first().days() - timed.back().ordered->days());
}

Scorecard scorecard(std::span<const PastPurchase> lines, Date today) {
  Scorecard card;
  card.lines = lines.size();
  for (const PastPurchase& line : lines) {
    card.received += line.received;
    card.damaged += line.damaged;
    if (line.open()) {
      ++card.open;
      if (line.said_first() < today) ++card.overdue;
      continue;
    }
    if (has_lost_its_day(line, today) || (line.closed && line.received <= 0)) continue;
    ++card.finished;
    if (line.arrived && *line.arrived > line.said_first()) ++card.came_late;
    if (line.closed) ++card.came_short;
    if (!line.closed && line.arrived && *line.arrived <= line.said_first()) ++card.on_time_in_full;
  }
  const std::vector<Delivery> deliveries = deliveries_of(lines, today);
  card.timed = static_cast<std::size_t>(std::count_if(deliveries.begin(), deliveries.end(), says_something));
  const std::int32_t said = days_said(lines);
  card.lead = LeadTime::learned(deliveries, said);
  card.days = days_kept(deliveries, said);
  return card;
}

}  // namespace dockhand::planning

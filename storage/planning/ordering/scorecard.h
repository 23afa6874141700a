// This counts how well a supplier has delivered.
//
// Decides: what counts as on time and in full, and what is overdue, by the day that was said first; what came short: a
// line of which something came before the office closed it. One of which nothing came was cancelled, and says nothing
// of its supplier. Leaves to others: where the purchase lines come from (storage/views/planning_views.h).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "storage/model/time.h"
#include "storage/planning/ordering/lead_time.h"

namespace dockhand::planning {

// A purchase line as the books have it.
struct PastPurchase {
  std::optional<Date> ordered;
  Date due;
  std::int64_t expected, received;
  std::optional<Date> arrived;      // when the last of it did; empty: nothing came yet
  std::optional<Date> first_due{};  // the day that was said first, when `due` was moved since
  std::int64_t damaged = 0;         // how many of the received units were damaged
  bool closed = false;              // the office expects no more of it than has come
  std::optional<Date> closed_on{};  // since when
  std::int64_t given_up = 0;        // how many more it expected until then
  bool open() const { return received < expected; }
  // The day that its supplier has promised: neither a later word nor money for an earlier day changes it.
  Date said_first() const { return first_due.value_or(due); }
};

struct Scorecard {
  std::size_t lines = 0, open = 0, overdue = 0;
  std::size_t finished = 0, on_time_in_full = 0;  // finished lines, and those of them that came whole on the day that
                                                  // was said, or before
  std::size_t came_late = 0;                      // how many of the finished lines came after that day
  std::size_t came_short = 0;                     // how many of the finished lines came short
  std::int64_t received = 0, damaged = 0;         // units of all its lines
  std::size_t timed = 0;                          // those whose lead time says something: with the day of the order,
                                                  // and come or waited for since a week
  LeadTime lead;
  DaysKept days;  // from the order to its arrival
};

// Leaves out what the office has most likely forgotten to close: nobody waits for it any more
// (storage/model/rows/waited_for.h), and something that was ordered after it has come. It says nothing about how long
// its supplier takes. Who has not sent anything since is late, however long that is.
std::vector<PastPurchase> without_forgotten(std::vector<PastPurchase> lines, Date today);
// Returns deliveries as `LeadTime::learned` takes them, for the lines that say when they were ordered, sorted by that
// day, without the forgotten ones. An order that is not due yet says nothing: it may be one that was agreed upon for
// next year.
std::vector<Delivery> deliveries_of(std::span<const PastPurchase> lines, Date today);
// Returns the lines that such deliveries say something of: those that have come, and those that are late since a week.
std::vector<PastPurchase> that_have_shown(std::span<const PastPurchase> lines, Date today);
// Returns the days that were promised for the line that was ordered last. Without any line they are two weeks.
std::int32_t days_said(std::span<const PastPurchase> lines);

Scorecard scorecard(std::span<const PastPurchase> lines, Date today);

}  // namespace dockhand::planning

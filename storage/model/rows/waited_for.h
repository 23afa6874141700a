// How long what was said to come is waited for.
//
// Decides: that a purchase which is overdue for a quarter of a year is not waited for any more, by whoever plans or
// promises: nobody has said that it will not come, and somebody is asked (Views::forgotten_purchases); that the same is
// true of what was ordered by a proposal; and that what was approved and never ordered counts as coming for two weeks.
// Then it is proposed anew. Leaves to others: what is on its way (storage/outlook/coming.h, storage/books/placed.h),
// the words (storage/words/plan_words.h).
#pragma once

#include <cstdint>

#include "storage/model/time.h"

namespace dockhand {

inline constexpr std::int32_t days_an_approval_counts = 14;
inline constexpr std::int32_t days_overdue_waited_for = 91;

// What is due on this day or later is waited for.
inline Date first_waited_for(Date today) { return Date::from_days(today.days() - days_overdue_waited_for); }
inline bool is_waited_for(Date due, Date today) { return due >= first_waited_for(today); }

}  // namespace dockhand

// How long an approval stands for an order.
//
// Decides: that what was approved and never ordered counts as coming for two weeks, and no longer: then it is proposed
// anew, beside the approval, which says so. Leaves to others: what is on its way (storage/books/placed.h), its words
// (storage/words/plan_words.h).
#pragma once

#include <cstdint>

namespace dockhand {

inline constexpr std::int32_t days_an_approval_counts = 14;

}  // namespace dockhand

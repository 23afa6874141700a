// What `dockhand reorder --keep` says above its table.
//
// Decides: that a plan which is not of today says how old it is, that purchases which nobody waits for any more are
// named, and orders that are worth less than their supplier takes. Leaves to others: the table
// (terminal/cli/reorder.cpp), the words (storage/words/plan_words.h, storage/words/small_orders.h).
#pragma once

#include <filesystem>

#include "storage/model/time.h"

namespace dockhand {

// False when it could not be written.
bool tell_plan_age(const std::filesystem::path& database, Date today);
bool tell_what_is_asked(const std::filesystem::path& database, Date today);

}  // namespace dockhand

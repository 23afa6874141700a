// The days on which the house of this site works.
//
// Decides: that settings of the site say whether it works at weekends, and that a holiday on which nothing is sold
// closes it. Leaves to others: what follows (storage/planning/promises/working_days.h).
#pragma once

#include "storage/engine/engine.h"
#include "storage/planning/promises/working_days.h"

namespace dockhand {

planning::WorkingDays working_days(Engine& db);

}  // namespace dockhand

// Whether the house was late with a line, or what it waited for.
//
// Decides: that units which have come are ready after the working days that the house usually needs, and that whoever
// took more of the days after the one that was told first was late. Leaves to others: what that costs
// (storage/outlook/goodwill.h).
#pragma once

#include "storage/outlook/promises.h"

namespace dockhand {

// True for a line that waits for nothing, whose units were here, and which leaves so many days after the day that was
// told first, when the house is late with it.
bool lay_in_the_house(Engine& db, const OrderLine& line, std::int32_t days_late);

}  // namespace dockhand

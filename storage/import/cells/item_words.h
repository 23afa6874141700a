// How an item is tracked, and yes and no, in the words of others.
//
// Decides: which of their words is which of ours. Leaves to others: what tracking means
// (storage/model/rows/office_rows.h).
#pragma once

#include <string_view>

#include "storage/model/result.h"
#include "storage/model/rows/office_rows.h"

namespace dockhand {

// An item whose batches and serials are both kept there is tracked by the serial here.
Result<Tracking> parse_tracking_of_others(std::string_view text);
Result<bool> parse_yes_no_of_others(std::string_view text);

}  // namespace dockhand

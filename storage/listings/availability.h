// What can be had of an item, for programs that ask before they sell.
//
// Decides: that the day is the one of a single unit asked for now, behind all who wait. Leaves to others: a certain
// quantity (promise_row), what lies where.
#pragma once

#include <filesystem>

#include "storage/listings/listings.h"

namespace dockhand {

Result<RowJson> availability_row(const std::filesystem::path& database, const ItemCode& item, const Clock& clock);

}  // namespace dockhand

// Whether another number that was ordered than was approved is meant.
//
// Decides: that a number of no whole packs, and one that is far from what was approved, is asked about. Leaves to
// others: whether it can be booked at all (storage/facts/reorder/), how it is confirmed (terminal/cli/reorder.cpp).
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "storage/model/quantity.h"
#include "storage/model/result.h"

namespace dockhand {

// Returns what is to be asked about. It is empty where nothing is, or the proposal is not known or not approved.
Result<std::optional<Error>> asked_about_ordered(const std::filesystem::path& database, const std::string& proposal,
                                                 Quantity ordered);

}  // namespace dockhand

// Lists about customers: what they were told, and why they wait.
//
// Decides: the columns of those. Leaves to others: their names among all lists (storage/listings/listings.cpp).
#pragma once

#include <cstddef>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "storage/model/result.h"

namespace dockhand {

using ListedRows = Result<std::vector<nlohmann::ordered_json>>;
ListedRows list_messages(const std::filesystem::path& database, std::size_t limit);
ListedRows list_causes(const std::filesystem::path& database, std::size_t limit);

}  // namespace dockhand

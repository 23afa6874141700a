// Lists about customers: what they were told, why they wait, what they may have instead, what they wish for,
// what their waiting has cost, and what of it is set aside for a terminal.
//
// Decides: the columns of those. Leaves to others: their names among all lists (storage/listings/listings.cpp).
#pragma once

#include <cstddef>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "storage/model/result.h"
#include "storage/model/time.h"

namespace dockhand {

using ListedRows = Result<std::vector<nlohmann::ordered_json>>;
ListedRows list_messages(const std::filesystem::path& database, std::size_t limit);
ListedRows list_causes(const std::filesystem::path& database, std::size_t limit, const Clock& clock);
ListedRows list_alternatives(const std::filesystem::path& database, std::size_t limit);
ListedRows list_wishes(const std::filesystem::path& database, std::size_t limit);
ListedRows list_goodwill(const std::filesystem::path& database, std::size_t limit);
ListedRows list_promotions(const std::filesystem::path& database, std::size_t limit);
ListedRows list_leases(const std::filesystem::path& database, std::size_t limit);
ListedRows list_spent(const std::filesystem::path& database, std::size_t limit);
// Adds to rows that have a `line` the day that its customer has read last.
ListedRows with_told_days(const std::filesystem::path& database, ListedRows rows);

}  // namespace dockhand

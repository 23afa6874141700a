// The list of all items, and how long an item lasts as two columns of any list.
//
// Decides: the columns cover_days and runs_out, the same in every list. Leaves to others: when it runs out (the night's
// plan), the same in words (storage/words/plan_words.h).
#pragma once

#include <cstddef>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <vector>

#include "storage/model/result.h"
#include "storage/model/time.h"

namespace dockhand {

// `cover_days` is 0 for what has run out. Both are empty where it lasts longer than a year, or nothing is planned.
// Where none is free now, the list of items says 0, and no day: it may have been days ago.
void add_cover(nlohmann::ordered_json& row, const std::optional<Date>& runs_out, Date today);

Result<std::vector<nlohmann::ordered_json>> list_items(const std::filesystem::path& database, std::size_t limit,
                                                       const Clock& clock);

}  // namespace dockhand

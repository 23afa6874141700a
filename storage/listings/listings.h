// Everything that the books can be asked for as rows, by name.
//
// Decides: which lists there are, their columns and the order of those. Leaves to others: the queries
// (storage/views/views.h), how rows are shown: as a table or as JSON lines (terminal/cli/rows.h), over the network
// (sync/site/office.h). Who makes or reads rows includes nlohmann/json.hpp as well.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/quantity.h"
#include "storage/model/result.h"
#include "storage/model/time.h"

namespace dockhand {

// Members stand in the order in which they were added. Values are texts, whole numbers, flags, or null.
using RowJson = nlohmann::ordered_json;

struct ShowFilter {
  std::size_t limit = 1000;
  std::string zone{};                   // the zone of picks; empty: all
  std::optional<std::int64_t> since{};  // events after this one, in their order; none: the newest, newest first
  std::reference_wrapper<const Clock> clock = system_clock();  // by whose day it is said what expires and lasts
};

struct Topic {
  const char* name;
  const char* about;
  Result<std::vector<RowJson>> (*rows)(const std::filesystem::path& database, const ShowFilter& filter);
};
const std::vector<Topic>& topics();

// Rows with the columns of the lists "stock" and "claims", whose values mean nothing. A file of such a list takes its
// heading from them when it has no rows.
RowJson row_like_stock();
RowJson row_like_claims();

// Says when `quantity` units would leave for a customer who asks now.
Result<RowJson> promise_row(const std::filesystem::path& database, const ItemCode& item, Quantity quantity,
                            const Clock& clock);

}  // namespace dockhand

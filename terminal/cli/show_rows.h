// What `dockhand show` can show, by name.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "storage/model/result.h"
#include "terminal/cli/rows.h"

namespace dockhand {

struct Topic {
  const char* name;
  const char* about;
  Result<std::vector<RowJson>> (*rows)(const std::filesystem::path& database, std::size_t limit);
};
const std::vector<Topic>& topics();

}  // namespace dockhand

// What `dockhand show` can show, by name.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "storage/model/result.h"
#include "terminal/cli/rows.h"

namespace dockhand {

struct ShowFilter {
  std::size_t limit = 1000;
  std::string zone{};  // of picks; empty: all
};

struct Topic {
  const char* name;
  const char* about;
  Result<std::vector<RowJson>> (*rows)(const std::filesystem::path& database, const ShowFilter& filter);
};
const std::vector<Topic>& topics();

}  // namespace dockhand

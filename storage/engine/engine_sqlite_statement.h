// A prepared statement, and where its parameters stand.
//
// Decides: how $1, $2, ... are found again, because SQLite counts parameters by their first appearance. Leaves to
// others: which statements are kept (storage/engine/engine_sqlite.cpp).
#pragma once

#include <sqlite3.h>

#include <string>
#include <vector>

namespace dockhand {

struct Statement {
  sqlite3_stmt* handle = nullptr;
  bool cached = true;
  std::vector<int> positions{};  // of $1, $2, ...
};

inline std::vector<int> positions_in(sqlite3_stmt* handle) {
  std::vector<int> positions;
  for (int number = 1; number <= sqlite3_bind_parameter_count(handle); ++number) {
    positions.push_back(sqlite3_bind_parameter_index(handle, ("$" + std::to_string(number)).c_str()));
  }
  return positions;
}

}  // namespace dockhand

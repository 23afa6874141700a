// The columns that only a file of rejects has (storage/import/rejects.h).
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace dockhand {

// The number of a row among all rows of its document, where it had none of its own.
inline constexpr const char* kept_line_number = "Dockhand line";
// Behind the columns of the file: its row there, what is wrong with which of its cells, and what can be done about it.
inline constexpr std::array<const char*, 5> columns_of_faults{"Dockhand row", "Dockhand column", "Dockhand value",
                                                              "Dockhand remedy", "reason"};

inline bool is_of_faults(std::string_view heading) {
  return std::find(columns_of_faults.begin(), columns_of_faults.end(), heading) != columns_of_faults.end();
}
inline bool is_of_rejects(std::string_view heading) { return heading == kept_line_number || is_of_faults(heading); }

}  // namespace dockhand

// A number and what it counts.
//
// Decides: when there is one. Leaves to others: the words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dockhand {

// "1 row is", "3 rows are".
inline std::string plural(std::int64_t number, std::string_view one, std::string_view many) {
  return std::to_string(number) + " " + std::string(number == 1 ? one : many);
}
inline std::string plural(std::size_t number, std::string_view one, std::string_view many) {
  return plural(static_cast<std::int64_t>(number), one, many);
}

}  // namespace dockhand

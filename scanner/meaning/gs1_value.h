// One GS1 element's value against its row of the table: character set, lengths, and the rules of its components.
//
// Decides: what makes a value wrong, in a sentence, and at which character.
// Leaves to others: which AI it is and where it ends (scanner/meaning/gs1_elements.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/meaning/gs1_table.h"
#include "storage/model/time.h"

namespace dockhand {

struct Component {
  char set = 'N';  // N, X, Y or Z
  std::size_t min = 0, max = 0;
  bool optional = false;
  std::vector<std::string_view> rules;
};
std::vector<Component> components_of(const AiRow& row);
std::size_t longest_value(const AiRow& row);

struct Fault {
  std::size_t at;       // its offset in the value
  std::string message;  // "month 13 is not in the calendar"
};
// `today` decides the century of two-digit years. `value` is one whole value.
std::optional<Fault> check_value(const AiRow& row, std::string_view value, Date today);

}  // namespace dockhand

// What a person may say of a file on a command line, the same for every program that imports.
//
// Decides: the names, helps and values of these options, and what an import makes of them. Leaves to others: reading a
// command line (terminal/cli/command_line.cpp, sync/hub/hub_main.cpp), and what an import does with them
// (storage/import/import.h).
#pragma once

#include <array>
#include <string>
#include <vector>

#include "storage/import/import.h"

namespace dockhand {

// As they were written; an empty one was not said.
struct ImportTexts {
  std::string separator, dates, decimal, kind;
  std::vector<std::string> states, units;  // "packed=wanted", "Karton=12"
};

inline constexpr const char* states_help =
    "WORD=wanted, done or cancelled: what a state means that a system's rows have; remembered for the same headings";
inline constexpr const char* units_help =
    "WORD=NUMBER: how many base units are in one Karton, ...; remembered for the same headings";

struct ImportOption {
  const char* name;  // "dates", of --dates
  const char* about;
  std::vector<std::string> values;
  std::string ImportTexts::*text;
};
const std::array<ImportOption, 4>& import_options();

// An Error: a text that is none of the values.
Result<ImportChoices> choices_of(const ImportTexts& texts);

}  // namespace dockhand

// Options of a subcommand that have a meaning only together, or only apart.
//
// Decides: the sentences of both. Leaves to others: which options those are (each subcommand).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "storage/model/result.h"

namespace dockhand {

// What an option is said with. Said without any of it, it would do nothing, and its person would not know.
struct SaidWith {
  const char* option;
  std::vector<const char*> with;
};
// None of the options does anything beside one of the others.
struct NotWith {
  std::vector<const char*> options, with;
};

// Empty: the options that were given go together.
std::optional<Error> out_of_place(const std::set<std::string>& given, const std::vector<SaidWith>& said_with,
                                  const std::vector<NotWith>& not_with);

}  // namespace dockhand

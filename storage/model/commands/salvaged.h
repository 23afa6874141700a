// The result of a salvage.
//
// Decides: what a person has to know of it. Leaves to others: salvaging (storage/upkeep/salvage.h), the sentence
// (storage/words/wording.h).
#pragma once

#include <filesystem>
#include <string>

namespace dockhand {

// What became of a database that could not be trusted any more.
struct Salvaged {
  std::filesystem::path set_aside;  // where the old file is now
  std::string damage;               // the first thing that was wrong with it; empty: all of it could be verified
  std::string missing{};            // scans of that time may be: "between ... and ..."; empty: none
  std::string still_wrong{};        // the first check of the audit that the fresh file does not pass; empty: it passes
};

}  // namespace dockhand

// What a person may say of a file on a command line, the same for every program that imports.
//
// Decides: the names, helps and values of these options, and what an import makes of them. Leaves to others: reading a
// command line (storage/options/command_line.h), and what an import does with them (storage/import/import.h).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "storage/import/import.h"
#include "storage/options/option.h"

namespace dockhand {

// The texts as they were written. An empty one was not said.
struct ImportTexts {
  std::string separator, sheet, dates, decimal, kind;
  std::vector<std::string> states, units;  // such as "packed=wanted" and "Karton=12"
  std::vector<std::string> set;            // such as "dock=DOCK-1"
  std::vector<std::string> columns;        // such as "item=Artikel"
  std::vector<std::filesystem::path> maps;
  std::filesystem::path rejects;
  std::string left_out;  // cancel or keep
  bool make = false, make_items = false, skip_bad = false, dry_run = false, confirm = false, undo = false;
  bool json = false;
};

// The options set `texts`, which outlives them. `about_maps` is the help of --map.
std::vector<Option> import_options(ImportTexts& texts, const char* about_maps);

// An Error says that a text is none of the values, or that a map cannot be read.
Result<ImportChoices> choices_of(const ImportTexts& texts);

}  // namespace dockhand

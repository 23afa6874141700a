// What a person may say of the columns of a file and of the words in them.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "storage/import/mapping/mapping.h"

namespace dockhand {

struct SaidState {
  std::string word;
  RowState state;
};

// What the person or program that imports has said about columns.
struct HeaderChoices {
  std::vector<std::pair<std::string, std::string>> set{};  // a column of ours, and the text that all rows have there
  std::vector<std::pair<std::string, std::string>> columns{};  // a column of ours, and the heading that it has
  std::vector<std::string> states_in{};  // headings of columns that say what is wanted, done or cancelled
  std::vector<std::string> mappings{};   // made by people, as storage/import/mapping/mapping.h has them
  std::filesystem::path memory{};        // where those are that were asked for once; may be none
  bool make = false;                     // customers that a row names are made when they are unknown
  bool make_items = false;               // items are made as well, tracked as their rows are
  std::string kind{};                    // the kind of its rows, when the headings do not say it; empty: they do
  std::vector<SaidState> states{};       // what words mean that a mapping does not know
  std::vector<UnitSize> units{};         // what words for packs mean
};

}  // namespace dockhand

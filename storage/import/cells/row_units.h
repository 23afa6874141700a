// The units that a row of a document counts.
//
// Decides: which rows have a quantity, and how many base units are in one of what it counts. Leaves to others: words
// for units (storage/import/cells/unit_words.h), packs that only the books know (storage/import/meeting/row_packs.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/import/cells/unit_words.h"
#include "storage/model/commands/command.h"

namespace dockhand {

// Returns null when the row counts no units of an item.
Quantity* quantity_of(ImportRow& row);
ItemCode* item_named_in(ImportRow& row);
// Counts in base units what a row counts in packs of so many: its quantity, and what of it is cancelled.
Status count_in_base_units(ImportRow& row, std::int64_t in_one);

// Who says how many base units are in one.
enum class SizeSaid : std::uint8_t {
  by_word,   // "dozen", "box of 12", or a piece
  by_row,    // in a column of its own
  by_people  // of a word, whatever the item: the books may know it better
};
struct PackSize {
  std::optional<std::int64_t> units{};  // none: the books may know
  SizeSaid said = SizeSaid::by_word;
};
// Reads what a row says about its unit. `factor` goes before the name of the unit, except that a piece is always one.
Result<PackSize> units_of(const std::string& unit, const std::string& factor, const std::vector<UnitSize>& said);

}  // namespace dockhand

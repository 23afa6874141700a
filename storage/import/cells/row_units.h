// The units that a row of a document counts.
//
// Decides: which rows have a quantity, and how many base units are in one of what it counts. Leaves to others: words
// for units (storage/import/cells/unit_words.h), packs that only the books know (storage/import/meeting/meet_books.h).
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

struct PackSize {
  std::optional<std::int64_t> units;  // none: the books may know
};
// Reads what a row says about its unit. `factor` goes before the name of the unit, except that a piece is always one.
Result<PackSize> units_of(const std::string& unit, const std::string& factor, const std::vector<UnitSize>& said);

}  // namespace dockhand

// What a quantity counts, as offices write it.
//
// Decides: which words say how many base units are in one: pieces, a dozen, a box of 12; and which name a level of
// packs, whose size only the books know. Leaves to others: the packs of an item (storage/import/meeting/meet_books.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/result.h"

namespace dockhand {

// Says how many base units are in one of what a file calls by this word.
struct UnitSize {
  std::string word;
  std::int64_t units = 1;
};
// Reads "Karton: 12" when the sign is ": ".
Result<UnitSize> parse_unit_size(std::string_view text, std::string_view sign);

// Returns nothing when the word does not say it. `said` is what people have said, and goes first.
std::optional<std::int64_t> units_in_one(std::string_view word, const std::vector<UnitSize>& said);
// Returns the levels that barcodes may have for this word, the likeliest first.
std::vector<std::string> levels_called(std::string_view word);
// The one level that a pack has in the books, however its name is written; "ea" for a piece.
std::string level_of_word(std::string_view word);

}  // namespace dockhand

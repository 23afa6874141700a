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
// The pack that a word names, as "carton" for "Kartons"; "ea" for a piece. What nobody knows stays as it is.
std::string written_level(std::string_view word);
// The level that such packs have in the books: "cs" for a carton, a box or a case.
std::string level_of_word(std::string_view word);
// Returns the levels that barcodes may have for this word: its pack, then all packs of the same level.
std::vector<std::string> levels_called(std::string_view word);

}  // namespace dockhand

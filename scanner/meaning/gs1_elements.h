// GS1 element strings: "0104012345678901" "10LOT" FNC1 "17280229" taken apart and checked.
//
// Decides: where each element ends, and which elements may stand together on one item.
// Leaves to others: what one value may be (scanner/meaning/gs1_value.h), links (scanner/meaning/digital_link.h).
// Source: GS1 General Specifications, sections 4.14 (relationships) and 7.8 (element strings).
#pragma once

#include <string_view>
#include <vector>

#include "storage/model/result.h"
#include "storage/model/scan.h"
#include "storage/model/time.h"

namespace dockhand {

inline constexpr std::size_t max_elements = 64;

// Says how much of the item a check may take as known. AIs that need each other may stand in two symbols of one label
// (General Specifications, 4.14), so one symbol alone is never refused for what it lacks.
enum class Scope { symbol, item };

// `text` has no FNC1 in first position; later ones are 0x1D. The place of an error is "AI 17 at 17", where the number
// is that of the wrong byte of the text, counted from 1.
Result<std::vector<Element>> read_elements(std::string_view text, Date today);

// Refuses elements that exclude each other, or that repeat with another value. In the scope of an item it also refuses
// those that lack another one.
Status check_together(const std::vector<Element>& elements, Scope scope);

// Says how a '(' that belongs to a value is distinguished from one that begins an AI. `escaped`: it is written "\(", as
// GS1's own tools have it. `bare`: it may also be written alone when no AI of the table follows it, as labels and
// libraries have it.
enum class Brackets { escaped, bare };

// Returns "(01)04012345678901(10)LOT" as an element string, with FNC1 where one belongs. It is an error when the text
// does not have that form.
Result<std::string> without_brackets(std::string_view text, Brackets in_values);

}  // namespace dockhand

// Which characters are blanks.
//
// Decides: that tabs, no-break spaces, characters of no width and those that turn the direction of a text are blanks.
// Leaves to others: what a text without them means.
#pragma once

#include <string_view>

namespace dockhand {

// Returns the text without the blanks at both ends.
std::string_view without_blanks(std::string_view text);

}  // namespace dockhand

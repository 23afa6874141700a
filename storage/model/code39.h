// The characters of Code 39.
//
// Decides: which they are, in the order of their values (ISO/IEC 16388), by which labels of HIBC are checked as well.
// Leaves to others: how their bars look (scanner/bars/patterns.h), what a text means (scanner/meaning/parse.h).
#pragma once

#include <string_view>

namespace dockhand {

inline constexpr std::string_view code39_characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";

}  // namespace dockhand

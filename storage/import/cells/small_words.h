// A word in small letters, also those with accents.
//
// Decides: "STÜCK" is "stück", as codes of accounting programs are kept in capitals. Leaves to others: which words mean
// what.
#pragma once

#include <string>
#include <string_view>

namespace dockhand {

std::string small_word(std::string_view word);

}  // namespace dockhand

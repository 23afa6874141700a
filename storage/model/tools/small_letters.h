// A text in small letters, as far as it is ASCII.
//
// Decides: A to Z become a to z, whatever the machine's language is. Every other byte stays, so that UTF-8 stays whole.
#pragma once

#include <string>

namespace dockhand {

inline char small_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

inline std::string small_letters(std::string text) {
  for (char& c : text) c = small_letter(c);
  return text;
}

}  // namespace dockhand

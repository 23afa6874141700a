// Other spellings under which people may know a code.
//
// Decides: those that differ in nothing but the size of its letters, as far as they are ASCII, or in blanks: all in
// capitals or all in small letters, with the blanks and without. Leaves to others: whether one of them is known.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "storage/model/tools/small_letters.h"

namespace dockhand {

inline char capital_letter(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// Without the code itself.
inline std::vector<std::string> spellings_of(const std::string& code) {
  std::vector<std::string> all;
  const auto add = [&](std::string text) {
    const bool is_new = text != code && !text.empty() && std::find(all.begin(), all.end(), text) == all.end();
    if (is_new) all.push_back(std::move(text));
  };
  std::string close = code;
  std::erase(close, ' ');
  for (const std::string& text : {code, close}) {
    add(text);
    add(small_letters(text));
    std::string capitals = text;
    std::transform(capitals.begin(), capitals.end(), capitals.begin(), capital_letter);
    add(std::move(capitals));
  }
  return all;
}

}  // namespace dockhand

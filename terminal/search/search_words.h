// The words under which a text is looked for.
//
// Decides: what is a letter and what stands between words, that case, accents and forms of a letter do not count in any
// script, and that each sign of Chinese or Japanese is a word. Leaves to others: what matches
// (terminal/search/search.h). Unicode is known by utf8proc, which is included in search_words.cpp and
// terminal/draw/fonts.cpp and nowhere else.
#pragma once

#include <string>
#include <string_view>

namespace dockhand {

// Returns " BEARING 6204 2RS": one blank before each word. Latin letters are capitals.
std::string search_words_of(std::string_view text);

}  // namespace dockhand

#include "storage/files/blanks.h"

#include <array>

namespace dockhand {

std::string_view without_blanks(std::string_view text) {
  // Tab, blank, line ends; U+00A0, U+202F, U+2007, U+3000, U+200B, U+FEFF; U+200E, U+200F, U+202A to U+202E,
  // which say in which direction a text is written.
  static constexpr std::array<std::string_view, 17> blanks{" ",
                                                           "\t",
                                                           "\r",
                                                           "\n",
                                                           "\xC2\xA0",
                                                           "\xE2\x80\xAF",
                                                           "\xE2\x80\x87",
                                                           "\xE3\x80\x80",
                                                           "\xE2\x80\x8B",
                                                           "\xEF\xBB\xBF",
                                                           "\xE2\x80\x8E",
                                                           "\xE2\x80\x8F",
                                                           "\xE2\x80\xAA",
                                                           "\xE2\x80\xAB",
                                                           "\xE2\x80\xAC",
                                                           "\xE2\x80\xAD",
                                                           "\xE2\x80\xAE"};
  const auto plain = [](char c) { return c > ' ' && static_cast<unsigned char>(c) < 0x80; };
  while (!text.empty() && !(plain(text.front()) && plain(text.back()))) {
    const std::size_t before = text.size();
    for (const std::string_view blank : blanks) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size());
      if (text.ends_with(blank)) text.remove_suffix(blank.size());
    }
    if (text.size() == before) break;
  }
  return text;
}

}  // namespace dockhand

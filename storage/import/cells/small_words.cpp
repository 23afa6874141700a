#include "storage/import/cells/small_words.h"

#include "storage/model/tools/small_letters.h"

namespace dockhand {
namespace {

// The letters of Western Europe in UTF-8, from U+00C0 to U+00DE without the sign between them, and those of Russian,
// from U+0410 to U+042F. What is small is as long.
void make_small(char& first, char& second) {
  const auto lead = static_cast<unsigned char>(first), letter = static_cast<unsigned char>(second);
  constexpr unsigned char times = 0x97;
  const bool is_western = lead == 0xC3 && letter >= 0x80 && letter <= 0x9E && letter != times;
  if (is_western || (lead == 0xD0 && letter >= 0x90 && letter <= 0x9F)) {
    second = static_cast<char>(letter + 0x20);
  } else if (lead == 0xD0 && letter >= 0xA0 && letter <= 0xAF) {
    first = static_cast<char>(0xD1);
    second = static_cast<char>(letter - 0x20);
  }
}

}  // namespace

std::string small_word(std::string_view word) {
  std::string small = small_letters(std::string(word));
  for (std::size_t i = 1; i < small.size(); ++i) make_small(small[i - 1], small[i]);
  return small;
}

}  // namespace dockhand

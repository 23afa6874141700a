#include "storage/import/cells/plain_name.h"

#include <algorithm>

#include "storage/files/table.h"
#include "storage/model/tools/small_letters.h"

namespace dockhand {
namespace {

// "É" becomes "é": the letters of Western Europe in UTF-8, from U+00C0 to U+00DE without the sign between them.
void make_accents_small(std::string& text) {
  constexpr unsigned char lead = 0xC3, first = 0x80, last = 0x9E, times = 0x97;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const auto letter = static_cast<unsigned char>(text[i]);
    const bool is_capital = static_cast<unsigned char>(text[i - 1]) == lead && letter >= first && letter <= last;
    if (is_capital && letter != times) text[i] = static_cast<char>(letter + 0x20);
  }
}

}  // namespace

std::string plain_name(std::string_view name) {
  std::string plain = small_letters(std::string(without_blanks(name)));
  make_accents_small(plain);
  // A heading may be wrapped within its cell.
  for (const char sign : {'_', '\n', '\r', '\t'}) std::replace(plain.begin(), plain.end(), sign, ' ');
  plain.erase(std::unique(plain.begin(), plain.end(), [](char a, char b) { return a == ' ' && b == ' '; }),
              plain.end());
  while (!plain.empty() && (plain.back() == ':' || plain.back() == '*' || plain.back() == '.')) plain.pop_back();
  return plain;
}

}  // namespace dockhand

#include "storage/import/cells/plain_name.h"

#include <algorithm>

#include "storage/files/table.h"
#include "storage/import/cells/small_words.h"

namespace dockhand {
std::string plain_name(std::string_view name) {
  std::string plain = small_word(without_blanks(name));
  // A heading may be wrapped within its cell.
  for (const char sign : {'_', '\n', '\r', '\t'}) std::replace(plain.begin(), plain.end(), sign, ' ');
  plain.erase(std::unique(plain.begin(), plain.end(), [](char a, char b) { return a == ' ' && b == ' '; }),
              plain.end());
  while (!plain.empty() && (plain.back() == ':' || plain.back() == '*' || plain.back() == '.')) plain.pop_back();
  return plain;
}

}  // namespace dockhand

#include "storage/import/cells/plain_name.h"

#include <algorithm>

#include "storage/files/table.h"
#include "storage/model/tools/small_letters.h"

namespace dockhand {

std::string plain_name(std::string_view name) {
  std::string plain = small_letters(std::string(without_blanks(name)));
  std::replace(plain.begin(), plain.end(), '_', ' ');
  while (!plain.empty() && (plain.back() == ':' || plain.back() == '*' || plain.back() == '.')) plain.pop_back();
  return plain;
}

}  // namespace dockhand

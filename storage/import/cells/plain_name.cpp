#include "storage/import/cells/plain_name.h"

#include "storage/files/table.h"

namespace dockhand {

std::string plain_name(std::string_view name) {
  std::string plain(without_blanks(name));
  for (char& c : plain) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_') c = ' ';
  }
  while (!plain.empty() && (plain.back() == ':' || plain.back() == '*' || plain.back() == '.')) plain.pop_back();
  return plain;
}

}  // namespace dockhand

#include "sync/access/hexadecimal.h"

#include <sodium.h>

namespace dockhand {

std::string hexadecimal(const unsigned char* bytes, std::size_t size) {
  std::string text(2 * size + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes, size);
  text.pop_back();
  return text;
}

bool bytes_of(std::string_view text, unsigned char* bytes, std::size_t size) {
  std::size_t found = 0;
  return text.size() == 2 * size &&
         sodium_hex2bin(bytes, size, text.data(), text.size(), nullptr, &found, nullptr) == 0 && found == size;
}

bool is_hexadecimal(std::string_view text, std::size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace dockhand

// Bytes as hexadecimal digits: keys, salts, signatures and sealed texts stand so in messages and files.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dockhand {

std::string hexadecimal(const unsigned char* bytes, std::size_t size);
// False: the text is not that many bytes.
bool bytes_of(std::string_view text, unsigned char* bytes, std::size_t size);
// True for that many digits, small ones.
bool is_hexadecimal(std::string_view text, std::size_t digits);

}  // namespace dockhand

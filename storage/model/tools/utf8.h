// Characters of UTF-8 text.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace dockhand {

// False for the bytes of a character that follow its first one (RFC 3629: 10xxxxxx).
constexpr bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

constexpr std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_character));
}

struct Character {
  char32_t point = 0;
  std::size_t length = 1;  // in bytes
};

// Returns the character of valid UTF-8 that begins at `at`.
constexpr Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[at + i])); };
  const char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  std::size_t length = 2;
  if (lead >= 0xE0) length = 3;
  if (lead >= 0xF0) length = 4;
  char32_t point = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length && at + i < text.size(); ++i) point = point << 6U | (byte(i) & 0x3FU);
  return {point, length};
}

}  // namespace dockhand

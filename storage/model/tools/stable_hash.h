// A hash that is the same on every machine and in every version of the program, which std::hash does not promise.
#pragma once

#include <cstdint>
#include <string_view>

namespace dockhand {

// This is FNV-1a (Fowler, Noll, Vo) with 64 bits.
constexpr std::uint64_t stable_hash(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

}  // namespace dockhand

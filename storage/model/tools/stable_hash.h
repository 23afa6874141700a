// A hash that is the same on every machine and in every version of the program, which std::hash does not promise.
#pragma once

#include <cstdint>
#include <string_view>

namespace dockhand {

inline constexpr std::uint64_t hash_of_nothing = 0xcbf29ce484222325U;

// This is FNV-1a (Fowler, Noll, Vo) with 64 bits. A long text may come in parts, each with the hash of those before it.
constexpr std::uint64_t stable_hash(std::string_view text, std::uint64_t before = hash_of_nothing) {
  std::uint64_t hash = before;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

}  // namespace dockhand

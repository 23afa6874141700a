// A sequence that fails, made as short as it still fails.
#pragma once

#include "tests/support/random_work.h"

namespace dockhand::test {

// The smallest part of a failing sequence that still fails.
inline Work shrunk(Work work) {
  for (std::size_t size = work.size() / 2; size > 0; size /= 2) {
    for (std::size_t at = 0; at + size <= work.size();) {
      Work less = work;
      less.erase(less.begin() + static_cast<std::ptrdiff_t>(at), less.begin() + static_cast<std::ptrdiff_t>(at + size));
      if (WorkPlayer().play(less).empty()) {
        at += size;
      } else {
        work = std::move(less);
      }
    }
  }
  return work;
}

}  // namespace dockhand::test

// The seeds that a test with random numbers is played with: known ones by default, so that a run can be repeated.
//
// DOCKHAND_SEED=N plays N alone, DOCKHAND_SEEDS=N plays 1 to N, with DOCKHAND_FIRST_SEED=F as many from F on.
// DOCKHAND_QUICK=1 plays a tenth of what a whole run of the tests plays: for the tests of one room after a small change
// (toolchains/test --room).
#pragma once

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <vector>

namespace dockhand::test {

// How many of `whole` this run plays.
inline unsigned as_many(unsigned whole) {
  return std::getenv("DOCKHAND_QUICK") == nullptr ? whole : std::max(1U, whole / 10);
}

inline std::vector<unsigned> seeds(unsigned by_default = 2) {
  const auto given = [](const char* name) {
    const char* text = std::getenv(name);
    return text == nullptr ? 0U : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
  };
  if (const unsigned one = given("DOCKHAND_SEED"); one != 0) return {one};
  const unsigned many = given("DOCKHAND_SEEDS");
  std::vector<unsigned> all(many != 0 ? many : as_many(by_default));
  std::iota(all.begin(), all.end(), std::max(1U, given("DOCKHAND_FIRST_SEED")));
  return all;
}

}  // namespace dockhand::test

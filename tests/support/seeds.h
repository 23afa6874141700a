// The seeds that a test with random numbers is played with: known ones by default, so that a run can be repeated.
//
// DOCKHAND_SEED=N plays N alone, DOCKHAND_SEEDS=N plays 1 to N, with DOCKHAND_FIRST_SEED=F as many from F on.
// DOCKHAND_QUICK=1 plays a tenth of what a whole run of the tests plays: for the tests of one room after a small change
// (toolchains/test --room). DOCKHAND_HALF=1 or 2 plays one half of a test that is long, so that two cores share it.
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

// `all`, or the half of it that this run plays. Neighbours stay together by four: what every fourth seed does is done
// in both halves.
template <class One>
std::vector<One> my_half(std::vector<One> all) {
  const char* half = std::getenv("DOCKHAND_HALF");
  if (half == nullptr) return all;
  std::vector<One> mine;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if ((i / 4) % 2 == (*half == '1' ? 0 : 1)) mine.push_back(std::move(all[i]));
  }
  return mine;
}

}  // namespace dockhand::test

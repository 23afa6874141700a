// Each guard of storage/ledger/guards.def is removed in turn, and the simulation has to notice.
//
// DOCKHAND_GUARD=NAME removes one alone; DOCKHAND_SEEDS=N tries the first N stories of each.
#include <array>
#include <cstdio>
#include <cstdlib>

#include "storage/ledger/guards.h"
#include "tests/support/sim_site.h"

namespace {
std::optional<dockhand::Guard> removed;
}  // namespace

namespace dockhand {
// Takes the place of the product's own, in which all stand.
bool stands(Guard guard) { return removed != guard; }
}  // namespace dockhand

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Named {
  Guard guard;
  const char* name;
  const char* why;
};
constexpr std::array guards{
#define GUARD(name, why) Named{Guard::name, #name, why},
#include "storage/ledger/guards.def"
#undef GUARD
};

// The first story that ends badly without the guard; none of the seeds: 0.
std::uint64_t noticed_at(Guard guard, std::uint64_t seeds, std::string& complaint) {
  removed = guard;
  std::uint64_t found = 0;
  for (std::uint64_t seed = 1; seed <= seeds && found == 0; ++seed) {
    complaint = SimSite(Story::of(seed)).play();
    if (!complaint.empty()) found = seed;
  }
  removed.reset();
  return found;
}

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

}  // namespace

TEST(every_guard_that_is_removed_is_missed) {
  const char* given = std::getenv("DOCKHAND_SEEDS");
  const std::uint64_t seeds = given == nullptr ? 200 : std::strtoull(given, nullptr, 10);
  const char* alone = std::getenv("DOCKHAND_GUARD");
  std::vector<std::string> missed;
  for (const Named& one : guards) {
    if (alone != nullptr && std::string(alone) != one.name) continue;
    std::string complaint;
    const std::uint64_t seed = noticed_at(one.guard, seeds, complaint);
    std::printf("%-18s %s\n", one.name,
                seed == 0 ? "NOT NOTICED" : ("seed " + std::to_string(seed) + ": " + complaint.substr(0, 110)).c_str());
    std::fflush(stdout);
    if (seed == 0) missed.push_back(one.name);
  }
  std::printf("%zu of %zu guards are missed when they are gone\n", guards.size() - missed.size(), guards.size());
  REQUIRE(missed == std::vector<std::string>());
}

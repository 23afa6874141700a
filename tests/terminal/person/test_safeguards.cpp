// Each safeguard of terminal/kit/safeguards.def is removed in turn, and the random tester has to notice.
//
// DOCKHAND_SAFEGUARD=NAME removes one alone; DOCKHAND_SEEDS=N tries the first N sequences of each, after those of
// tests/corpus/work.
#include <array>
#include <cstdio>
#include <cstdlib>

#include "terminal/kit/safeguards.h"
#include "tests/support/person/played_work.h"
#include "tests/support/unity.h"

namespace {
std::optional<dockhand::Safeguard> removed;
}  // namespace

namespace dockhand {
// Takes the place of the product's own, in which all stand.
bool stands(Safeguard safeguard) { return removed != safeguard; }
}  // namespace dockhand

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Named {
  Safeguard safeguard;
  const char* name;
  const char* why;
};
constexpr std::array safeguards{
#define SAFEGUARD(name, why) Named{Safeguard::name, #name, why},
#include "terminal/kit/safeguards.def"
#undef SAFEGUARD
};

// Says what found it, and its complaint. It is empty when nothing did. What is wrong with all of them in place is no
// answer.
struct Noticed {
  std::string by{};
  std::string complaint{};
};

Noticed noticed_without(Safeguard safeguard, unsigned seeds) {
  const auto complaint_without = [&](const Work& work) {
    removed = safeguard;
    std::string complaint = wrong_in(work);
    removed.reset();
    return complaint.empty() || !wrong_in(work).empty() ? "" : complaint;
  };
  for (const auto& [name, work] : kept_sequences()) {
    if (std::string complaint = complaint_without(work); !complaint.empty()) return {name, complaint};
  }
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    std::string complaint = complaint_without(random_sequence(seed));
    if (!complaint.empty()) return {"seed " + std::to_string(seed), complaint};
  }
  return {};
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

}  // namespace

TEST(every_safeguard_that_is_removed_is_missed) {
  const char* given = std::getenv("DOCKHAND_SEEDS");
  const auto seeds = given == nullptr ? 2000U : static_cast<unsigned>(std::strtoul(given, nullptr, 10));
  const char* alone = std::getenv("DOCKHAND_SAFEGUARD");
  std::vector<std::string> missed;
  for (const Named& one : safeguards) {
    if (alone != nullptr && std::string(alone) != one.name) continue;
    const Noticed noticed = noticed_without(one.safeguard, seeds);
    const bool found = !noticed.complaint.empty();
    std::printf("%-18s %s\n", one.name,
                found ? (noticed.by + ": " + first_line(noticed.complaint)).c_str() : "NOT NOTICED");
    std::fflush(stdout);
    if (!found) missed.push_back(one.name);
  }
  std::printf("%zu of %zu safeguards are missed when they are gone\n", safeguards.size() - missed.size(),
              safeguards.size());
  REQUIRE(missed == std::vector<std::string>());
}

// Three terminals of a site whose people write down all that their hands do, truthfully: then the books say what lies
// where, or somebody is asked about exactly that, and once all is counted nothing is open.
//
// DOCKHAND_SEEDS=N plays more of them, DOCKHAND_SEED=N one alone; DOCKHAND_STORY=1 prints what happens in it, made as
// short as it still ends badly.
#include <cstdio>

#include "tests/support/seeds.h"
#include "tests/support/site/truth_story.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

void play_all(Meets meets, unsigned by_default) {
  int bad = 0;
  for (const unsigned seed : seeds(by_default)) {
    const TruthStory story = TruthStory::of(seed, meets);
    const bool loud = std::getenv("DOCKHAND_STORY") != nullptr;
    if (loud) unsetenv("DOCKHAND_STORY");
    const std::string complaint = TruthSite::play(story);
    if (complaint.empty()) continue;
    ++bad;
    std::printf("seed %u: %s\n", seed, complaint.c_str());
    const TruthStory shortest = shrunk(story);
    if (loud) setenv("DOCKHAND_STORY", "1", 1);
    std::printf("  in %zu steps: %s\n", shortest.steps.size(), TruthSite::play(shortest).c_str());
  }
  INFO(bad << " stories ended badly");
  REQUIRE(bad == 0);
}

}  // namespace

TEST(terminals_that_work_apart_for_long_come_to_the_truth) { play_all(Meets::seldom, 20); }
TEST(terminals_in_touch_come_to_the_truth) { play_all(Meets::always, 10); }
TEST(a_hub_that_is_set_back_comes_to_the_truth) { play_all(Meets::set_back, 10); }
TEST(a_hub_that_is_made_anew_comes_to_the_truth) { play_all(Meets::made_anew, 10); }

// Sites for a day, many times over: terminals, their hub, and everything that can go wrong between them.
//
// DOCKHAND_SEEDS=1000000 .build/release/bin/test_sync_simulation is the long run. A failure names its story, made as
// short as it still fails; DOCKHAND_SEED=N DOCKHAND_STEPS=S DOCKHAND_MISHAPS=M plays that one again.
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "tests/support/site/sim_site.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

Story story_from_surroundings(std::uint64_t seed) {
  Story story = Story::of(seed);
  story.steps = static_cast<int>(number_from("DOCKHAND_STEPS", static_cast<std::uint64_t>(story.steps)));
  story.mishaps = static_cast<unsigned>(number_from("DOCKHAND_MISHAPS", story.mishaps));
  return story;
}

void play(const Story& story) {
  const std::string complaint = SimSite(story).play();
  if (complaint.empty()) return;
  const Story shortest = shrunk(story);
  INFO(story.text() << ": " << complaint);
  INFO(shortest.text() << ": " << SimSite(shortest).play());
  FAIL("a site ended badly");
}

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

}  // namespace

TEST(whatever_goes_wrong_a_site_comes_to_rest_with_one_truth_and_nothing_lost) {
  if (const auto one = number_from("DOCKHAND_SEED", 0)) return play(story_from_surroundings(one));
  const auto seeds = number_from("DOCKHAND_SEEDS", 25);
  const auto start = std::chrono::steady_clock::now();
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) play(Story::of(seed));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::printf("%llu histories, %.0f a second\n", static_cast<unsigned long long>(seeds),
              static_cast<double>(seeds) / took.count());
}

TEST(a_hub_whose_truth_is_in_a_store_loses_its_disk_and_the_store_and_nothing_of_the_site) {
  const auto play_stored = [](Story story) {
    story.stored = true;
    play(story);
  };
  if (const auto one = number_from("DOCKHAND_SEED", 0)) return play_stored(story_from_surroundings(one));
  const auto seeds = number_from("DOCKHAND_SEEDS", 12);
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) play_stored(Story::of(seed));
}

// Whatever a person does, and whatever comes from elsewhere meanwhile: what was booked is what the last frame said,
// nothing begun is gone, and every answer belonged to an open question.
//
// Each run plays 10,000 sequences, about 20 ms each in a debug build, in two halves beside each other; DOCKHAND_SEEDS=N
// as many from DOCKHAND_FIRST_SEED on. A failing one is shrunk and printed. When seeds are named it is also kept as a
// file of tests/corpus/work, all of which every run plays again.
#include <cstdlib>
#include <fstream>

#include "tests/support/person/played_work.h"
#include "tests/support/seeds.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  // Returns its smallest part when it is wrong.
  static std::optional<Work> check_right(const Work& work) {
    const std::string wrong = wrong_in(work);
    if (wrong.empty()) return std::nullopt;
    Work smallest = shrunk(work);
    FAIL_CHECK(wrong_in(smallest) << "\n--- the smallest sequence:\n"
                                  << text_of(smallest) << "--- the whole one ended so: " << wrong);
    return smallest;
  }
  static std::vector<std::pair<std::string, Work>> my_kept_sequences() {
    const auto all = kept_sequences();
    return my_half(std::vector<std::pair<std::string, Work>>(all.begin(), all.end()));
  }
  static bool seeds_are_named() {
    return std::getenv("DOCKHAND_SEEDS") != nullptr || std::getenv("DOCKHAND_SEED") != nullptr;
  }
};

constexpr const char* corpus = DOCKHAND_SOURCE_DIR "/tests/corpus/work";
constexpr int max_wrong = 10;  // of one run: shrinking takes longer than playing

}  // namespace

TEST(what_is_booked_is_what_was_shown_and_nothing_begun_vanishes) {
  int wrong = 0;
  for (const unsigned seed : my_half(seeds(10000))) {
    INFO("seed " << seed);
    const auto smallest = check_right(random_sequence(seed));
    if (!smallest) continue;
    const auto kept = std::filesystem::path(corpus) / ("seed_" + std::to_string(seed) + ".txt");
    if (seeds_are_named()) std::ofstream(kept) << text_of(*smallest);
    REQUIRE(++wrong < max_wrong);
  }
}

TEST(what_was_begun_and_the_last_booking_are_there_after_a_restart) {
  int wrong = 0;
  for (const unsigned seed : my_half(seeds(60))) {
    INFO("seed " << seed);
    const std::string lost = lost_by_restart(random_sequence(seed));
    CHECK(lost == "");
    REQUIRE((lost.empty() || ++wrong < max_wrong));
  }
  for (const auto& [name, work] : my_kept_sequences()) {
    INFO(name);
    CHECK(lost_by_restart(work) == "");
  }
}

TEST(sequences_that_were_wrong_once_are_right) {
  for (const auto& [name, work] : my_kept_sequences()) {
    INFO(name);
    REQUIRE_FALSE(work.empty());
    check_right(work);
  }
}

TEST(a_step_is_its_line) {
  for (const char* line :
       {"scan PO-7", "twice YES", "typed 12", "press number", "tap 3", "hasty 3", "type 12", "elsewhere 4 2",
        "unseen 1 2", "wait 90", "crash", "lanes", "stick", "staff", "sign BADGE-1"}) {
    REQUIRE(WorkStep::parse(line).line() == line);
  }
}

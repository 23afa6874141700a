// Whatever a person does, and whatever comes from elsewhere meanwhile: what was booked is what the last frame said,
// nothing begun is gone, and every answer belonged to an open question.
//
// DOCKHAND_SEEDS=10000 plays so many sequences, DOCKHAND_SEED=N one of them. A failing one is shrunk and printed; it is
// kept as a file of tests/corpus/work, each of which is played again in every run.
#include <fstream>

#include "tests/support/random_work.h"
#include "tests/support/seeds.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  static void require_right(const Work& work) {
    const std::string wrong = WorkPlayer().play(work);
    if (wrong.empty()) return;
    const Work smallest = shrunk(work);
    FAIL(WorkPlayer().play(smallest) << "\n--- the smallest sequence:\n" << text_of(smallest));
  }
};

}  // namespace

TEST(what_is_booked_is_what_was_shown_and_nothing_begun_vanishes) {
  for (const unsigned seed : seeds(2000)) {
    INFO("seed " << seed);
    require_right(RandomWork(seed).sequence());
  }
}

TEST(sequences_that_were_wrong_once_are_right) {
  for (const auto& entry : std::filesystem::directory_iterator(DOCKHAND_SOURCE_DIR "/tests/corpus/work")) {
    std::ifstream stream(entry.path());
    Work work;
    for (std::string line; std::getline(stream, line);) {
      if (!line.empty()) work.push_back(WorkStep::parse(line));
    }
    INFO(entry.path());
    REQUIRE_FALSE(work.empty());
    require_right(work);
  }
}

TEST(a_step_is_its_line) {
  for (const char* line :
       {"scan PO-7", "twice YES", "tap 3", "type 12", "elsewhere 4 2", "unseen 1 2", "wait 90", "crash"}) {
    REQUIRE(WorkStep::parse(line).line() == line);
  }
}

// A short run of the fuzz targets of the protocol: the corpus, and what chance makes of it. toolchains/fuzz does the
// long one.
#include "tests/fuzz/messages.h"
#include "tests/support/corpus.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

}  // namespace

TEST(no_push_upsets_its_reader) { REQUIRE(test::play(test::corpus("push"), 4000, test::fuzz_push) > 4000); }

TEST(no_answer_to_a_pull_upsets_its_reader) {
  REQUIRE(test::play(test::corpus("changes"), 4000, test::fuzz_changes) > 4000);
}

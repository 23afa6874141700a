// Scenes in which a text was once read that is on no label: found by bench_scanner --false-reads.
#include "tests/bench/bench_false_reads.h"
#include "tests/support/unity.h"

using namespace dockhand::bench;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  FalseReads seen;
};
}  // namespace

// The library's error correction read "AAAA..." in it, or never ended.
TEST(bars_that_look_like_the_edge_of_a_pdf417_are_no_text) {
  add_scene(seen, 11, 1771);
  REQUIRE(seen.empty_frames == 5);
  REQUIRE(seen.empty_wrong == 0);
}

// Sharpened in four ways the three digits before the last looked alike in each, and were others.
TEST(a_smeared_upc_is_not_taken_for_one_that_looks_alike) {
  for (const int scene : {8734, 11660}) add_scene(seen, 11, scene);
  REQUIRE(seen.frames == 10);
  REQUIRE(seen.wrong == 0);
}

// The blur of 1.65 pixels a module moves 4 to 9 and 2 to 1, and the check digit is right.
TEST(a_text_is_not_believed_while_another_explains_the_picture_better) {
  add_scene(seen, 11, 18032);
  REQUIRE(seen.frames == 5);
  REQUIRE(seen.wrong == 0);
}

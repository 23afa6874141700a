#include <random>

#include "scanner/reader/motion_gate.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  static Symbol code(std::string text) {
    Symbol symbol;
    symbol.symbology = Symbology::code128;
    symbol.text = std::move(text);
    return symbol;
  }
  // How many scans one frame with these codes gives at this millisecond.
  std::size_t at(std::int64_t ms, const std::vector<Symbol>& seen) { return gate.pass(seen, Instant{ms}).size(); }

  ViewGate gate{std::chrono::milliseconds(500)};
};
}  // namespace

TEST(a_code_held_in_view_is_one_scan) {
  std::size_t scans = 0;
  for (std::int64_t ms = 0; ms < 10'000; ms += 33) scans += at(ms, {code("A")});
  REQUIRE(scans == 1);
}

TEST(a_code_counts_again_when_it_has_left) {
  REQUIRE(at(0, {code("A")}) == 1);
  REQUIRE(at(100, {}) == 0);
  REQUIRE(at(700, {code("A")}) == 1);
}

TEST(a_few_missed_frames_are_no_leaving) {
  REQUIRE(at(0, {code("A")}) == 1);
  REQUIRE(at(450, {code("A")}) == 0);
  REQUIRE(at(900, {code("A")}) == 0);
}

TEST(another_code_beside_a_held_one_is_a_scan) {
  REQUIRE(at(0, {code("A")}) == 1);
  REQUIRE(at(33, {code("A"), code("B")}) == 1);
  REQUIRE(at(66, {code("A"), code("B")}) == 0);
}

TEST(a_pull_of_the_trigger_always_counts) {
  REQUIRE(at(0, {code("A")}) == 1);
  gate.trigger();
  REQUIRE(at(33, {code("A")}) == 1);
}

TEST(twins_in_one_frame_are_one_scan) { REQUIRE(at(0, {code("A"), code("A")}) == 1); }

TEST(twins_count_each_when_the_screen_asks_for_it) {
  ViewGate each{std::chrono::milliseconds(500), Twins::each};
  const auto scans = [&](std::int64_t ms, const std::vector<Symbol>& seen) {
    return each.pass(seen, Instant{ms}).size();
  };
  REQUIRE(scans(0, {code("A"), code("A")}) == 2);
  REQUIRE(scans(33, {code("A")}) == 0);
  REQUIRE(scans(66, {code("A"), code("A")}) == 0);
  REQUIRE(scans(100, {code("A"), code("A"), code("A"), code("B")}) == 2);
  REQUIRE(scans(2000, {code("A")}) == 1);
}

TEST(a_still_scene_is_looked_at_now_and_then) {
  MotionGate motion(5);
  const Picture frame(640, 480, 128);
  int looked = 0;
  for (int i = 0; i < 21; ++i) looked += motion.changed(frame.view()) ? 1 : 0;
  REQUIRE(looked == 5);
}

TEST(noise_is_no_motion_and_a_label_is) {
  MotionGate motion(1000);
  std::mt19937 random(7);
  Picture frame(640, 480, 128);
  REQUIRE(motion.changed(frame.view()));
  for (auto& pixel : frame.pixels) pixel = static_cast<std::uint8_t>(124 + random() % 9);
  REQUIRE_FALSE(motion.changed(frame.view()));
  for (int y = 200; y < 280; ++y)
    for (int x = 300; x < 400; ++x) frame.row(y)[x] = 250;
  REQUIRE(motion.changed(frame.view()));
}

TEST(a_frame_of_another_size_is_looked_at) {
  MotionGate motion(1000);
  REQUIRE(motion.changed(Picture(64, 48, 9).view()));
  REQUIRE(motion.changed(Picture(48, 64, 9).view()));
  REQUIRE_FALSE(motion.changed(PictureView{}));
}

TEST(the_gate_knows_for_how_long_nothing_has_moved) {
  MotionGate motion(5);
  const Picture frame(640, 480, 128);
  motion.changed(frame.view());
  REQUIRE(motion.still_for() == 0);
  for (int i = 0; i < 12; ++i) motion.changed(frame.view());
  REQUIRE(motion.still_for() == 12);
  motion.changed(Picture(640, 480, 10).view());
  REQUIRE(motion.still_for() == 0);
}

#include <random>

#include "scanner/reader/motion_gate.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}
};
}  // namespace

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

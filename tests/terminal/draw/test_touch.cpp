#include "terminal/draw/touch.h"
#include "tests/support/unity.h"

namespace {

using namespace dockhand;

constexpr float unit = 8;

struct Fixture {
  void setUp() {
    drawn.screen = {0, 0, 480, 800};
    drawn.list = {0, 100, 480, 500};
    drawn.content = 2000;
    drawn.targets = {{"row:1", "One", {0, 100, 480, 88}, {0, 100, 480, 88}},
                     {"row:2", "Two", {0, 188, 480, 88}, {0, 188, 480, 88}},
                     {"back", "Back", {16, 700, 104, 88}, {16, 700, 104, 88}}};
    scroll.set_bounds(drawn.content, drawn.list.h);
  }
  void tearDown() {}

  void tap(Pos at, std::int64_t ms) {
    touch.push({TouchPhase::down, at, ms});
    touch.push({TouchPhase::up, at, ms + 40});
  }
  std::string next() { return touch.next_tap(drawn, scroll, unit).value_or(""); }

  // From y to y2 within the list in steps of 16 ms.
  void drag(float from, float to, std::int64_t& now) {
    touch.push({TouchPhase::down, {200, from}, now});
    for (int i = 1; i <= 10; ++i) {
      now += 16;
      touch.push({TouchPhase::move, {200, from + (to - from) * static_cast<float>(i) / 10}, now});
    }
  }

  Drawn drawn;
  Scroll scroll;
  Touch touch;
};

TEST(a_tap_gives_the_id_under_the_finger) {
  tap({50, 740}, 0);
  REQUIRE(next() == "back");
  REQUIRE(next().empty());
}

TEST(two_taps_within_one_frame_are_two_taps) {
  tap({50, 140}, 0);
  tap({50, 230}, 5);
  REQUIRE(next() == "row:1");
  REQUIRE(next() == "row:2");
}

TEST(a_trembling_finger_still_taps) {
  touch.push({TouchPhase::down, {50, 140}, 0});
  touch.push({TouchPhase::move, {58, 147}, 20});
  touch.push({TouchPhase::up, {56, 144}, 60});
  REQUIRE(next() == "row:1");
  REQUIRE(scroll.offset() == 0);
}

TEST(a_drag_scrolls_and_taps_nothing) {
  std::int64_t now = 0;
  drag(500, 300, now);
  touch.push({TouchPhase::up, {200, 300}, now + 200});
  REQUIRE(next().empty());
  REQUIRE(scroll.offset() > 150);
  REQUIRE_FALSE(scroll.moving());
}

TEST(a_flick_rolls_on_and_comes_to_rest_within_bounds) {
  std::int64_t now = 0;
  drag(560, 200, now);
  touch.push({TouchPhase::up, {200, 200}, now});
  REQUIRE(next().empty());
  const float at_release = scroll.offset();
  REQUIRE(scroll.moving());
  for (int i = 0; i < 400 && scroll.moving(); ++i) scroll.advance(now += 16);
  REQUIRE_FALSE(scroll.moving());
  REQUIRE(scroll.offset() > at_release);
  REQUIRE(scroll.offset() <= 1500);
}

TEST(a_finger_that_stops_a_rolling_list_taps_nothing) {
  std::int64_t now = 0;
  drag(560, 200, now);
  touch.push({TouchPhase::up, {200, 200}, now});
  REQUIRE(next().empty());
  tap({50, 140}, now + 30);
  REQUIRE(next().empty());
  REQUIRE_FALSE(scroll.moving());
}

TEST(a_finger_that_slides_off_a_button_does_not_press_it) {
  touch.push({TouchPhase::down, {50, 740}, 0});
  touch.push({TouchPhase::up, {300, 740}, 60});
  REQUIRE(next().empty());
}

TEST(a_cancelled_touch_is_none) {
  touch.push({TouchPhase::down, {50, 740}, 0});
  touch.push({TouchPhase::cancel, {50, 740}, 60});
  REQUIRE(next().empty());
}

TEST(a_list_that_fits_does_not_scroll) {
  scroll.set_bounds(400, 500);
  scroll.jump(50);
  REQUIRE(scroll.offset() == 0);
}

TEST(reveal_moves_no_more_than_needed) {
  scroll.reveal(600, 700);
  REQUIRE(scroll.offset() == 200);
  scroll.reveal(300, 400);
  REQUIRE(scroll.offset() == 200);
  scroll.reveal(100, 188);
  REQUIRE(scroll.offset() == 100);
}

}  // namespace

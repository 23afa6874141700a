#include <algorithm>

#include "terminal/draw/surface.h"
#include "tests/support/terminal/gallery.h"
#include "tests/support/unity.h"

namespace {

using namespace dockhand;

struct Fixture {
  void setUp() { surface.show(test::home(), 0); }
  void tearDown() {}

  static Display display(bool mirrored) {
    Display shown{480, 800, Scale(8)};
    shown.mirrored = mirrored;
    shown.dim_after = 60'000;
    return shown;
  }
  const TouchTarget& target(const std::string& id) const {
    for (const TouchTarget& one : surface.drawn().targets) {
      if (one.id == id) return one;
    }
    FAIL("there is no " << id);
    return surface.drawn().targets.front();
  }
  // Returns how many inputs came of a tap.
  int tap(const std::string& id, std::int64_t now) {
    const Pos at = target(id).visible.centre();
    surface.touch({TouchPhase::down, at, now});
    surface.touch({TouchPhase::up, at, now + 50});
    int inputs = 0;
    while (surface.next_input()) ++inputs;
    surface.show(test::home(), now + 60);
    return inputs;
  }
  int brightest() const {
    int found = 0;
    for (const std::uint32_t pixel : surface.picture().pixels) found = std::max(found, static_cast<int>(pixel & 0xFF));
    return found;
  }

  Surface surface{display(false)};
};

TEST(a_screen_that_nobody_uses_gets_dark) {
  REQUIRE_FALSE(surface.due(59'999));
  REQUIRE(surface.due(60'000));
  REQUIRE(brightest() == 255);
  surface.show(test::home(), 60'000);
  REQUIRE(brightest() < 64);
  REQUIRE_FALSE(surface.due(70'000));
}

TEST(a_dark_screen_goes_off_in_the_end_and_a_touch_wakes_it) {
  Display shown = display(false);
  shown.off_after = 90'000;
  Surface idle(shown);
  idle.show(test::home(), 0);
  idle.show(test::home(), 60'000);
  REQUIRE(idle.light() == Light::dark);
  REQUIRE(idle.due(90'000));
  idle.show(test::home(), 90'000);
  REQUIRE(idle.light() == Light::off);
  for (const std::uint32_t pixel : idle.picture().pixels) REQUIRE((pixel & 0xFFFFFF) == 0);
  idle.touch({TouchPhase::down, idle.drawn().targets.front().visible.centre(), 91'000});
  idle.touch({TouchPhase::up, idle.drawn().targets.front().visible.centre(), 91'050});
  REQUIRE_FALSE(idle.next_input());
  idle.show(test::home(), 91'060);
  REQUIRE(idle.light() == Light::on);
}

TEST(a_touch_that_wakes_does_nothing_else) {
  surface.show(test::home(), 60'000);
  REQUIRE(tap("pick", 61'000) == 0);
  REQUIRE(brightest() == 255);
  REQUIRE(tap("pick", 62'000) == 1);
}

TEST(a_touch_before_it_was_drawn_dark_is_swallowed_only_when_the_time_is_over) {
  REQUIRE(tap("pick", 59'000) == 1);
  REQUIRE(tap("pick", 118'000) == 1);
  REQUIRE(tap("pick", 180'000) == 0);
}

TEST(a_scan_wakes_the_screen_and_counts) {
  surface.show(test::home(), 60'000);
  surface.text("PO-7001", 60'500);
  surface.press(Key::enter, 60'510);
  const auto input = surface.next_input();
  REQUIRE(input.has_value());
  REQUIRE(std::get<KeyScan>(*input).symbol.text == "PO-7001");
  surface.show(test::home(), 61'000);
  REQUIRE(brightest() == 255);
}

TEST(an_answer_wakes_the_screen) {
  surface.show(test::home(), 60'000);
  Frame answered = test::home();
  answered.toast = Toast{ToastKind::accepted, "1 received"};
  surface.show(answered, 61'000);
  REQUIRE(brightest() == 255);
}

TEST(a_mirrored_action_bar_has_the_primary_action_on_the_left) {
  surface.show(test::pick(), 0);
  const auto actions = std::get<WorkPage>(test::pick().page).actions;
  const Rect primary = target(actions.back().id).rect, first = target(actions.front().id).rect;
  REQUIRE(first.x < primary.x);

  surface.change(display(true));
  surface.show(test::pick(), 0);
  const Rect mirrored = target(actions.back().id).rect;
  REQUIRE(mirrored.x < target(actions.front().id).rect.x);
  REQUIRE(mirrored.x == 480 - primary.right());
  REQUIRE(mirrored.w == primary.w);
}

// There are two taps at one spot: the second was meant for what was there before.
TEST(a_tap_on_what_has_only_just_come_to_lie_there_is_not_taken) {
  Frame asks = test::home();
  auto& page = std::get<WorkPage>(asks.page);
  page.actions = {{.id = "back", .label = "Back"}, {.id = "done", .label = "Done"}};
  surface.show(asks, 1000);
  const Pos at = target("done").visible.centre();
  page.strip = "Is it gone?";
  page.actions.back() = {.id = "gone", .label = "It is gone"};
  surface.show(asks, 2000);
  const auto taps = [&](std::int64_t now) {
    surface.touch({TouchPhase::down, at, now});
    surface.touch({TouchPhase::up, at, now + 50});
    return surface.next_input().has_value();
  };
  REQUIRE_FALSE(taps(2399));
  REQUIRE(taps(2400));
  page.strip = "Is that gone too?";  // another question with the same button
  surface.show(asks, 3000);
  REQUIRE_FALSE(taps(3100));
  surface.show(asks, 3200);
  REQUIRE(taps(3400));
}

TEST(a_key_that_presses_what_has_only_just_come_to_lie_there_is_not_taken) {
  Frame asks = test::home();
  auto& page = std::get<WorkPage>(asks.page);
  page.actions = {{.id = "back", .label = "Back"}, {.id = "done", .label = "Done"}};
  surface.show(asks, 1000);
  page.strip = "Is it gone?";
  page.actions.back() = {.id = "gone", .label = "It is gone"};
  page.numbered = true;
  page.rows = {{.id = "row", .title = "A row"}};
  surface.show(asks, 2000);
  const auto taken = [&] {
    int inputs = 0;
    while (surface.next_input()) ++inputs;
    return inputs;
  };
  surface.press(Key::f2, 2399);
  REQUIRE(taken() == 0);
  surface.press(Key::f2, 2400);
  REQUIRE(taken() == 1);
  surface.press(Key::down, 2500);
  page.strip = "Is that gone too?";
  surface.show(asks, 3000);
  surface.press(Key::enter, 3100);  // what has the focus
  surface.text("1", 3200);
  surface.press(Key::enter, 3900);  // the row that had the number when it was typed
  REQUIRE(taken() == 0);
  surface.press(Key::f2, 3950);
  REQUIRE(taken() == 1);
}

// Who types says what he means, and Enter confirms that.
TEST(digits_and_enter_go_to_a_keypad_that_has_only_just_come) {
  Frame pad = test::home();
  KeypadPage page;
  page.title = "Picked";
  page.actions = {{.id = "back", .label = "Back"}, {.id = "confirm", .label = "Confirm"}};
  pad.page = page;
  surface.show(pad, 2000);
  surface.press(Key::enter, 2050);  // nothing is typed yet
  REQUIRE_FALSE(surface.next_input());
  surface.text("4", 2100);
  surface.press(Key::enter, 2200);
  REQUIRE(std::get<KeyTap>(*surface.next_input()).id == "key:4");
  REQUIRE(std::get<KeyTap>(*surface.next_input()).id == "confirm");
}

TEST(a_list_begins_at_its_top_under_another_heading) {
  Frame frame = test::home();
  auto& page = std::get<WorkPage>(frame.page);
  for (int i = 0; i < 30; ++i) page.rows.push_back(page.rows.front());
  surface.show(frame, 0);
  surface.wheel(50);
  surface.show(frame, 10);
  REQUIRE(surface.drawn().scroll > 0);
  page.list_heading = "Something else";
  surface.show(frame, 20);
  REQUIRE(surface.drawn().scroll == 0);
}

}  // namespace

TEST(what_is_typed_while_somebody_signs_on_is_drawn_as_stars) {
  const auto drawn_text = [&](const std::string& text) {
    const auto& all = surface.drawn().texts;
    return std::any_of(all.begin(), all.end(),
                       [&](const DrawnText& one) { return one.text.find(text) != one.text.npos; });
  };
  Frame frame = test::home();
  for (const bool secret : {false, true}) {
    frame.secret = secret;
    surface.text(secret ? "" : "471103", 100);
    surface.show(frame, 200);
    REQUIRE(drawn_text("471103") != secret);
    REQUIRE(drawn_text("******") == secret);
  }
}

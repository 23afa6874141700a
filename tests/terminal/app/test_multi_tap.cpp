#include "terminal/app/multi_tap.h"
#include "tests/support/unity.h"

namespace {

using namespace dockhand;

struct Fixture {
  void setUp() {}
  void tearDown() {}

  // Presses after `pause` ms each.
  void press(std::string_view keys, std::int64_t pause = 200) {
    for (const char key : keys) {
      now.ms += pause;
      typed.press(key, now);
    }
  }

  MultiTap typed;
  Instant now = Instant::parse("2026-11-22T14:00:00Z").value();
};

TEST(digits_are_a_tap_each_however_quick) {
  press("4471");
  REQUIRE(typed.text() == "4471");
}

TEST(quick_taps_on_one_key_go_through_its_letters_and_round) {
  typed.change_mode();
  press("55");
  REQUIRE(typed.text() == "K");
  press("55");
  REQUIRE(typed.text() == "J");
}

TEST(after_a_pause_the_same_key_begins_a_new_letter) {
  typed.change_mode();
  press("5");
  press("5", 1500);
  REQUIRE(typed.text() == "JJ");
}

TEST(another_key_begins_a_new_letter_at_once) {
  typed.change_mode();
  press("5551");
  REQUIRE(typed.text() == "L-");
}

TEST(a_code_of_letters_and_digits_is_typed_in_two_modes) {
  typed.change_mode();
  press("66555");
  press("1");
  typed.change_mode();
  press("4471");
  REQUIRE(typed.text() == "NL-4471");
}

TEST(delete_takes_one_character_and_the_next_tap_begins_anew) {
  typed.change_mode();
  press("25");
  typed.erase();
  press("2");
  REQUIRE(typed.text() == "AA");
}

TEST(a_text_is_never_longer_than_a_lot_may_be) {
  for (int i = 0; i < 30; ++i) press("1");
  REQUIRE(typed.text().size() == MultiTap::max_size);
}

TEST(what_is_no_key_types_nothing) {
  press("x");
  REQUIRE(typed.text().empty());
}

}  // namespace

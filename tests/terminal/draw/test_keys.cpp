#include "terminal/draw/keys.h"
#include "tests/support/unity.h"

namespace {

using namespace dockhand;

struct Fixture {
  void setUp() {
    const auto add = [](Drawn& drawn, const char* id, Rect rect, TargetKind kind = TargetKind::key) {
      drawn.targets.push_back({id, id, rect, rect, kind});
    };
    add(list, "back", {16, 700, 104, 88}, TargetKind::action);
    add(list, "go", {130, 700, 334, 88}, TargetKind::action);
    add(list, "search", {360, 20, 104, 80});
    add(list, "row:1", {0, 100, 480, 88}, TargetKind::row);
    add(list, "row:2", {0, 188, 480, 88}, TargetKind::row);
    list.rows = {{"row:1", 0, 88}, {"row:2", 88, 176}, {"row:3", 176, 264}};  // the third is out of sight
    list.list = {0, 100, 480, 176};
    add(pad, "abc:0", {0, 300, 100, 100});
    add(pad, "back", {16, 700, 104, 88}, TargetKind::action);
    add(pad, "confirm", {130, 700, 334, 88}, TargetKind::action);
    add(keypad, "key:0", {0, 300, 100, 100});
    add(keypad, "key:1", {0, 100, 100, 100});
    add(keypad, "back", {16, 700, 104, 88}, TargetKind::action);
    add(keypad, "confirm", {130, 700, 334, 88}, TargetKind::action);
    keypad.enter = pad.enter = "confirm";
  }
  void tearDown() {}

  static std::string told(const std::vector<KeyAction>& actions) {
    std::string all;
    for (const auto& action : actions) {
      if (const auto* tap = std::get_if<KeyTap>(&action)) all += "tap " + tap->id + ";";
      if (const auto* scan = std::get_if<KeyScan>(&action)) all += "scan " + scan->symbol.text + ";";
      if (std::holds_alternative<KeyBack>(action)) all += "back;";
      if (std::holds_alternative<KeyTrouble>(action)) all += "trouble;";
    }
    return all;
  }

  Drawn list, keypad, pad;
  Keys keys;
};

TEST(a_line_ended_by_enter_is_a_scan) {
  REQUIRE(told(keys.text("5901234123457", list, 0)).empty());
  REQUIRE(told(keys.press(Key::enter, list, 1000)) == "scan 5901234123457;");
}

TEST(two_lines_in_one_piece_are_two_scans) { REQUIRE(told(keys.text("A-1\nB-2\n", list, 0)) == "scan A-1;scan B-2;"); }

TEST(a_line_ended_by_tab_is_a_scan_and_moves_no_focus) {
  keys.text("A-1", list, 0);
  REQUIRE(told(keys.press(Key::tab, list, 1000)) == "scan A-1;");
  REQUIRE(keys.focused().empty());
}

TEST(digits_go_to_an_open_keypad_and_enter_confirms) {
  REQUIRE(told(keys.text("10", keypad, 0)) == "tap key:1;tap key:0;");
  REQUIRE(told(keys.press(Key::enter, keypad, 1000)) == "tap confirm;");
}

TEST(a_product_code_scanned_on_a_keypad_is_a_scan_and_no_quantity) {
  keys.text("5901234123457", keypad, 0);
  REQUIRE(told(keys.press(Key::enter, keypad, 1000)) == "tap key:clear;scan 5901234123457;");
}

// The number was confirmed by touch: the keypad has it, and neither the next scan nor Enter may have it once more.
TEST(digits_that_a_keypad_has_got_are_no_part_of_what_comes_after_it) {
  keys.text("1", keypad, 0);
  keys.text("5901234123457", list, 900);
  REQUIRE(told(keys.press(Key::enter, list, 905)) == "scan 5901234123457;");
  keys.text("1", keypad, 2000);
  REQUIRE(keys.pending().empty());
  REQUIRE(told(keys.press(Key::enter, list, 3000)).empty());
}

// A person needs longer for two keys than a scanner for a code.
TEST(digits_and_a_suffix_in_one_burst_on_a_keypad_are_a_scan) {
  for (const char* digit : {"1", "0", "1"}) keys.text(digit, keypad, 0);
  REQUIRE(told(keys.press(Key::enter, keypad, 20)) == "tap key:delete;tap key:delete;tap key:delete;scan 101;");
  for (int i = 0; i < 3; ++i) keys.text("1", keypad, 1000 + 100 * i);
  REQUIRE(told(keys.press(Key::enter, keypad, 1300)) == "tap confirm;");
}

TEST(a_burst_after_a_typed_digit_leaves_what_was_typed) {
  keys.text("1", keypad, 0);
  keys.text("1001", keypad, 500);
  REQUIRE(told(keys.press(Key::enter, keypad, 510)) ==
          "tap key:delete;tap key:delete;tap key:delete;tap key:delete;scan 1001;");
}

TEST(tab_goes_round_and_enter_taps_what_has_the_focus) {
  keys.press(Key::tab, list, 1000);
  REQUIRE(keys.focused() == "row:1");
  keys.press(Key::back_tab, list, 1000);
  keys.press(Key::back_tab, list, 1000);
  REQUIRE(keys.focused() == "go");
  keys.press(Key::tab, list, 1000);
  REQUIRE(keys.focused() == "search");
  keys.press(Key::back_tab, list, 1000);
  REQUIRE(told(keys.press(Key::enter, list, 1000)) == "tap go;");
}

TEST(what_was_typed_before_a_keypad_came_is_no_beginning_of_its_number) {
  keys.text("14", list, 0);
  REQUIRE(told(keys.text("111011", keypad, 1000)) == "tap key:1;tap key:1;tap key:1;tap key:0;tap key:1;tap key:1;");
  REQUIRE(told(keys.press(Key::enter, keypad, 2000)) == "tap confirm;");
  keys.text("1", list, 4000);
  keys.text("A", pad, 5000);
  REQUIRE(told(keys.press(Key::enter, pad, 6000)) == "tap confirm;");
}

TEST(arrows_follow_the_layout) {
  keys.press(Key::up, list, 1000);
  REQUIRE(keys.focused() == "go");
  keys.press(Key::left, list, 1000);
  REQUIRE(keys.focused() == "back");
  keys.press(Key::right, list, 1000);
  REQUIRE(keys.focused() == "go");
  keys.press(Key::up, list, 1000);
  REQUIRE(keys.focused() == "row:2");
}

TEST(the_focus_reaches_rows_that_are_scrolled_out_of_sight) {
  for (int i = 0; i < 3; ++i) keys.press(Key::down, list, 1000);
  REQUIRE(keys.focused() == "row:3");
  REQUIRE(told(keys.press(Key::enter, list, 1000)).empty());  // nobody presses what he does not see
  keys.press(Key::up, list, 1000);
  REQUIRE(keys.focused() == "row:2");
}

TEST(the_focus_begins_at_the_row_that_is_worked_on) {
  list.active = {0, 88, 480, 88};
  keys.press(Key::down, list, 1000);
  REQUIRE(keys.focused() == "row:2");
}

TEST(a_short_number_by_hand_is_a_row_and_by_a_scanner_a_code) {
  list.numbered = true;
  keys.text("2", list, 0);
  REQUIRE(told(keys.press(Key::enter, list, 500)) == "tap row:2;");
  keys.text("12", list, 1000);
  REQUIRE(told(keys.press(Key::enter, list, 1010)) == "scan 12;");
  keys.text("9", list, 2000);
  REQUIRE(told(keys.press(Key::enter, list, 2500)) == "scan 9;");  // there is no such row: that is said
}

TEST(a_row_is_chosen_by_the_number_that_stands_before_it_and_never_by_its_place_whether_it_is_in_sight_or_not) {
  for (const char* number : {"2", "3"}) {
    list.numbered = false;
    keys.text(number, list, 0);
    REQUIRE(told(keys.press(Key::enter, list, 500)) == "scan " + std::string(number) + ";");
    list.numbered = true;
    keys.text(number, list, 1000);
    REQUIRE(told(keys.press(Key::enter, list, 1500)) == "tap row:" + std::string(number) + ";");
  }
}

TEST(a_number_is_the_quantity_where_the_page_has_one_and_no_number_before_its_rows) {
  list.targets.push_back({"number", "Quantity", {240, 700, 200, 88}, {240, 700, 200, 88}, TargetKind::action});
  for (const char* number : {"2", "120"}) {
    keys.text(number, list, 0);
    REQUIRE(told(keys.press(Key::enter, list, 500)) == "tap typed:" + std::string(number) + ";");
  }
  keys.text("12345678", list, 1000);  // no quantity is so long
  REQUIRE(told(keys.press(Key::enter, list, 2000)) == "scan 12345678;");
  keys.text("12", list, 3000);  // nor does a hand type so fast
  REQUIRE(told(keys.press(Key::enter, list, 3010)) == "scan 12;");
  list.numbered = true;
  keys.text("2", list, 4000);
  REQUIRE(told(keys.press(Key::enter, list, 5000)) == "tap row:2;");
}

TEST(a_digit_alone_answers_no_question) {
  list.numbered = true;
  list.rows.push_back({"no", 264, 352});
  keys.text("2", list, 0);
  REQUIRE(told(keys.rest(list, 5000)).empty());
  REQUIRE(told(keys.press(Key::enter, list, 5100)) == "tap row:2;");
}

TEST(the_number_of_an_answer_that_is_out_of_sight_brings_it_into_view_and_a_second_enter_gives_it) {
  list.numbered = true;
  list.rows.push_back({"no", 264, 352});
  for (const float scroll : {0.0F, 20.0F}) {  // nothing of it is seen, or a part
    list.scroll = scroll;
    keys.text("3", list, 0);
    REQUIRE(told(keys.press(Key::enter, list, 500)).empty());
    REQUIRE(keys.focused() == "row:3");
    keys.drop_focus();
  }
  list.scroll = 88;
  list.targets.push_back({"row:3", "row:3", {0, 188, 480, 88}, {0, 188, 480, 88}, TargetKind::row});
  keys.text("3", list, 1000);
  REQUIRE(told(keys.press(Key::enter, list, 1500)) == "tap row:3;");
  list.scroll = 0;
  keys.text("3", list, 2000);
  REQUIRE(told(keys.press(Key::enter, list, 2500)).empty());
  list.scroll = 88;
  REQUIRE(told(keys.press(Key::enter, list, 2600)).empty());  // nobody has read it yet
  REQUIRE(told(keys.press(Key::enter, list, 3000)) == "tap row:3;");
}

TEST(a_row_without_a_number_is_chosen_by_none) {
  list.numbered = true;
  for (RowPlace& row : list.rows) row.number = Row::no_number;
  keys.text("2", list, 0);
  REQUIRE(told(keys.press(Key::enter, list, 500)) == "scan 2;");  // the question says that it is no answer
}

TEST(a_digit_alone_chooses_a_row_where_rows_have_numbers) {
  keys.text("3", list, 0);
  REQUIRE(told(keys.rest(list, 5000)).empty());
  list.numbered = true;
  REQUIRE(told(keys.rest(list, Keys::lone_digit - 1)).empty());
  REQUIRE(told(keys.rest(list, Keys::lone_digit)) == "tap row:3;");
  keys.text("9", list, 5500);
  REQUIRE(told(keys.rest(list, 5500 + Keys::lone_digit)) == "scan 9;");
  keys.text("62", list, 6000);
  REQUIRE(told(keys.rest(list, 9000)).empty());  // the beginning of a code
}

TEST(enter_presses_the_button_of_a_red_page_and_the_second_enter_of_a_scan_does_not) {
  Drawn red;
  for (const char* id : {"give", "no"})
    red.targets.push_back({id, id, {16, 700, 448, 88}, {16, 700, 448, 88}, TargetKind::action});
  red.enter = "no";
  keys.text("NO-SUCH", list, 0);
  REQUIRE(told(keys.press(Key::enter, list, 5)) == "scan NO-SUCH;");
  REQUIRE(told(keys.press(Key::enter, red, 10)).empty());
  REQUIRE(told(keys.press(Key::enter, red, 2000)) == "tap no;");
  REQUIRE(told(keys.press(Key::enter, list, 4000)).empty());
}

TEST(enter_presses_nothing_where_the_page_has_no_button_for_it_however_it_looks) {
  Drawn bare;
  bare.targets.push_back({"confirm", "Confirm", {16, 700, 448, 88}, {16, 700, 448, 88}, TargetKind::action});
  REQUIRE(told(keys.press(Key::enter, bare, 2000)).empty());
  keypad.enter = "back";
  REQUIRE(told(keys.press(Key::enter, keypad, 3000)) == "tap back;");
}

TEST(function_keys_press_the_buttons_of_the_action_bar_and_the_search) {
  REQUIRE(told(keys.press(Key::f1, list, 0)) == "tap back;");
  REQUIRE(told(keys.press(Key::f2, list, 0)) == "tap go;");
  REQUIRE(told(keys.press(Key::f3, list, 0)).empty());
  REQUIRE(told(keys.press(Key::f5, list, 0)) == "tap search;");
}

TEST(what_is_typed_on_a_pad_of_letters_is_seen_at_once_and_enter_confirms) {
  std::string typed;
  for (const char* c : {"A", "-", "1", "é"})
    typed += told(keys.text(c, pad, static_cast<std::int64_t>(typed.size() * 100)));
  REQUIRE(typed == "tap type:A;tap type:-;tap type:1;tap type:é;");
  REQUIRE(keys.pending().empty());
  REQUIRE(told(keys.press(Key::backspace, pad, 90000)) == "tap abc:delete;");
  REQUIRE(told(keys.press(Key::enter, pad, 91000)) == "tap confirm;");
}

TEST(a_burst_on_a_pad_of_letters_is_a_scan_and_leaves_nothing_behind) {
  keys.text("é1", pad, 0);
  REQUIRE(told(keys.press(Key::enter, pad, 10)) == "tap abc:delete;tap abc:delete;scan é1;");
}

TEST(what_is_typed_where_no_pad_is_open_can_be_shown_and_taken_back) {
  keys.text("A-1é", list, 0);
  REQUIRE(keys.pending() == "A-1é");
  keys.press(Key::backspace, list, 1000);
  REQUIRE(keys.pending() == "A-1");
  REQUIRE(told(keys.press(Key::enter, list, 2000)) == "scan A-1;");
}

TEST(escape_goes_back_and_forgets_what_was_typed) {
  keys.text("A-", list, 0);
  REQUIRE(told(keys.press(Key::escape, list, 1000)) == "back;");
  REQUIRE(told(keys.text("B-2\n", list, 0)) == "scan B-2;");
}

TEST(the_scanner_that_types_can_have_a_terminator_and_a_shortest_scan_of_its_own) {
  Keys hash({.terminators = "#", .prefix = {}, .gs_substitute = {}, .aim = true, .min_length = 3});
  REQUIRE(told(hash.text("A-1#AB#A-2\n", list, 0)) == "scan A-1;trouble;scan A-2;");
  hash.text("A-3", list, 0);
  hash.press(Key::tab, list, 1000);
  REQUIRE(hash.focused() == "row:1");
}

TEST(the_second_enter_of_a_scanner_that_sends_two_presses_no_button) {
  keys.press(Key::tab, list, 1000);
  REQUIRE_FALSE(keys.focused().empty());
  keys.text("A-1", list, 0);
  REQUIRE(told(keys.press(Key::enter, list, 1000)) == "scan A-1;");
  REQUIRE(told(keys.press(Key::enter, list, 1000)).empty());
}

}  // namespace

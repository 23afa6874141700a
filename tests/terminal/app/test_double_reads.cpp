// One pull of the trigger that reads a code twice: what the first read has opened is not meant for the second.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  void receive(std::string_view what, std::int64_t quantity, std::string_view at, std::optional<Lot> lot = {}) {
    office_does(Receive{Units{item(what), units(quantity), lot, {}, {}}, place(at), {}, false});
  }
  std::size_t events() const { return views->events(1000)->size(); }
  void read_twice(std::string_view text) {
    queue(text);
    settle();
    once_more(text);
  }
  // The second one comes 100 ms after the first.
  void once_more(std::string_view text) {
    const std::string before = all();
    static_cast<void>(app->take_sound());
    clock.advance(std::chrono::milliseconds(100));
    queue(text);
    settle();
    REQUIRE(all() == before);
    REQUIRE(app->take_sound() == Sound::none);
  }
};

}  // namespace

TEST(a_number_card_read_twice_does_not_choose_from_the_list_it_has_opened) {
  const std::string home = page().instruction.task;
  read_twice("CHOICE-1");
  REQUIRE(page().instruction.task != home);
  REQUIRE(page().rows.front().title == "PO-7");
  clock.advance(std::chrono::milliseconds(400));
  queue("CHOICE-1");
  settle();
  REQUIRE(page().instruction.task == "PO-7");
}

TEST(a_number_card_read_twice_does_not_answer_the_question_it_has_opened) {
  receive("GLV-L", 2, "A-01", Lot::parse("L1").value());
  receive("GLV-L", 2, "B-12", Lot::parse("L2").value());
  scan("GO-LOTS");
  const std::size_t before = events();
  read_twice("CHOICE-1");
  REQUIRE(events() == before);
}

TEST(a_place_read_twice_is_left_and_come_to_once) {
  receive("BRG-6204", 7, "DOCK-1");
  scan("GO-MOVE");
  read_twice("DOCK-1");
  scan(bearing);
  read_twice("A-01");
  REQUIRE(toast().find("A-01") != std::string::npos);
}

TEST(an_order_read_twice_is_opened_once) {
  read_twice("SO-118");
  read_twice("PO-7");
}

TEST(a_card_that_answers_read_twice_keeps_its_answer_in_sight) {
  receive("BRG-6204", 7, "B-12");
  scan("GO-COUNT");
  scan("B-12");
  scan(bearing);
  read_twice("DONE");
  read_twice("GO-HOME");
  read_twice("HELP");
}

TEST(an_item_read_twice_is_two_units) {
  scan("PO-7");
  queue(bearing);
  queue(bearing);
  settle();
  REQUIRE(received("PO-7") == 2);
}

TEST(a_lot_that_a_label_waited_for_is_read_twice_and_is_one_unit) {
  scan("PO-8");
  scan(gloves);
  read_twice("NL-4471");
  REQUIRE(received("PO-8") == 1);
}

TEST(a_digit_that_is_read_twice_at_once_is_one_and_it_is_said_aloud) {
  scan("PO-7");
  scan(bearing);
  queue("DIGIT-2");
  clock.advance(std::chrono::milliseconds(100));
  queue("DIGIT-2");
  settle();
  REQUIRE(shows("\n2\n"));
  REQUIRE(toast().find("Scan it again for two.") != std::string::npos);
  REQUIRE(app->take_sound() == Sound::attention);
  clock.advance(std::chrono::milliseconds(400));
  queue("DIGIT-2");
  settle();
  REQUIRE(shows("22"));
}

TEST(a_card_is_taken_again_after_another_code_or_a_tap) {
  scan("PO-7");
  scan(bearing);
  queue("DIGIT-1");
  queue("DIGIT-2");
  queue("DIGIT-1");
  settle();
  REQUIRE(shows("121"));
  tap("key:clear");
  queue("DIGIT-1");
  settle();
  REQUIRE(shows("\n1\n"));
}

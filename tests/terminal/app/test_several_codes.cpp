// A camera sees several codes in one picture: the one that is expected is meant, and where several may be, it is asked.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  void show(const std::vector<std::string>& texts) {
    HeardTogether together;
    for (const std::string& text : texts) together.push_back(hears(text));
    clock.advance(std::chrono::milliseconds(1000));
    app->scan(together);
    settle();
  }
  std::size_t events() const { return views->events(1000)->size(); }
  std::string question() const { return page().strip; }
};

}  // namespace

TEST(the_code_that_the_page_expects_is_meant_whatever_lies_beside_it) {
  scan("PO-7");
  show({other_bearing, bearing});
  REQUIRE_FALSE(refused());
  REQUIRE(received("PO-7") == 1);
  show({"A-01", bearing, "what is that"});
  REQUIRE_FALSE(refused());
  REQUIRE(received("PO-7") == 2);
  REQUIRE(page().instruction.task == "PO-7");
}

TEST(a_document_beside_goods_leads_nowhere_while_goods_are_expected) {
  scan("PO-7");
  show({"PO-8", bearing});
  REQUIRE(page().instruction.task == "PO-7");
  REQUIRE(received("PO-7") == 1);
}

TEST(where_two_codes_are_expected_a_person_says_which_and_only_that_is_booked) {
  scan("PO-7");
  const std::size_t before = events();
  show({bearing, gloves});
  REQUIRE(question() == "Several codes are in view. Which one?");
  REQUIRE(page().rows.size() == 2);
  REQUIRE(events() == before);
  tap(page().rows.front().id);
  REQUIRE(received("PO-7") == 1);
  show({bearing, gloves});
  tap("no");
  REQUIRE(received("PO-7") == 1);
}

TEST(the_case_and_the_piece_in_one_picture_are_asked_about) {
  scan("PO-7");
  show({bearing, bearing_case});
  REQUIRE(question() == "Several codes are in view. Which one?");
  scan("CHOICE-2");
  REQUIRE(received("PO-7") == 12);
}

TEST(two_codes_of_one_label_are_one_unit_with_all_that_they_say) {
  scan("PO-8");
  show({gloves, std::string("]C1010") + gloves + "10L77"});
  REQUIRE(received("PO-8") == 1);
  REQUIRE(views->stock_at(place("DOCK-1")).value().front().lot == "L77");
}

TEST(a_lot_in_another_code_of_the_picture_completes_the_label) {
  scan("PO-8");
  show({"]C110L78", gloves});
  REQUIRE(received("PO-8") == 1);
  REQUIRE(views->stock_at(place("DOCK-1")).value().front().lot == "L78");
}

TEST(a_text_that_only_lies_beside_is_no_lot) {
  scan("PO-8");
  show({gloves, "TRACKING 4711"});
  REQUIRE(received("PO-8") == 0);
  scan("L79");
  REQUIRE(received("PO-8") == 1);
}

TEST(cards_in_one_picture_press_nothing) {
  show({"GO-COUNT", "GO-MOVE"});
  REQUIRE(toast() == "Several codes are in view. Take them away, then show one alone.");
  scan("PO-7");
  scan(bearing);
  show({"UNDO", bearing});
  REQUIRE(received("PO-7") == 1);
  show({"UNDO", "not known"});
  REQUIRE(received("PO-7") == 0);
}

TEST(of_two_codes_that_nobody_expects_the_known_one_is_answered) {
  scan("PO-7");
  show({"nothing", other_bearing});
  REQUIRE(refused());
  REQUIRE(refusal().scanned_name == "Bearing 6205-2RS");
}

TEST(of_codes_that_nobody_knows_none_is_given_to_an_item) {
  scan("PO-7");
  show({"nothing", "nothing else"});
  REQUIRE(refused());
  REQUIRE(refusal().title == "Several codes");
}

TEST(a_question_that_stands_there_is_not_pushed_away_by_a_picture) {
  scan("PO-7");
  show({bearing, gloves});
  show({bearing, gloves});
  REQUIRE(page().rows.size() == 2);
  tap(page().rows.front().id);
  REQUIRE(received("PO-7") == 1);
}

TEST(the_same_code_twice_in_a_picture_counts_as_often_as_its_camera_says) {
  scan("PO-7");
  show({bearing, bearing});
  REQUIRE(received("PO-7") == 2);
  show({bearing, "what is that", bearing});
  REQUIRE(received("PO-7") == 4);
}

TEST(of_two_lots_in_a_picture_nobody_knows_whose_label_it_is) {
  scan("PO-8");
  show({gloves, "]C110L1", "]C110L2"});
  REQUIRE(received("PO-8") == 0);
  REQUIRE(toast() == "Several codes are in view. Take them away, then show one alone.");
  scan("]C110L2");
  REQUIRE(views->stock_at(place("DOCK-1")).value().front().lot == "L2");
}

TEST(a_label_that_waits_for_its_lot_finds_it_beside_its_own_code) {
  scan("PO-8");
  scan(gloves);
  show({gloves, "]C110L7"});
  REQUIRE_FALSE(refused());
  REQUIRE(received("PO-8") == 1);
}

TEST(two_cartons_of_one_lot_in_a_picture_are_two_units_of_it) {
  scan("PO-8");
  show({gloves, gloves, "]C110L9"});
  REQUIRE(received("PO-8") == 2);
}

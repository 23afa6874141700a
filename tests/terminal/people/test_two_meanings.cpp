// A code that is a printed card or a badge, and the name of something in the books as well: it is never guessed which.
#include "tests/support/terminal/door_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::SignedOnTerminal {
  void setUp() {
    SignedOnTerminal::setUp();
    office_does(Import{
        {LocationRow{place("HERE"), LocationKind::storage, 120}, LocationRow{place("SHIP"), LocationKind::storage, 130},
         ItemRow{item("BADGE-2"), "Brush", Tracking::none}, ItemRow{item("BADGE-3"), "Broom", Tracking::none}}});
    office_does(Receive{Units{item("BRG-6204"), units(4), {}, {}, {}}, place("A-01"), {}, false});
    sign_on("BADGE-2", "222222");
  }
};
}  // namespace

TEST(the_label_of_a_place_that_has_a_cards_name_proves_no_place_of_a_walk) {
  scan("SO-118");
  scan("HERE");
  REQUIRE(refused());
  REQUIRE(refusal().title == "Two meanings");
  REQUIRE(shows("A place has the same name as the card \"I am here\". Press the button, or search what you mean."));
  tap("confirm");
  REQUIRE(page().instruction.verb == "Go to");
  tap("here");
  REQUIRE(page().instruction.verb == "Take from");
}

TEST(a_place_that_has_a_cards_name_is_that_place_where_the_card_does_nothing) {
  scan("GO-COUNT");
  scan("SHIP");
  REQUIRE(page().instruction.location == "SHIP");
}

TEST(a_card_that_answers_is_that_card_whatever_has_its_name) {
  office_does(Import{{LocationRow{place("YES"), LocationKind::storage, 140}}});
  scan("PO-7");
  scan(bearing);
  scan("GO-HOME");
  scan("UNDO");
  REQUIRE(shows("Undo this: 1 of BRG-6204 received"));
  scan("YES");
  REQUIRE(received("PO-7") == 0);
}

TEST(a_badge_that_is_an_items_code_takes_the_work_over_from_nobody) {
  scan("PO-7");
  scan("BADGE-3");
  REQUIRE(refused());
  REQUIRE(shows("Broom has the same code as Cy M.'s badge. To change who works, press Sign off."));
  tap("confirm");
  REQUIRE(who() == "DOCK-1 · Bo K.");
}

TEST(ones_own_badge_that_is_an_items_code_is_the_item) {
  scan("GO-LOOK-UP");
  scan("BADGE-2");
  REQUIRE(shows("Brush"));
}

TEST(at_the_door_a_badge_is_a_badge) {
  scan("GO-HOME");
  tap("sign_off");
  sign_on("BADGE-1", "111111");
  REQUIRE(who() == "DOCK-1 · Ada L.");
  scan("GO-HOME");
  tap("sign_off");
  sign_on("BADGE-2", "222222");
  REQUIRE(who() == "DOCK-1 · Bo K.");
}

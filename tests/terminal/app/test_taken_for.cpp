// What a scan and a tap are taken for: the ways in which a screen could book something else than a person meant.
#include "tests/support/terminal/busy_terminal.h"

using namespace dockhand;

namespace {

using Fixture = test::BusyTerminal;

}  // namespace

// --- a scan taken for something else -----------------------------------------------------------------------------

TEST(a_wrong_pallet_while_picking_is_red_and_the_next_place_moves_nothing) {
  const std::string pallet = "340123450000000017";
  office_does(
      Import{{AsnRow{Sscc::parse(pallet).value(), "ASN-1", Units{item("BRG-6205"), units(5), {}, {}, {}}, {}}}});
  office_does(ReceiveUnit{Sscc::parse(pallet).value(), place("DOCK-1")});
  receive("BRG-6204", 4, "A-01");
  scan("SO-118");
  scan(pallet);
  REQUIRE(refused());
  REQUIRE(refusal().title == "Wrong pallet");
  tap("confirm");
  const std::size_t before = events();
  scan("A-01");
  REQUIRE(shows("Take from"));
  REQUIRE(events() == before);
}

TEST(an_order_scanned_in_the_middle_of_a_walk_asks_whether_to_leave_it) {
  receive("BRG-6204", 7, "A-01");
  scan("SO-118");
  scan("SO-131");
  REQUIRE(shows("Leave this for SO-131?"));
  tap("no");
  REQUIRE(page().instruction.task == "SO-118");
  scan("SO-131");
  scan("YES");
  REQUIRE(page().instruction.task == "SO-131");
}

// --- one label, one meaning --------------------------------------------------------------------------------------

TEST(a_label_with_a_quantity_counts_the_same_everywhere) {
  const std::string six = std::string("]C1010") + other_bearing + "306";
  receive("BRG-6205", 10, "B-12");
  tap("count");
  scan("B-12");
  scan(six);
  REQUIRE(page().rows.front().value == "6");
  tap("back");
  tap("throw");
  tap("back");
  tap("move");
  scan("B-12");
  scan(six);
  REQUIRE(count() == "6");
}

TEST(a_lot_that_the_label_does_not_say_is_asked_for_before_it_is_picked) {
  office_does(Import{{order("SO-150", "GLV-L", 2, 5)}});
  receive("GLV-L", 1, "A-01", lot("L1"));
  receive("GLV-L", 1, "A-01", lot("L2"));
  scan("SO-150");
  scan("A-01");
  scan(gloves);
  REQUIRE(shows("Scan lot code"));
  REQUIRE(order_line("SO-150").picked.none());
  scan("L2");
  REQUIRE(order_line("SO-150").picked == units(1));
  REQUIRE(page().instruction.code == "GLV-L lot L1");
}

// --- not there ---------------------------------------------------------------------------------------------------

TEST(where_none_is_left_the_picker_is_sent_to_another_place) {
  receive("BRG-6204", 20, "A-01");
  receive("BRG-6204", 12, "A-02");
  scan("SO-118");
  tap("here");
  tap("short");
  tap("reason:Not there");
  REQUIRE(page().instruction.location == "A-02");
}

// --- a tap counts for the frame that it was aimed at -------------------------------------------------------------

TEST(a_tap_that_was_aimed_at_another_page_is_not_taken) {
  receive("BRG-6204", 4, "A-02");
  scan("SO-118");
  REQUIRE(page().instruction.location == "A-02");
  REQUIRE(ledger->submit({office(CancelOrder{OrderNumber::parse("SO-118").value(), {}})}, Flush::now,
                         [](const LedgerThread::Answers&) {}));
  ledger->drain();
  app->tap("here");  // before anything was shown of it
  REQUIRE(app->frame().toast->text == "The screen has changed. Tap again.");
}

// --- an order that is half picked -----------------------------------------------------------------------------------

TEST(an_order_that_is_half_picked_is_among_what_is_begun_until_it_is_all_picked) {
  receive("BRG-6204", 7, "A-01");
  scan("SO-118");
  scan("A-01");
  scan(bearing);
  tap("back");
  REQUIRE(shows("Go on: Pick | SO-118: 1 of 4 picked\nnot all picked yet · Anna K., 14:00"));
  start();
  REQUIRE(toast() == "Work recovered (Anna K.): SO-118 picked in part");
  tap("begun:pick:SO-118");
  REQUIRE(count() == "1/4");
  scan("A-01");
  for (int i = 0; i < 3; ++i) scan(bearing);
  tap("done");
  REQUIRE_FALSE(shows("Go on"));
  REQUIRE(views->jobs()->empty());
}

TEST(goods_in_hand_are_put_back_and_not_thrown_away) {
  receive("BRG-6205", 10, "DOCK-1");
  tap("move");
  scan("DOCK-1");
  scan(other_bearing);
  tap("back");
  REQUIRE(shows("1 of Bearing 6205-2RS in hand, from DOCK-1, not booked yet. Put it back?"));
  REQUIRE(shows("Put back | "));
  tap("throw");
  REQUIRE(toast() == "Put back: 1 of Bearing 6205-2RS in hand, from DOCK-1. Nothing was booked.");
  REQUIRE(at("DOCK-1") == 10);
}

// --- the numbers of the home screen ---------------------------------------------------------------------------------

TEST(the_numbers_of_the_home_screen_stay_whatever_is_begun_or_told) {
  const auto number_of = [&](std::string_view id) {
    for (const Row& row : page().rows) {
      if (row.id == id) return row.number;
    }
    return 0;
  };
  const int notices = number_of("notices"), last = static_cast<int>(page().rows.size());
  REQUIRE(number_of("purchases") == 1);
  begin_count();
  scan("PO-7");
  tap("leave");
  for (int i = 0; i < 3; ++i) scan(bearing_case);  // more than expected
  scan("YES");
  tap("back");
  tap("back");
  tap("keep");
  REQUIRE(page().rows.front().id == "begun:count:B-12");
  REQUIRE(number_of("begun:count:B-12") == last + 1);
  REQUIRE(number_of("purchases") == 1);
  REQUIRE(number_of("notices") == notices);
  scan("CHOICE-1");
  REQUIRE(std::string_view(app->screen()) == "purchases");
}

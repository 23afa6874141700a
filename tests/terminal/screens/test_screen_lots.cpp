// Lots: recalled, set aside, released.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  void setUp() {
    Terminal::setUp();
    office_does(Import{{order("SO-200", "GLV-L", 4, 1)}});
    office_does(Receive{Units{item("GLV-L"), units(10), Lot::parse("L1").value(), {}, {}}, place("A-01"), {}, false});
    tap("lots");
  }
  // More lots are recalled than a list has rows; Z9 is the last of them.
  void more_are_recalled_than_a_list_shows() {
    Import opening;
    std::vector<Command> recalls;
    for (int i = 0; i <= 1000; ++i) {
      const Lot lot = Lot::parse(i == 1000 ? "Z9" : "M" + std::to_string(i)).value();
      opening.rows.push_back(OpeningRow{place("B-12"), Units{item("GLV-L"), units(1), lot, {}, {}}});
      recalls.push_back(office(SetStatus{item("GLV-L"), lot, LotStatus::recalled, "letter"}));
    }
    office_does(std::move(opening));
    REQUIRE(ledger->submit(std::move(recalls), Flush::now, [](const LedgerThread::Answers&) {}));
    settle();
  }
  LotStatus status() const { return views->lots().value().front().status; }
};

}  // namespace

TEST(a_recalled_lot_is_offered_to_nobody) {
  REQUIRE(shows("L1 | GLV-L\ngood, 4 for orders, 0 with customers | 10 here"));
  tap("lot:GLV-L|L1");
  REQUIRE(shows("GLV-L, lot L1: 10 here, 4 of them for orders, 0 with customers. It is good."));
  REQUIRE(status() == LotStatus::available);
  tap("recall");
  REQUIRE(shows("Recall GLV-L, lot L1? It is good. Orders lose 4 of the 10 that are here."));
  REQUIRE(status() == LotStatus::available);
  scan("YES");
  REQUIRE(status() == LotStatus::recalled);
  REQUIRE(order_line("SO-200").waiting == units(4));
  REQUIRE(toast() == "Lot L1 is recalled");
  REQUIRE(views->lots().value().front().reason.empty());  // its status says all that a tap has said
}

TEST(what_is_picked_of_a_lot_is_not_lost_by_its_recall_and_is_said_to_be_taken_out) {
  office_does(Pick{OrderLine::parse("SO-200/1").value(),
                   Units{item("GLV-L"), units(3), Lot::parse("L1").value(), {}, {}},
                   views->pick_list(OrderNumber::parse("SO-200").value())->value().stops.front().from, place("X-01")});
  tap("lot:GLV-L|L1");
  tap("recall");
  REQUIRE(shows("Orders lose 1 of the 10 that are here. 3 are picked for orders and have to be taken out: X-01."));
  scan("YES");
  REQUIRE(toast() == "Lot L1 is recalled. 3 are picked for orders: take them out of X-01");
  REQUIRE(order_line("SO-200").waiting == units(1));
  REQUIRE(order_line("SO-200").picked == units(3));
}

TEST(the_label_of_a_lot_finds_it_and_it_is_released_again) {
  tap("lot:GLV-L|L1");
  tap("set-aside");
  REQUIRE(status() == LotStatus::quarantine);
  scan("]C1010401234567890110L1");
  REQUIRE(shows("It is set aside."));
  tap("available");
  REQUIRE(status() == LotStatus::available);
  REQUIRE(order_line("SO-200").reserved == units(4));
}

TEST(back_changes_nothing_and_a_recall_is_taken_back_by_saying_that_it_is_good) {
  tap("lot:GLV-L|L1");
  tap("no");
  REQUIRE(status() == LotStatus::available);
  tap("lot:GLV-L|L1");
  tap("recall");
  tap("recall");
  tap("lot:GLV-L|L1");
  tap("available");
  REQUIRE(status() == LotStatus::available);
}

TEST(an_item_shows_its_lots_only_and_an_unknown_lot_is_red) {
  scan(other_bearing);
  REQUIRE(shows("It has no lots."));
  scan("]C1010401234567890110L9");
  REQUIRE(refused());
  REQUIRE(shows("GLV-L has no lot L9 in the books."));
}

TEST(a_lot_that_was_recalled_meanwhile_is_not_released_by_an_older_question) {
  tap("lot:GLV-L|L1");
  tap("set-aside");
  tap("lot:GLV-L|L1");
  REQUIRE(shows("It is set aside."));
  office_does(SetStatus{item("GLV-L"), Lot::parse("L1").value(), LotStatus::recalled, "Supplier's letter"});
  REQUIRE(shows("It is recalled."));
  REQUIRE(!shows("It is set aside."));
  REQUIRE(status() == LotStatus::recalled);
}

TEST(a_date_that_was_read_wrong_is_corrected_after_both_were_shown) {
  const Units dated{item("GLV-L"), units(2), Lot::parse("L2").value(), {}, date("2027-01-31")};
  office_does(Receive{dated, place("A-01"), {}, false});
  tap("lot:GLV-L|L2");
  tap("expiry");
  for (const char digit : std::string_view("270331")) tap(std::string("type:") + digit);
  tap("confirm");
  REQUIRE(shows("GLV-L, lot L2 expires on 31 Mar 2027, and not on 31 Jan 2027?"));
  tap("correct");
  REQUIRE(toast() == "Lot L2 expires on 31 Mar 2027");
  REQUIRE(shows("expires 31 Mar"));
}

TEST(what_is_no_date_corrects_nothing) {
  tap("lot:GLV-L|L1");
  tap("expiry");
  for (const char digit : std::string_view("279931")) tap(std::string("type:") + digit);
  tap("confirm");
  REQUIRE(refused());
  REQUIRE(shows("A date has its year, month and day"));
  REQUIRE_FALSE(views->lots().value().front().expiry);
}

TEST(a_date_that_was_corrected_meanwhile_is_asked_about_anew) {
  const auto l1 = Lot::parse("L1").value();
  tap("lot:GLV-L|L1");
  tap("expiry");
  for (const char digit : std::string("270131")) tap(std::string("abc:") + digit);
  tap("confirm");
  REQUIRE(shows("GLV-L, lot L1 expires on 31 Jan 2027?"));
  office_does(CorrectExpiry{item("GLV-L"), l1, date("2028-05-31"), "the supplier says so"});
  REQUIRE(shows("GLV-L, lot L1 expires on 31 Jan 2027, and not on 31 May 2028?"));
  scan("NO");
  REQUIRE(views->lots()->front().expiry == date("2028-05-31"));
}

TEST(the_printed_text_of_a_lot_finds_it_before_whatever_else_has_that_name) {
  scan("L1");
  REQUIRE(shows("GLV-L, lot L1: 10 here"));
  tap("no");
  office_does(Import{{LocationRow{place("L1"), LocationKind::storage, 700}}});
  office_does(
      Receive{Units{item("GLV-L"), units(1), Lot::parse("12345678").value(), {}, {}}, place("A-01"), {}, false});
  scan("L1");
  REQUIRE(shows("GLV-L, lot L1: 10 here"));
  tap("no");
  scan("12345678");  // digits that are no good GTIN
  REQUIRE(shows("GLV-L, lot 12345678: 1 here"));
}

TEST(of_a_lot_that_several_items_have_it_is_asked_which) {
  office_does(Import{{ItemRow{item("MSK"), "Masks", Tracking::lot}}});
  office_does(Receive{Units{item("MSK"), units(2), Lot::parse("L1").value(), {}, {}}, place("A-01"), {}, false});
  scan("L1");
  REQUIRE(shows("Several items have a lot L1. Which one?"));
  tap("lot:MSK|L1");
  REQUIRE(shows("MSK, lot L1: 2 here"));
}

TEST(the_undo_of_a_recall_says_that_it_stays_and_today_shows_it) {
  tap("lot:GLV-L|L1");
  tap("recall");
  tap("recall");
  REQUIRE_FALSE(shows("[Undo]"));  // it would always be refused
  scan("UNDO");
  REQUIRE(refused());
  REQUIRE(shows("It stays"));
  REQUIRE(status() == LotStatus::recalled);
  tap("confirm");
  scan("GO-TODAY");
  REQUIRE(shows("not undone but decided anew: choose what it is now in Lots"));
}

TEST(a_lot_is_found_and_stopped_however_many_others_are_recalled) {
  more_are_recalled_than_a_list_shows();
  REQUIRE(views->lots()->size() == 1000);
  scan("Z9");
  REQUIRE(shows("GLV-L, lot Z9: 1 here, 0 of them for orders, 0 with customers. It is recalled."));
  tap("no");
  scan("]C1010401234567890110Z9");
  REQUIRE(shows("GLV-L, lot Z9: 1 here"));
  tap("no");
  tap("back");
  tap("more");
  REQUIRE(shows("1001 blocked"));
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
  scan("GO-MOVE");
  scan("B-12");
  scan("]C1010401234567890110Z9");
  REQUIRE(shows("Lot Z9 is recalled: letter."));
  REQUIRE(shows("It belongs into quarantine"));
}

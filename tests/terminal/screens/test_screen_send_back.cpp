// What goes back to its supplier.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  void setUp() {
    Terminal::setUp();
    office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
    office_does(Receive{Units{item("GLV-L"), units(10), Lot::parse("L1").value(), {}, {}}, place("DOCK-1"),
                        PurchaseLine::parse("PO-7/2").value(), false});
    office_does(Move{Units{item("GLV-L"), units(6), Lot::parse("L1").value(), {}, {}}, place("DOCK-1"), place("Q-01")});
    tap("send_back");
  }
  std::int64_t in_quarantine() const {
    std::int64_t sum = 0;
    for (const StockRow& row : views->stock_at(place("Q-01")).value()) sum += row.on_hand;
    return sum;
  }
};

}  // namespace

TEST(units_of_a_purchase_go_back_and_others_are_expected) {
  scan("Q-01");
  scan("PO-7");
  scan(gloves);
  scan("L1");
  REQUIRE(shows("1 of Nitrile gloves L · lot L1 back to the supplier from Q-01, of PO-7/2. Why?"));
  tap("why:Damaged");
  REQUIRE(in_quarantine() == 5);
  REQUIRE(received("PO-7") == 9);
  REQUIRE(toast() == "1 sent back from Q-01: Damaged");
}

TEST(a_label_waits_until_it_is_sent_back_also_over_a_restart) {
  scan("Q-01");
  scan(gloves);
  start();
  REQUIRE(shows("Go on: To supplier | a label of Nitrile gloves L that waits for its lot"));
  tap("send_back");
  scan("Q-01");
  REQUIRE(shows("Work recovered (Anna K.): a label of Nitrile gloves L"));
  scan("L1");
  REQUIRE(shows("1 of Nitrile gloves L · lot L1 back to the supplier from Q-01"));
  start();  // while it is asked
  tap("begun:send_back:Q-01");
  scan("L1");
  tap("no");
  REQUIRE(shows("Scan lot code"));
  scan("L1");
  tap("why:Damaged");
  REQUIRE(in_quarantine() == 5);
  REQUIRE(views->jobs()->empty());
}

TEST(by_touch_a_number_of_what_is_there_goes_back) {
  tap("place:Q-01");
  tap("row:GLV-L|L1|");
  type("4");
  tap("why:Wrong item");
  REQUIRE(in_quarantine() == 2);
  REQUIRE(received("PO-7") == 10);
  tap("undo");
  REQUIRE(in_quarantine() == 6);
}

TEST(more_than_the_place_has_is_refused) {
  tap("place:Q-01");
  tap("row:GLV-L|L1|");
  type("7");
  REQUIRE(refused());
  REQUIRE(shows("Only 6 here"));
  REQUIRE(in_quarantine() == 6);
}

TEST(a_purchase_that_has_received_none_of_it_is_refused) {
  scan("Q-01");
  scan("PO-8");
  scan(gloves);
  scan("L1");
  REQUIRE(refused());
  REQUIRE(shows("Not on PO-8"));
}

TEST(what_left_the_place_meanwhile_is_not_sent_back) {
  tap("place:Q-01");
  tap("row:GLV-L|L1|");
  type("6");
  office_does(Move{Units{item("GLV-L"), units(3), Lot::parse("L1").value(), {}, {}}, place("Q-01"), place("DOCK-1")});
  tap("why:Damaged");
  REQUIRE(in_quarantine() == 3);
}

TEST(what_was_chosen_and_its_purchase_are_gone_on_with_after_a_restart) {
  scan("Q-01");
  scan("PO-7");
  tap("row:GLV-L|L1|");
  type("2");
  REQUIRE(shows("of PO-7/2. Why?"));
  start();
  REQUIRE(shows("2 of Nitrile gloves L chosen, goods that go back for PO-7"));
  tap("begun:send_back:Q-01");
  tap("why");
  REQUIRE(shows("2 of Nitrile gloves L · lot L1 back to the supplier from Q-01, of PO-7/2. Why?"));
  tap("why:Damaged");
  REQUIRE(in_quarantine() == 4);
  REQUIRE(received("PO-7") == 8);
  tap("back");
  REQUIRE(views->jobs()->empty());
}

TEST(what_was_chosen_is_let_go_by_a_no) {
  scan("Q-01");
  tap("row:GLV-L|L1|");
  type("2");
  tap("no");
  REQUIRE(toast() == "Nothing was booked");
  REQUIRE(views->jobs()->empty());
}

TEST(what_stands_there_on_a_pallet_goes_back_from_the_pallet) {
  const auto pallet = "340123450000000017";
  const Sscc sscc = Sscc::parse(pallet).value();
  office_does(Import{{AsnRow{sscc, "ASN-1", Units{item("BRG-6204"), units(6), {}, {}, {}}, {}}}});
  office_does(ReceiveUnit{sscc, place("DOCK-1")});
  office_does(MoveUnit{sscc, place("A-01")});
  scan("A-01");
  REQUIRE(shows(pallet));
  scan(pallet);
  scan(bearing);
  REQUIRE(shows(std::string("1 of Bearing 6204-2RS, sealed back to the supplier from ") + pallet + ". Why?"));
  tap("why:Damaged");
  REQUIRE(stock("A-01") == 5);
}

TEST(what_left_while_the_reason_is_asked_is_never_booked_with_a_reason_that_nobody_gave) {
  scan("Q-01");
  tap("row:GLV-L|L1|");
  type("2");
  office_does(
      Adjust{Change::minus, Units{item("GLV-L"), units(5), Lot::parse("L1").value(), {}, {}}, place("Q-01"), "gone"});
  REQUIRE(refused());
  REQUIRE(shows("Only 1 here"));
  tap("confirm");
  scan("YES");
  REQUIRE(in_quarantine() == 1);
  REQUIRE(shows("2 of Nitrile gloves L chosen"));
}

TEST(goods_that_wait_at_a_place_and_a_purchase_that_was_chosen_for_it_are_both_kept) {
  office_does(Import{{purchase("PO-8/1", "GLV-L", 4)}});
  scan("Q-01");
  scan("PO-7");
  scan(gloves);
  tap("back");
  tap("keep");
  scan("GO-HOME");
  tap("send_back");
  scan("PO-8");
  scan("Q-01");
  REQUIRE(
      shows("At Q-01 is begun, not booked yet: a label of Nitrile gloves L that waits for its lot, goods that go "
            "back for PO-7. Go on with it, without PO-8?"));
  scan("NO");
  REQUIRE(page().instruction.verb == "Where is it?");
  scan("Q-01");
  scan("YES");
  REQUIRE(shows("Scan lot code"));
  scan("L1");
  REQUIRE(shows("back to the supplier from Q-01, of PO-7/2. Why?"));
}

TEST(several_go_back_with_one_scan) {
  scan("Q-01");
  scan(gloves);
  scan("L1");
  scan("QUANTITY");
  REQUIRE(shows("Goes back from Q-01\nNitrile gloves L · lot L1"));
  type("9");
  REQUIRE(refused());
  REQUIRE(refusal().title == "Only 6 here");
  tap("confirm");
  tap("go_on");
  tap("number");
  type("4");
  REQUIRE(shows("4 of Nitrile gloves L · lot L1 back to the supplier from Q-01. Why?"));
  tap("why:Damaged");
  REQUIRE(in_quarantine() == 2);
  REQUIRE(views->jobs()->empty());
}

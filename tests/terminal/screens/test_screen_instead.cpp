// Lots at the pick: another one than the stop names, and a stop that goes away meanwhile.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
// SO-150 has two of lot L1 reserved at A-01.
struct Fixture : test::Terminal {
  void setUp() {
    Terminal::setUp();
    for (const char* other : {"SO-118", "SO-131", "SO-140"}) {
      office_does(CancelOrder{OrderNumber::parse(other).value(), ""});
    }
    office_does(Import{{order("SO-150", "GLV-L", 2, 5), LocationRow{place("T-01"), LocationKind::tote, 511}}});
    receive_lot("L1", 2);
    receive_lot("L2", 3);
  }
  void receive_lot(const char* lot, int quantity) {
    office_does(
        Receive{Units{item("GLV-L"), units(quantity), Lot::parse(lot).value(), {}, {}}, place("A-01"), {}, false});
  }
};
}  // namespace

TEST(another_lot_than_the_suggested_is_asked_about_and_booked_as_what_it_is) {
  scan("SO-150");
  scan("A-01");
  scan("]C1010401234567890110L2");
  REQUIRE(shows("Take 1 of lot L2 instead of lot L1?"));
  REQUIRE(order_line("SO-150").picked.none());
  scan("YES");
  REQUIRE(toast() == "1 picked instead");
  REQUIRE(order_line("SO-150").picked == units(1));
  REQUIRE(count() == "1/2");
  tap("undo");
  REQUIRE(count() == "0/2");
}

TEST(another_lot_is_asked_about_once_for_its_stop) {
  scan("SO-150");
  scan("A-01");
  scan("]C1010401234567890110L2");
  scan("YES");
  scan("]C1010401234567890110L2");
  REQUIRE(order_line("SO-150").picked == units(2));
}

TEST(another_lot_is_asked_about_again_once_its_yes_was_undone) {
  scan("SO-150");
  scan("A-01");
  scan("]C1010401234567890110L2");
  scan("YES");
  tap("undo");
  scan("]C1010401234567890110L2");
  REQUIRE(shows("Take 1 of lot L2 instead of lot L1?"));
}

TEST(another_lot_that_was_recalled_or_is_not_there_is_red_with_the_reason) {
  scan("SO-150");
  scan("A-01");
  scan("]C1010401234567890110L9");
  REQUIRE(refusal().title == "Wrong lot");
  REQUIRE(shows("The books have 0 of lot L9 at A-01."));
  tap("confirm");
  office_does(SetStatus{item("GLV-L"), Lot::parse("L2").value(), LotStatus::recalled, ""});
  scan("]C1010401234567890110L2");
  scan("YES");
  REQUIRE(refused());
  REQUIRE(refusal().scanned_code != "YES");  // it was a button
  REQUIRE(order_line("SO-150").picked.none());
}

TEST(a_wrong_lot_leaves_the_label_waiting_for_the_right_one) {
  scan("SO-150");
  scan("A-01");
  scan(gloves);
  scan("L9");
  REQUIRE(refusal().title == "Wrong lot");
  tap("confirm");
  REQUIRE(page().instruction.code.find("L9") == std::string::npos);  // what is refused was not read
  REQUIRE_FALSE(shows("was read"));
  REQUIRE_FALSE(shows("[Go on]"));
  scan("L1");
  REQUIRE(order_line("SO-150").picked == units(1));
}

TEST(another_lot_that_other_orders_have_reserved_stays_theirs) {
  office_does(Import{{order("SO-160", "GLV-L", 3, 6)}});
  scan("SO-150");
  scan("A-01");
  scan("]C1010401234567890110L2");
  REQUIRE(refusal().title == "Wrong lot");
  REQUIRE(shows("is for other orders"));
}

TEST(another_lot_is_asked_about_once_for_its_stop_on_a_cart) {
  tap("orders");
  tap("several");
  scan("T-01");
  tap("done");
  scan("A-01");
  scan("]C1010401234567890110L2");
  REQUIRE(shows("Take 1 of lot L2 instead of lot L1?"));
  scan("YES");
  REQUIRE(picked_at("SO-150", "T-01") == 1);
  scan("]C1010401234567890110L2");
  REQUIRE(picked_at("SO-150", "T-01") == 2);
}

// --- a stop that goes away ----------------------------------------------------------------------------------------

TEST(a_number_of_a_lot_whose_stop_has_gone_is_red_with_the_reason_and_leaves_nothing_begun) {
  scan("SO-150");
  scan("A-01");
  tap("number");
  office_does(SetStatus{item("GLV-L"), Lot::parse("L1").value(), LotStatus::recalled, "letter"});
  type("2");
  REQUIRE(refusal().title == "Not to be picked now");
  REQUIRE(shows("Lot L1 is recalled: letter. Nothing was booked."));
  tap("confirm");
  tap("number");
  office_does(CancelOrder{OrderNumber::parse("SO-150").value(), ""});
  type("2");
  REQUIRE(shows("SO-150/1 wants 0 more. Nothing was booked."));
  tap("confirm");
  tap("back");
  REQUIRE(shows("Scan anything"));
  REQUIRE(views->jobs()->empty());
}

TEST(a_label_whose_stop_has_gone_can_be_finished) {
  scan("SO-150");
  scan("A-01");
  scan(gloves);
  office_does(CancelOrder{OrderNumber::parse("SO-150").value(), ""});
  REQUIRE(shows("Scan lot code"));
  scan("L1");
  REQUIRE(refusal().title == "Not to be picked now");
  tap("confirm");
  REQUIRE(order_line("SO-150").picked.none());
  REQUIRE(views->jobs()->empty());
}

// A second pull of the trigger sends nobody to count.
TEST(a_serial_that_was_just_picked_is_said_to_be_picked) {
  office_does(Import{{ItemRow{item("PUMP-9"), "Pump", Tracking::serial}, order("SO-160", "PUMP-9", 2, 1)}});
  for (const char* serial : {"SN-1", "SN-2"}) {
    office_does(
        Receive{Units{item("PUMP-9"), units(1), {}, Serial::parse(serial).value(), {}}, place("A-01"), {}, false});
  }
  scan("SO-160");
  scan("A-01");
  scan("SN-1");
  scan("SN-1");
  REQUIRE(toast() == "SN-1 is picked already. Next: SN-2");
  scan("SN-2");
  REQUIRE(order_line("SO-160").picked == units(2));
}

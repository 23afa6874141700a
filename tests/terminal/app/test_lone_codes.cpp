// A lot, a serial or a pallet's number by itself: the same answer on every screen that can meet one.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

constexpr auto unannounced = "]C100340123450000000017";

struct Fixture : test::Terminal {
  void setUp() {
    Terminal::setUp();
    office_does(Import{{ItemRow{item("PUMP-9"), "Pump", Tracking::serial}, order("SO-9", "PUMP-9", 1, 1),
                        purchase("PO-9/1", "PUMP-9", 5), LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
    office_does(Receive{Units{item("PUMP-9"), units(1), {}, serial("SN-1"), {}}, place("A-01"), {}, false});
    office_does(Receive{Units{item("GLV-L"), units(5), lot("L1"), {}, {}}, place("A-01"), {}, false});
  }
  static Serial serial(std::string_view text) { return Serial::parse(text).value(); }
  static Lot lot(std::string_view text) { return Lot::parse(text).value(); }
  void pump_is_sent() {
    office_does(Pick{OrderLine{OrderNumber::parse("SO-9").value(), 1},
                     Units{item("PUMP-9"), units(1), {}, serial("SN-1"), {}}, place("A-01"), place("X-01")});
    office_does(Ship{OrderNumber::parse("SO-9").value(), {}});
  }
};

}  // namespace

TEST(a_lot_by_itself_is_received) {
  scan("PO-7");
  scan("L1");
  REQUIRE_FALSE(refused());
  REQUIRE(received("PO-7") == 1);
  REQUIRE(page().instruction.code.starts_with("GLV-L"));
}

TEST(a_lot_by_itself_of_an_item_that_the_purchase_has_not_is_the_wrong_item) {
  scan("PO-9");
  scan("L1");
  REQUIRE(refused());
  REQUIRE(shows("Nitrile gloves L"));
  REQUIRE(received("PO-9") == 0);
}

TEST(of_two_items_with_the_lot_the_one_on_the_purchase_is_received) {
  office_does(Import{{ItemRow{item("PAINT"), "Paint", Tracking::lot}}});
  office_does(Receive{Units{item("PAINT"), units(5), lot("L1"), {}, {}}, place("A-01"), {}, false});
  scan("PO-7");
  scan("L1");
  REQUIRE_FALSE(refused());
  REQUIRE(received("PO-7") == 1);
}

TEST(a_lot_by_itself_is_what_is_damaged) {
  scan("PO-7");
  tap("damaged");
  tap("reason:Crushed");
  scan("L1");
  REQUIRE(stock("Q-01") == 1);
}

TEST(a_serial_by_itself_comes_back_after_it_was_sent) {
  pump_is_sent();
  tap("customer_return");
  scan("SO-9");
  scan("SN-1");
  REQUIRE(shows("1 of Pump · no. SN-1 came back of SO-9. How is it?"));
  tap("good");
  REQUIRE(stock("DOCK-1") == 1);
}

TEST(a_serial_by_itself_comes_back_of_an_order_that_nobody_knows) {
  pump_is_sent();
  tap("customer_return");
  scan("SN-1");
  REQUIRE(shows("1 of Pump · no. SN-1 came back, order not known. How is it?"));
}

TEST(a_lot_by_itself_goes_back_to_its_supplier) {
  tap("send_back");
  scan("A-01");
  scan("L1");
  REQUIRE(shows("1 of Nitrile gloves L · lot L1 back to the supplier from A-01. Why?"));
}

TEST(a_lot_by_itself_opens_its_item_where_nothing_is_worked_on) {
  scan("GO-BACKORDERS");
  scan("L1");
  REQUIRE_FALSE(refused());
  REQUIRE(shows("Nitrile gloves L"));
}

TEST(a_lot_by_itself_that_is_expected_closes_a_red_page) {
  scan("PO-7");
  scan("NOBODY-KNOWS");
  REQUIRE(refused());
  scan("L1");
  REQUIRE_FALSE(refused());
}

TEST(a_pallet_that_no_notice_knows_has_one_answer) {
  const auto asks = [&](const char* code) {
    scan(code);
    REQUIRE(refused());
    REQUIRE(refusal().title == "Unknown pallet");
    REQUIRE(shows("Under Receive choose its purchase, or No purchase, and scan it there"));
    REQUIRE(refusal().other.id.empty());  // it is no code of an item
    tap("confirm");
  };
  for (const char* code : {unannounced, "340123450000000017"}) {
    asks(code);
    scan("SO-118");
    asks(code);
    scan("GO-COUNT");
    scan("A-01");
    asks(code);
    tap("back");
    scan("GO-MOVE");
    scan("A-01");
    asks(code);
    scan("GO-HOME");
  }
  scan("PO-7");
  scan("340123450000000017");
  REQUIRE(shows("No notice says what is on 340123450000000017. Begin a pallet with it?"));
}

TEST(a_pallets_number_is_no_lot_unasked) {
  scan("PO-7");
  scan(gloves);
  scan("340123450000000017");
  REQUIRE(shows("340123450000000017 is the number of a pallet. Is it the lot?"));
  REQUIRE(received("PO-7") == 0);
}

// Labels that say less than a receipt needs, and several lots or serials on one line.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  std::int64_t of_lot(std::string_view lot) const {
    std::int64_t sum = 0;
    for (const StockRow& row : views->stock().value()) {
      if (row.lot == lot) sum += row.on_hand;
    }
    return sum;
  }
  // Types the label's other code on the keypad.
  void write(std::string_view text) {
    tap("text");
    for (const char character : text) tap(std::string("type:") + character);
    tap("confirm");
  }
};

}  // namespace

TEST(serials_follow_one_after_the_other_after_one_scan_of_their_item) {
  office_does(Import{{ItemRow{item("PUMP-9"), "Pump", Tracking::serial}, purchase("PO-9/1", "PUMP-9", 5)}});
  scan("PO-9");
  scan("PUMP-9");
  scan("SN-1");
  REQUIRE(count() == "1/5");
  REQUIRE(page().scan_prompt == "Scan item or next serial");
  scan("SN-2");
  REQUIRE(count() == "2/5");
  scan("SN-2");
  REQUIRE(refused());
  REQUIRE(received("PO-9") == 2);
  tap("confirm");
  scan("]C121SN-3");
  REQUIRE(count() == "3/5");
}

TEST(a_pallet_that_nobody_announced_is_begun_only_with_a_yes) {
  scan("PO-7");
  scan("]C100340123450000000024");
  REQUIRE(shows("No notice says what is on 340123450000000024. Begin a pallet with it?"));
  tap("no");
  REQUIRE(page().instruction.verb != "Receive onto pallet");
}

// --- codes that mean something else as well -------------------------------------------------------------------------

TEST(a_dock_or_a_lane_is_the_lot_only_when_it_is_scanned_again_or_its_button_is_pressed) {
  scan("PO-8");
  scan(gloves);
  scan("DOCK-1");
  REQUIRE(received("PO-8") == 0);
  REQUIRE(toast() == "DOCK-1 is a place here. Is it the lot? Scan it again, or scan the right one.");
  REQUIRE(page().instruction.code == "GLV-L · lot DOCK-1");
  scan("L7");
  REQUIRE(received("PO-8") == 1);
  REQUIRE(page().instruction.code == "GLV-L · lot L7");
  scan(gloves);
  scan("X-01");
  tap("go_on");
  REQUIRE(received("PO-8") == 2);
}

TEST(a_shelf_another_item_or_its_barcode_is_asked_about_before_it_is_a_lot) {
  office_does(Import{{BarcodeRow{"TAPE-CS", item("BRG-6205"), "cs", units(4)}}});
  scan("PO-8");
  for (const std::string_view other : {"B-12", "BRG-6205", "TAPE-CS"}) {
    const auto before = received("PO-8");
    scan(gloves);
    scan(other);
    REQUIRE(received("PO-8") == before);
    REQUIRE(shows("Is it the lot? Scan it again, or scan the right one."));
    scan("YES");
    REQUIRE(received("PO-8") == before + 1);
    REQUIRE(page().instruction.code.find(" · lot " + std::string(other)) != std::string::npos);
  }
}

TEST(a_no_to_a_code_that_was_read_waits_for_the_right_one_and_no_yes_books_it_any_more) {
  scan("PO-8");
  scan(gloves);
  scan("DOCK-1");
  REQUIRE(page().instruction.code == "GLV-L · lot DOCK-1");
  scan("NO");
  REQUIRE(toast() == "Not the lot. Scan or type the lot of Nitrile gloves L.");
  REQUIRE(page().scan_prompt == "Scan lot code");
  REQUIRE_FALSE(shows("lot DOCK-1"));
  scan("YES");
  REQUIRE(toast() == "Nothing is asked. Nothing was booked.");
  REQUIRE(received("PO-8") == 0);
  scan("L7");
  REQUIRE(received("PO-8") == 1);
  REQUIRE(page().instruction.code == "GLV-L · lot L7");
}

TEST(the_number_of_a_notice_is_asked_about_before_it_is_a_lot_or_the_next_serial) {
  office_does(Import{
      {ItemRow{item("PUMP-9"), "Pump", Tracking::serial}, purchase("PO-9/1", "PUMP-9", 5),
       AsnRow{Sscc::parse("340123450000000017").value(), "ASN-1", Units{item("BRG-6204"), units(6), {}, {}, {}}, {}}}});
  scan("PO-8");
  scan(gloves);
  scan("ASN-1");
  REQUIRE(received("PO-8") == 0);
  REQUIRE(toast() == "ASN-1 is an ASN here. Is it the lot? Scan it again, or scan the right one.");
  scan("ASN-1");
  REQUIRE(received("PO-8") == 1);
  start();
  scan("PO-9");
  scan("PUMP-9");
  scan("SN-1");
  scan("ASN-1");  // it opens what is announced: a run takes what nobody knows
  REQUIRE(received("PO-9") == 1);
}

TEST(a_typed_lot_is_asked_about_as_a_scanned_one_is) {
  for (const std::string_view other : {"B-12", "DOCK-1", "BRG-6205", "SO-118", "PO-7"}) {
    scan("PO-8");
    const auto before = received("PO-8");
    scan(gloves);
    write(other);
    REQUIRE(received("PO-8") == before);
    REQUIRE(shows("Is it the lot? Type it again, or type the right one."));
    write(other);
    REQUIRE(received("PO-8") == before + 1);
    start();
  }
}

TEST(a_typed_lot_that_is_asked_about_is_not_a_yes_to_another_one) {
  scan("PO-8");
  scan(gloves);
  write("B-12");
  write("A-01");
  REQUIRE(received("PO-8") == 0);
  REQUIRE(page().instruction.code == "GLV-L · lot A-01");
  scan("B-12");
  REQUIRE(refused());
  REQUIRE(received("PO-8") == 0);
  tap("confirm");
  write("L7");
  REQUIRE(received("PO-8") == 1);
  REQUIRE(page().instruction.code == "GLV-L · lot L7");
}

TEST(a_place_is_no_lot_unasked_where_the_expiry_date_follows) {
  ItemRow glue{item("GLUE"), "Glue", Tracking::lot};
  glue.expiry = true;
  office_does(Import{{glue, purchase("PO-9/1", "GLUE", 5)}});
  scan("PO-9");
  scan("GLUE");
  scan("A-01");
  REQUIRE(toast() == "A-01 is a place here. Is it the lot? Scan it again, or scan the right one.");
  REQUIRE(page().scan_prompt == "Scan lot code");
  start();
  scan("PO-9");
  tap("go_on");
  REQUIRE(page().scan_prompt == "Scan expiry date code");
  scan("281231");
  REQUIRE(received("PO-9") == 1);
  REQUIRE(views->stock().value().front().lot == "A-01");
}

TEST(what_is_counted_asks_as_what_is_received_does) {
  tap("count");
  scan("B-12");
  scan(gloves);
  scan("A-01");
  REQUIRE(toast() == "A-01 is a place here. Is it the lot? Scan it again, or scan the right one.");
  scan("A-01");
  REQUIRE(shows("GLV-L · lot A-01"));
}

TEST(a_lot_that_is_in_stock_is_known_by_its_name_whatever_else_has_it) {
  office_does(Receive{Units{item("GLV-L"), units(1), Lot::parse("X-01").value(), {}, {}}, place("B-12"), {}});
  scan("PO-8");
  scan(gloves);
  scan("X-01");
  REQUIRE(received("PO-8") == 1);
}

TEST(a_serial_that_is_a_dock_is_asked_about_too) {
  office_does(Import{{ItemRow{item("PUMP-9"), "Pump", Tracking::serial}, purchase("PO-9/1", "PUMP-9", 5)}});
  scan("PO-9");
  scan("PUMP-9");
  scan("X-01");
  REQUIRE(received("PO-9") == 0);
  REQUIRE(shows("PUMP-9 · no. X-01"));
  scan("X-01");
  REQUIRE(received("PO-9") == 1);
}

// --- several lots on one line ---------------------------------------------------------------------------------------

TEST(a_number_is_of_the_lot_that_was_received_last_and_touches_no_other_lot) {
  scan("PO-8");
  scan(gloves);
  scan("P20");
  tap("number");
  type("6");
  scan(gloves);
  scan("P21");
  REQUIRE(page().instruction.code == "GLV-L · lot P21: 1 of the 7 received");
  tap("number");
  REQUIRE(shows("Nitrile gloves L · lot P21"));
  REQUIRE(shows("1 of this lot until now, 10 of all expected"));
  type("4");
  REQUIRE(count() == "10/10");
  REQUIRE(page().instruction.code == "GLV-L · lot P21: 4 of the 10 received");
  tap("number");
  type("2");
  REQUIRE(of_lot("P20") == 6);
  REQUIRE(of_lot("P21") == 2);
}

TEST(after_a_restart_a_number_is_of_the_lot_that_was_received_last_too) {
  scan("PO-8");
  for (const std::string_view lot : {"P20", "P21"}) {
    scan(gloves);
    scan(lot);
  }
  start();
  scan("PO-8");
  tap("number");
  type("3");
  REQUIRE(shows("Booked before: 1 of Nitrile gloves L. You typed 3: how many is it in all?"));
  scan("CHOICE-2");
  REQUIRE(of_lot("P20") == 1);
  REQUIRE(of_lot("P21") == 3);
}

TEST(a_number_takes_back_one_serial_and_never_two) {
  office_does(Import{{ItemRow{item("PUMP-9"), "Pump", Tracking::serial}, purchase("PO-9/1", "PUMP-9", 5)}});
  scan("PO-9");
  scan("PUMP-9");
  scan("SN-1");
  scan("SN-2");
  tap("number");
  REQUIRE(shows("Pump · no. SN-2"));
  type("3");
  REQUIRE(shows("A serial is exactly one unit. Scan the next one, or search for its item and type it."));
  tap("confirm");
  REQUIRE(received("PO-9") == 2);
  tap("number");
  type("0");
  REQUIRE(received("PO-9") == 1);
  REQUIRE(views->stock().value().front().serial == "SN-1");
}

TEST(a_damaged_number_names_its_lot) {
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
  scan("PO-8");
  scan(gloves);
  scan("P20");
  scan(gloves);
  scan("P21");
  tap("damaged");
  tap(page().rows.front().id);
  tap("number");
  REQUIRE(shows("Nitrile gloves L · lot P21"));
  type("1");
  REQUIRE(shows("Is this 1 · lot P21 among the 1 received here?"));
}

// --- too many ------------------------------------------------------------------------------------------------------

TEST(the_question_about_too_many_names_the_lot_in_hand) {
  scan("PO-8");
  for (const std::string_view lot : {"L1", "L2"}) {
    scan(gloves);
    scan(lot);
  }
  tap("number");
  type("10");
  REQUIRE(shows("GLV-L · lot L2: PO-8/1 expects 10 and has 2: 11 are 1 too many. Receive anyway?"));
  tap("no");
  tap("number");
  type("30");
  REQUIRE(shows("GLV-L · lot L2: PO-8/1 expects 10 and has 2: 31 are 21 too many. Type 31 to receive them."));
}

// --- a lot or a serial by itself ------------------------------------------------------------------------------------

namespace {

// Puts two pumps and ten gloves of two lots at the dock, for an order each.
void with_tracked_goods(Fixture& site) {
  site.office_does(
      Import{{ItemRow{test::Terminal::item("PUMP-9"), "Pump", Tracking::serial},
              test::Terminal::order("SO-9", "PUMP-9", 2, 1), test::Terminal::order("SO-10", "GLV-L", 10, 1)}});
  for (const char* serial : {"SN-1", "SN-2"}) {
    site.office_does(
        Receive{Units{test::Terminal::item("PUMP-9"), test::Terminal::units(1), {}, Serial::parse(serial).value(), {}},
                test::Terminal::place("DOCK-1"),
                {},
                false});
  }
  for (const char* lot : {"L1", "L2"}) {
    site.office_does(
        Receive{Units{test::Terminal::item("GLV-L"), test::Terminal::units(5), Lot::parse(lot).value(), {}, {}},
                test::Terminal::place("DOCK-1"),
                {},
                false});
  }
}

}  // namespace

TEST(the_serial_that_is_shown_is_picked_by_its_own_code) {
  with_tracked_goods(*this);
  scan("SO-9");
  REQUIRE(count() == "0/2");
  scan("SN-1");
  REQUIRE(toast() == "Scan DOCK-1 first. Nothing was booked.");
  tap("here");
  scan("SN-1");
  REQUIRE_FALSE(refused());
  REQUIRE(toast() == "Picked 1 of 2");
  REQUIRE(count() == "1/2");
  REQUIRE(page().rows.front().detail == "Pump\nno. SN-2");
  scan("SN-3");
  REQUIRE(refused());
  tap("confirm");
  scan("SN-2");
  REQUIRE(order_line("SO-9").picked == units(2));
}

TEST(a_lot_by_itself_is_picked_and_counts_for_its_line_whatever_lots_it_had) {
  with_tracked_goods(*this);
  scan("SO-10");
  tap("here");
  scan("L2");
  REQUIRE_FALSE(refused());
  REQUIRE(order_line("SO-10").picked == units(1));
  REQUIRE(count() == "1/10");
  scan("L1");
  REQUIRE(count() == "2/10");
}

TEST(a_lot_that_several_items_have_is_the_one_that_lies_there_and_never_guessed) {
  office_does(Import{{ItemRow{item("PAINT"), "Paint", Tracking::lot}}});
  const auto lies = [&](const char* what, const char* lot, const char* where) {
    office_does(Receive{Units{item(what), units(4), Lot::parse(lot).value(), {}, {}}, place(where), {}, false});
  };
  lies("GLV-L", "X7", "A-01");
  lies("GLV-L", "G1", "B-12");
  lies("PAINT", "X7", "B-12");
  scan("GO-ADJUST");
  scan("B-12");
  scan("X7");  // gloves lie there too, but of another lot
  REQUIRE(shows("Paint · lot X7, 4 by the books"));
  tap("no");
  scan("GO-COUNT");
  scan("X-02");
  scan("X7");  // neither lies there
  REQUIRE(refused());
  REQUIRE(shows("Several items have X7. Say which item first."));
  tap("confirm");
  tap("back");
  lies("PAINT", "X7", "A-01");
  scan("GO-MOVE");
  scan("A-01");
  scan("X7");  // both lie there
  REQUIRE(refused());
  REQUIRE(shows("Several items have X7. Say which item first."));
  tap("confirm");
  scan(gloves);
  scan("X7");
  REQUIRE(page().instruction.code == "GLV-L · lot X7");
}

TEST(a_lot_or_a_serial_by_itself_is_moved_counted_and_adjusted) {
  with_tracked_goods(*this);
  tap("move");
  scan("DOCK-1");
  scan("SN-2");
  REQUIRE(page().instruction.code == "PUMP-9 · no. SN-2");
  scan("B-12");
  REQUIRE(stock("B-12") == 1);
  scan("GO-ADJUST");
  scan("DOCK-1");
  scan("L1");
  REQUIRE(shows("Nitrile gloves L · lot L1, 5 by the books"));
  tap("no");
  scan("GO-COUNT");
  scan("B-12");
  scan("SN-2");
  REQUIRE(page().rows.front().detail.starts_with("PUMP-9 · no. SN-2"));
  scan("L9");  // nobody has it
  REQUIRE(refused());
}

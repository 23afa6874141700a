#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {
  // The lot in GS1 elements: AI 01, 17, 10.
  static std::string labelled(std::string_view lot) {
    return "]d2010401234567890117280229" + ("10" + std::string(lot));
  }
};
}  // namespace

TEST(a_purchase_shows_expected_received_and_open_in_packs) {
  scan("PO-7");
  REQUIRE(shows("Receive at DOCK-1"));
  REQUIRE(shows("Bearing 6204-2RS, sealed | BRG-6204\nopen 2 cs | 0/24"));
  scan(bearing);
  REQUIRE(shows("open 1 cs + 11 ea | 1/24"));
}

TEST(a_receipt_says_who_gets_the_units_and_where_they_go) {
  scan("PO-7");
  scan(bearing_case);
  REQUIRE(toast() == "7 of 12 → SO-118 (4), SO-131 (3); 5 → A-01");
  REQUIRE(page().list_heading == toast());
  REQUIRE(page().rows[0].title == "SO-118/1");
  REQUIRE(page().rows[0].value == "4");
  REQUIRE(page().rows[0].detail.find("Bring to X-0") != std::string::npos);
  REQUIRE(page().rows[2].title == "To A-01");
  REQUIRE(page().rows[2].value == "5");
}

TEST(what_an_order_gets_from_elsewhere_with_a_receipt_is_not_said_to_lie_here) {
  OrderLineRow whole = order("SO-200", "BRG-6205", 3, 1);
  whole.policies.partial = false;
  office_does(Import{{whole}});
  office_does(CancelOrder{OrderNumber::parse("SO-140").value()});
  office_does(Receive{Units{item("BRG-6205"), units(2), {}, {}, {}}, place("B-12"), {}, false});
  scan("GO-RECEIVE");
  scan("NO-PURCHASE");
  scan(other_bearing);
  REQUIRE(toast() == "3 of 3 (2 from stock) → SO-200 (3)");
  REQUIRE(shows("2 of them from B-12, not from here"));
}

TEST(units_that_are_kept_until_the_line_is_whole_stay_where_they_are) {
  OrderLineRow whole = order("SO-200", "BRG-6204", 24, 9);
  whole.policies.partial = false;
  PurchaseLineRow bought = purchase("PO-9/1", "BRG-6204", 24);
  bought.bought_for = whole.line;
  office_does(Import{{whole, bought}});
  scan("PO-9");
  scan(bearing_case);
  REQUIRE(page().rows[0].title == "SO-200/1");
  REQUIRE(shows("Stays here: only sent whole"));
  scan("SO-200");
  REQUIRE(shows("Not yet"));
  REQUIRE(shows("12 reserved, 12 still wait"));
  tap("back");
  scan("PO-9");
  scan(bearing_case);
  REQUIRE(shows("Bring 2 cs to X-0"));  // both receipts of this visit
}

TEST(the_answer_adds_up_over_single_scans) {
  scan("PO-7");
  for (int i = 0; i < 6; ++i) scan(bearing);
  REQUIRE(page().rows[0].title == "SO-118/1");
  REQUIRE(page().rows[0].value == "4");
  REQUIRE(page().rows[1].value == "2");
}

TEST(a_row_of_the_answer_tells_why) {
  scan("PO-7");
  scan(bearing_case);
  tap("why:SO-131/1");
  REQUIRE(shows("Why SO-131/1"));
  REQUIRE(shows("priority 2"));
  REQUIRE(shows("PO-7"));
  tap("back");
  REQUIRE(page().instruction.task == "PO-7");
  REQUIRE(count() == "12/24");
}

TEST(a_typed_number_sets_and_never_adds) {
  scan("PO-7");
  for (int i = 0; i < 3; ++i) scan(bearing);
  tap("number");
  type("12");
  REQUIRE(count() == "12/24");
  tap("number");
  type("12");
  REQUIRE(received("PO-7") == 12);
}

TEST(a_smaller_typed_number_takes_back_what_was_scanned_too_often) {
  scan("PO-7");
  for (int i = 0; i < 3; ++i) scan(bearing_case);  // the third would be too many
  tap("no");
  REQUIRE(received("PO-7") == 24);
  tap("number");
  type("20");
  REQUIRE(count() == "20/24");
  REQUIRE(received("PO-7") == 20);
}

TEST(touch_alone_receives) {
  tap("purchases");
  tap("PO-7");
  tap("line:PO-7/1");
  tap("number");
  type("5");
  REQUIRE(received("PO-7") == 5);
}

TEST(more_than_expected_is_asked_and_booked_on_yes_only) {
  scan("PO-7");
  scan(bearing_case);
  scan(bearing_case);
  scan(bearing);
  REQUIRE(received("PO-7") == 24);
  REQUIRE(shows("Receive anyway?"));
  REQUIRE(page().rows.front().title == "Receive anyway");
  REQUIRE(app->take_sound() == Sound::attention);
  tap("no");
  REQUIRE(received("PO-7") == 24);
  scan(bearing);
  tap("yes");
  REQUIRE(received("PO-7") == 25);
  REQUIRE(app->take_sound() == Sound::attention);
  scan(bearing);
  REQUIRE(received("PO-7") == 25);  // each time anew
  REQUIRE(shows("Receive anyway?"));
}

TEST(a_scan_while_a_question_is_open_is_answered_and_not_booked) {
  scan("PO-7");
  scan(bearing_case);
  scan(bearing_case);
  scan(bearing);
  app->take_sound();
  scan(bearing);
  REQUIRE(app->take_sound() == Sound::attention);
  REQUIRE(toast().find("not booked") != std::string::npos);
  scan("YES");
  REQUIRE(received("PO-7") == 25);
}

TEST(undo_takes_back_the_last_receipt_and_its_claims) {
  scan("PO-7");
  scan(bearing_case);
  tap("undo");
  REQUIRE(received("PO-7") == 0);
  REQUIRE(order_line("SO-118").reserved.none());
  REQUIRE_FALSE(shows("[Undo]"));
}

TEST(an_item_of_another_purchase_is_refused) {
  scan("PO-7");
  scan(other_bearing);
  REQUIRE(refused());
  REQUIRE(refusal().title == "Not on PO-7");
  REQUIRE(refusal().scanned_name == "Bearing 6205-2RS");
  REQUIRE(shows("Nothing was booked."));
  REQUIRE(received("PO-7") == 0);
}

TEST(gs1_fills_lot_and_expiry) {
  scan("PO-8");
  scan(labelled("NL-4471"));
  REQUIRE(received("PO-8") == 1);
  const auto stock = views->stock().value();
  REQUIRE(stock.front().lot == "NL-4471");
}

TEST(a_missing_lot_is_asked_for_and_the_next_scan_brings_it) {
  scan("PO-8");
  scan(gloves);
  REQUIRE(received("PO-8") == 0);
  REQUIRE(shows("lot"));
  REQUIRE(app->take_sound() == Sound::attention);
  scan("]C110NL-4471");
  REQUIRE(received("PO-8") == 1);
}

TEST(a_plain_lot_code_is_taken_when_it_was_asked_for) {
  scan("PO-8");
  scan(gloves);
  scan("NL-4471");
  REQUIRE(received("PO-8") == 1);
  scan("NL-4471");  // it is known now: by itself it is the label of its item
  REQUIRE(received("PO-8") == 2);
}

TEST(back_leaves_an_incomplete_label_out) {
  scan("PO-8");
  scan(gloves);
  tap("back");
  REQUIRE(shows("A label of Nitrile gloves L that waits for its lot, not booked yet."));
  tap("throw");
  REQUIRE(page().instruction.task == "PO-8");
  scan("NL-4471");
  REQUIRE(refused());
  REQUIRE(received("PO-8") == 0);
}

TEST(a_conflicting_expiry_is_refused) {
  scan("PO-8");
  scan("]d201040123456789011728022910NL-4471");
  scan("]d201040123456789011729022810NL-4471");
  REQUIRE(refused());
  REQUIRE(received("PO-8") == 1);
}

TEST(an_item_scanned_on_the_list_opens_its_purchase_and_counts) {
  tap("purchases");
  scan(bearing);
  REQUIRE(page().instruction.task == "PO-7");
  REQUIRE(count() == "1/24");
}

TEST(an_item_of_several_purchases_makes_a_list) {
  tap("purchases");
  scan(gloves);
  REQUIRE(page().rows.size() == 2);
  REQUIRE(toast().find("Not booked") != std::string::npos);
}

TEST(an_item_that_nobody_expects_is_received_without_a_purchase) {
  tap("purchases");
  scan(other_bearing);
  REQUIRE(page().instruction.task == "No purchase");
  scan(other_bearing);
  REQUIRE(count() == "2");
  REQUIRE(order_line("SO-140").reserved == units(2));
}

TEST(a_place_finishes_the_receipt) {
  scan("PO-7");
  scan(bearing);
  scan("A-01");
  REQUIRE(shows("Scan anything"));
  REQUIRE(toast() == "PO-7: 1 received, still at DOCK-1");
}

TEST(a_lot_can_be_typed_by_touch) {
  scan("PO-8");
  scan(gloves);
  REQUIRE(shows("[Type lot]"));
  tap("text");
  for (const char* key : {"abc:4", "abc:4", "abc:7", "abc:1", "abc:mode", "abc:5", "abc:5"}) tap(key);
  REQUIRE(shows("4471K"));
  tap("confirm");
  const auto stock = views->stock_at(place("DOCK-1")).value();
  REQUIRE(stock.size() == 1);
  REQUIRE(stock.front().lot == "4471K");
}

TEST(a_scan_takes_the_place_of_typing) {
  scan("PO-8");
  scan(gloves);
  tap("text");
  scan("NL-1");
  REQUIRE(views->stock_at(place("DOCK-1")).value().front().lot == "NL-1");
}

TEST(an_item_that_expires_asks_for_the_date_of_a_new_lot_once) {
  Import dated;
  dated.rows = {ItemRow{item("GLV-L"), "Nitrile gloves L", Tracking::lot, {}, {}, {}, true}};
  office_does(dated);
  scan("PO-8");
  scan(gloves);
  scan("LOT-9");
  REQUIRE(shows("[Type date]"));
  REQUIRE(received("PO-8") == 0);
  scan("270331");
  REQUIRE(received("PO-8") == 1);
  scan(gloves);
  scan("LOT-9");
  REQUIRE(received("PO-8") == 2);
}

TEST(without_a_purchase_a_large_number_is_typed_once_more) {
  tap("purchases");
  tap("blind");
  scan(other_bearing);
  tap("number");
  type("999999");
  REQUIRE(shows("Bearing 6205-2RS: 999999 are far more than usual. Type 999999 once more."));
  REQUIRE(views->stock_at(place("DOCK-1"))->front().on_hand == 1);
  tap("back");
  tap("number");
  type("480");
  type("480");
  REQUIRE(views->stock_at(place("DOCK-1"))->front().on_hand == 480);
}

TEST(a_typed_number_does_not_receive_the_last_serial_once_more) {
  constexpr auto pump = "4011200296908";
  office_does(
      Import{{ItemRow{item("PMP-40"), "Pump 40", Tracking::serial},
              BarcodeRow{Gtin::parse(pump)->text(), item("PMP-40"), "ea", units(1)}, purchase("PO-9/1", "PMP-40", 4)}});
  scan("PO-9");
  scan(pump);
  scan("S1");
  REQUIRE(received("PO-9") == 1);
  tap("number");
  type("2");
  REQUIRE(refused());
  REQUIRE(received("PO-9") == 1);
}

TEST(a_typed_number_of_what_has_a_lot_waits_for_the_lot) {
  scan("PO-8");
  tap("line:PO-8/1");
  tap("number");
  type("3");
  REQUIRE(received("PO-8") == 0);
  scan("L1");
  REQUIRE(received("PO-8") == 3);
}

// --- a line that the office closes ----------------------------------------------------------------------------------

TEST(a_line_that_was_closed_under_an_open_label_says_so_and_the_label_keeps_its_lot) {
  scan("PO-8");
  scan(gloves);
  office_does(ClosePurchase{PurchaseLine::parse("PO-8/1").value(), "no more"});
  scan("L1");
  REQUIRE(shows("PO-8/1 was closed by the office: 1 too many. Type 1 to receive them."));
  start();
  tap("begun:receive:PO-8");
  REQUIRE(shows("PO-8/1 was closed by the office: 1 too many. Type 1 to receive them."));
  type("1");
  REQUIRE(views->stock_at(place("DOCK-1"))->front().lot == "L1");
  REQUIRE(views->jobs()->empty());
}

TEST(a_line_that_was_closed_after_a_part_of_it_came_says_so) {
  scan("PO-7");
  scan(bearing);
  office_does(ClosePurchase{PurchaseLine::parse("PO-7/1").value(), "no more"});
  REQUIRE(shows("closed by the office"));
  scan(bearing);
  REQUIRE(shows("PO-7/1 was closed by the office, 1 were received: 1 too many."));
  tap("no");
  office_does(Import{{purchase("PO-7/1", "BRG-6204", 30)}});  // another number: it is wanted again
  REQUIRE_FALSE(shows("closed by the office"));
  scan(bearing);
  REQUIRE(received("PO-7") == 2);
}

TEST(a_label_without_a_purchase_that_says_far_more_than_its_pack_is_asked_about) {
  tap("purchases");
  tap("blind");
  scan(
      "]C10115901234123454"
      "30120");  // 120 cases of 12
  REQUIRE(stock("DOCK-1") == 0);
  REQUIRE(shows("Type 1440"));
  type("1440");
  REQUIRE(stock("DOCK-1") == 1440);
  scan(
      "]C10115901234123454"
      "302");
  REQUIRE(stock("DOCK-1") == 1464);
}

TEST(that_all_is_here_is_said_with_the_last_scan_and_at_the_end) {
  scan("PO-8");
  scan("]C1010401234567890110L1");
  REQUIRE(toast().find("All is here") == std::string::npos);
  tap("number");
  type("10");
  REQUIRE(toast().starts_with("All is here. "));
  REQUIRE(app->take_sound() == Sound::done);
  scan("DONE");
  REQUIRE(toast() == "PO-8: 10 received. All is here");
}

TEST(the_label_of_a_case_that_brings_the_lot_of_what_was_scanned_is_the_case) {
  office_does(Import{{BarcodeRow{"14012345678908", item("GLV-L"), "cs", units(10)}, purchase("PO-8/1", "GLV-L", 30)}});
  scan("PO-8");
  scan(gloves);
  scan("]C1011401234567890810L2");
  REQUIRE(toast() == "This label is 10 of lot L2. Scan it again to go on with 10.");
  scan("]C1011401234567890810L2");
  REQUIRE(stock("DOCK-1") == 10);
  scan(gloves);
  scan("]C1010401234567890110L2");  // of the same pack: nothing is asked
  REQUIRE(stock("DOCK-1") == 11);
}

#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {
  void receive(std::string_view what, std::int64_t quantity, std::string_view at) {
    office_does(Receive{Units{item(what), units(quantity), {}, {}, {}}, place(at), {}, false});
  }
};
}  // namespace

TEST(an_item_shows_stock_waiting_lines_and_expected_purchases) {
  receive("BRG-6204", 6, "A-01");
  scan(bearing);
  REQUIRE(count() == "6");
  REQUIRE(shows("1 cs = 12 ea"));
  REQUIRE(shows("A-01 | storage\n0 free · 6 for orders | 6"));
  REQUIRE(shows("SO-131/1 | Acme Pumps waits"));
  REQUIRE(shows("PO-7/1 | expected 22 Nov | 24 2 cs to come"));
}

TEST(an_item_and_its_places_say_alike_what_is_free_and_why_the_rest_is_not) {
  receive("BRG-6205", 6, "A-01");
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 90}}});
  office_does(Move{Units{item("BRG-6205"), units(4), {}, {}, {}}, place("A-01"), place("Q-01")});
  scan(other_bearing);
  REQUIRE(count() == "6");
  INFO(all());
  REQUIRE(page().instruction.where_in_list == "0 free · 2 for orders");
  REQUIRE(shows("Out of stock, none free"));
  REQUIRE(shows("4 set aside, not free · 0 for orders"));
  scan("Q-01");
  REQUIRE(shows("4 set aside, not free · 0 for orders"));
  REQUIRE_FALSE(shows("4 free"));
}

TEST(a_place_shows_what_is_there) {
  receive("BRG-6205", 5, "B-12");
  scan("B-12");
  REQUIRE(page().rows.size() == 1);
  REQUIRE(shows("Bearing 6205-2RS | BRG-6205\n3 free · 2 for orders | 5"));
  scan("A-01");
  REQUIRE(shows("This place is empty."));
}

TEST(backorders_tell_who_waits_for_what_and_until_when) {
  tap("backorders");
  INFO(all());
  REQUIRE(
      shows("SO-118/1 · BRG-6204\nexpected 24 Nov, 9 in 10 by 1 Dec, 50 % by 24 Nov\n4 because it is on its way and "
            "not late | 4 waiting"));
  tap("SO-118/1");
  REQUIRE(shows("Asked for | on 16 Nov by Acme Pumps, with priority 1\npromised for 24 Nov"));
}

TEST(a_backorder_that_is_late_says_so) {
  clock.advance(std::chrono::hours(24 * 5));
  tap("backorders");
  INFO(all());
  REQUIRE(
      shows("SO-118/1 · BRG-6204\nhad been expected 24 Nov, 9 in 10 by 1 Dec, as of 22 Nov\n4 because it is on its way "
            "and not late | 4 late"));
  tap("SO-118/1");
  REQUIRE(shows("late, promised for 24 Nov"));
}

TEST(a_backorder_tells_why_it_waits_who_comes_before_and_what_is_expected) {
  tap("backorders");
  tap("SO-131/1");
  REQUIRE(shows("Why SO-131/1"));
  REQUIRE(shows("3 waiting"));
  REQUIRE(shows("PO-7/1 | Expected 22 Nov\n3 of it for this line | 24 to come"));
  REQUIRE(shows("SO-118/1 | Comes before it"));
  tap("line:SO-118/1");
  REQUIRE(shows("Why SO-118/1"));
}

TEST(a_label_of_the_site_s_own_names_a_place) {
  site = Site::make({{{"location", "L:([A-Z0-9-]+)"}}, {}, false}).value();
  scan("L:B-12");
  REQUIRE(shows("This place is empty."));
  REQUIRE(page().instruction.location == "B-12");
}

TEST(a_lot_by_itself_finds_its_item) {
  office_does(Receive{Units{item("GLV-L"), units(2), Lot::parse("NL-4471").value(), {}, {}}, place("B-12"), {}, false});
  scan("NL-4471");
  REQUIRE(shows("Nitrile gloves L"));
  REQUIRE(page().instruction.task == "Item");
}

TEST(a_lot_of_several_items_asks_which) {
  office_does(Import{{ItemRow{item("GLV-M"), "Nitrile gloves M", Tracking::lot}}});
  for (const char* one : {"GLV-L", "GLV-M"}) {
    office_does(Receive{Units{item(one), units(2), Lot::parse("NL-4471").value(), {}, {}}, place("B-12"), {}, false});
  }
  scan("NL-4471");
  REQUIRE(shows("Several items have NL-4471. Which one?"));
  tap("item:GLV-M");
  REQUIRE(shows("Nitrile gloves M"));
}

TEST(a_dash_of_print_is_a_hyphen) {
  scan("PO\u20137");
  REQUIRE(page().instruction.task == "PO-7");
}

TEST(look_up_by_touch_goes_from_stock_to_the_item_and_its_place) {
  receive("BRG-6205", 5, "B-12");
  tap("lookup");
  tap("item:BRG-6205");
  REQUIRE(count() == "5");
  tap("place:B-12");
  REQUIRE(page().instruction.location == "B-12");
}

TEST(a_notice_that_was_settled_is_gone) {
  scan("PO-7");
  scan(bearing_case);
  scan(bearing_case);
  scan(bearing);
  tap("yes");
  tap("back");
  tap("notices");
  tap(page().rows[0].id);
  tap("done");
  REQUIRE(page().rows.empty());
  REQUIRE(shows("Nothing to tell"));
}

TEST(notices_are_counted_on_home_and_told_in_a_sentence) {
  scan("PO-7");
  scan(bearing_case);
  scan(bearing_case);
  scan(bearing);
  tap("yes");
  tap("back");
  REQUIRE(shows("Notices | To know and to do | 1"));
  tap("notices");
  REQUIRE(shows("Too many arrived"));
  tap(page().rows[0].id);
  REQUIRE_FALSE(page().strip.empty());
  tap("show");
  REQUIRE(page().instruction.code == "BRG-6204");
}

TEST(units_in_stock_are_named_before_their_item_is_tracked_otherwise) {
  receive("BRG-6205", 5, "B-12");
  scan(other_bearing);
  tap("tracking");
  tap("serial");
  REQUIRE(shows("BRG-6205 has 5 in stock"));
  REQUIRE(views->item_document(item("BRG-6205")).value()->tracking == Tracking::none);
  tap("anyway");
  REQUIRE(views->item_document(item("BRG-6205")).value()->tracking == Tracking::serial);
  REQUIRE(toast() == "Each unit has a serial number");
}

TEST(how_an_item_is_tracked_is_asked_anew_when_the_office_changes_the_item) {
  scan(other_bearing);
  tap("tracking");
  const ItemRow shown = *views->item_document(item("BRG-6205")).value();
  ItemRow brought = shown;
  brought.name = "Bearing, renamed";
  brought.safety_stock = units(5);
  office_does(Import{{brought}});
  REQUIRE(shows("BRG-6205 was changed by the office. Nothing was booked. Bearing, renamed."));
  tap("serial");
  brought.tracking = Tracking::serial;
  REQUIRE(views->item_document(item("BRG-6205")).value() == brought);
}

TEST(the_number_of_a_notice_opens_the_pallet_that_it_announces_or_asks_which) {
  const auto announced = [](const char* unit) {
    return AsnRow{Sscc::parse(unit).value(), "ASN-1", Units{item("BRG-6204"), units(6), {}, {}, {}}, {}};
  };
  office_does(Import{{announced("340123450000000017")}});
  scan("ASN-1");
  REQUIRE(shows("340123450000000017"));
  tap("back");
  office_does(Import{{announced("340123450000000024")}});
  scan("asn-1");
  REQUIRE(shows("ASN-1 announces several pallets. Which one?"));
  tap("unit:340123450000000024");
  REQUIRE(shows("340123450000000024"));
}

// Undo takes back what one yes has booked: all of it, or nothing.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  static constexpr auto carton = "340123450000000109";

  // SO-200 wants 4 bearings and 2 of the others, which lie at A-01 and B-12.
  void setUp() {
    Terminal::setUp();
    OrderLineRow other = order("SO-200", "BRG-6205", 2, 1);
    other.line.line = 2;
    office_does(
        Import{{LocationRow{place("T-01"), LocationKind::tote, 511},
                LocationRow{place("T-02"), LocationKind::tote, 512}, order("SO-200", "BRG-6204", 4, 1), other}});
    office_does(CancelOrder{OrderNumber::parse("SO-118").value()});
    office_does(CancelOrder{OrderNumber::parse("SO-131").value()});
    office_does(CancelOrder{OrderNumber::parse("SO-140").value()});
    receive("BRG-6204", 4, "A-01");
    receive("BRG-6205", 2, "B-12");
    clock.advance(std::chrono::hours(24));  // the office did that yesterday
  }
  void receive(std::string_view what, std::int64_t quantity, std::string_view at) {
    office_does(Receive{Units{item(what), units(quantity), {}, {}, {}}, place(at), {}, false});
  }
  void picked(std::string_view line, std::string_view what, std::int64_t quantity, std::string_view from,
              std::string_view to) {
    office_does(
        Pick{OrderLine::parse(line).value(), Units{item(what), units(quantity), {}, {}, {}}, place(from), place(to)});
  }
  void both_picked(std::string_view first, std::string_view second) {
    picked("SO-200/1", "BRG-6204", 4, "A-01", first);
    picked("SO-200/2", "BRG-6205", 2, "B-12", second);
    clock.advance(std::chrono::hours(24));
  }
  void drop_off() {
    tap("more");
    tap("drop_off");
    scan("T-01");
    tap("put");
  }
  std::string first_entry() const { return page().rows.front().id; }
};

}  // namespace

TEST(a_tote_of_two_items_that_was_dropped_off_is_full_again) {
  both_picked("T-01", "T-01");
  drop_off();
  REQUIRE(picked_at("SO-200", "T-01") == 0);
  tap("undo");
  REQUIRE(picked_at("SO-200", "T-01") == 6);
  REQUIRE(shows("Undone, all 2: "));
}

TEST(nothing_is_taken_back_when_a_part_cannot_be) {
  both_picked("T-01", "T-01");
  drop_off();
  const LocationCode lane = views->lane_of(OrderNumber::parse("SO-200").value()).value();
  office_does(PackCarton{OrderNumber::parse("SO-200").value(), lane, Sscc::parse(carton).value(), lane,
                         Units{item("BRG-6204"), units(4), {}, {}, {}}});
  tap("undo");
  REQUIRE(refused());
  REQUIRE(shows("Units of BRG-6204 at"));
  REQUIRE(picked_at("SO-200", "T-01") == 0);
}

TEST(what_was_handed_over_at_the_counter_lies_in_its_places_again) {
  tap("ship");
  scan("SO-200");
  scan("YES");
  REQUIRE(stock("A-01") + stock("B-12") == 0);
  tap("undo");
  REQUIRE(order_line("SO-200").shipped.none());
  REQUIRE(order_line("SO-200").picked.none());
  REQUIRE(stock("A-01") == 4);
  REQUIRE(stock("B-12") == 2);
}

TEST(what_was_packed_from_two_totes_lies_in_both_again) {
  both_picked("T-01", "T-02");
  tap("pack");
  scan("SO-200");
  scan(carton);
  scan("YES");
  REQUIRE(picked_at("SO-200", carton) == 6);
  tap("undo");
  REQUIRE(picked_at("SO-200", "T-01") == 4);
  REQUIRE(picked_at("SO-200", "T-02") == 2);
}

TEST(a_receipt_that_was_set_to_a_number_is_what_it_was_and_then_nothing) {
  scan("PO-7");
  scan(bearing_case);
  tap("number");
  type("5");
  REQUIRE(received("PO-7") == 5);
  tap("undo");
  REQUIRE(received("PO-7") == 12);
  REQUIRE(shows("Undone: it is again as before, 12 of BRG-6204 received at DOCK-1 for PO-7/1"));
  tap("undo");
  REQUIRE(received("PO-7") == 0);
}

TEST(a_receipt_that_was_set_to_a_number_is_what_it_was_also_after_a_restart) {
  scan("PO-7");
  scan(bearing_case);
  tap("number");
  type("5");
  start();
  scan("PO-7");
  tap("undo");
  REQUIRE(shows("Undo this: 5 of BRG-6204 received at DOCK-1 for PO-7/1, 14:00?"));
  REQUIRE(shows("Then it is again as before: 12 of BRG-6204 received at DOCK-1 for PO-7/1."));
  tap("undo");
  REQUIRE(received("PO-7") == 12);
}

TEST(a_pick_that_was_set_to_a_number_is_what_it_was) {
  scan("SO-200");
  scan("A-01");
  tap("number");
  type("3");
  tap("number");
  type("2");
  REQUIRE(order_line("SO-200").picked == units(2));
  tap("undo");
  REQUIRE(order_line("SO-200").picked == units(3));
  tap("undo");
  REQUIRE(order_line("SO-200").picked.none());
}

TEST(today_has_one_entry_for_one_yes_and_takes_it_back_whole_also_after_a_restart) {
  both_picked("T-01", "T-01");
  drop_off();
  start();
  tap("today");
  REQUIRE(shows("1 entry"));
  REQUIRE(shows("Move, 2 in one | 4 of BRG-6204 moved from T-01 to"));
  tap(first_entry());
  REQUIRE(shows("; 2 of BRG-6205 moved from T-01 to"));
  tap("undo");
  REQUIRE(picked_at("SO-200", "T-01") == 6);
}

TEST(today_undoes_a_hand_over_although_its_picks_have_left) {
  tap("ship");
  scan("SO-200");
  scan("YES");
  start();
  tap("today");
  tap(first_entry());
  tap("undo");
  REQUIRE(stock("A-01") + stock("B-12") == 6);
}

TEST(today_says_why_a_whole_entry_stays) {
  both_picked("T-01", "T-01");
  drop_off();
  const LocationCode lane = views->lane_of(OrderNumber::parse("SO-200").value()).value();
  office_does(PackCarton{OrderNumber::parse("SO-200").value(), lane, Sscc::parse(carton).value(), lane,
                         Units{item("BRG-6204"), units(4), {}, {}, {}}});
  start();
  tap("today");
  REQUIRE(shows("stays: BRG-6204 at"));
}

TEST(a_count_of_a_place_is_taken_back_whole) {
  tap("count");
  scan("B-12");
  scan(bearing);
  tap("done");
  tap("yes");  // the two others are gone
  REQUIRE(stock("B-12") == 1);
  tap("back");
  tap("today");
  REQUIRE(shows("Count, 2 in one"));
  tap(first_entry());
  tap("undo");
  REQUIRE(stock("B-12") == 2);
}

TEST(a_cart_that_is_gone_on_with_after_a_restart_takes_back_its_last_units_from_the_tote) {
  tap("orders");
  tap("several");
  scan("T-01");
  tap("done");
  scan("A-01");
  scan(bearing);
  scan("T-01");
  REQUIRE(picked_at("SO-200", "T-01") == 1);
  start();
  tap(first_entry());
  REQUIRE(std::string(app->screen()) == "cluster");
  scan("UNDO");
  REQUIRE(shows("Undo this: "));
  tap("yes");
  REQUIRE(picked_at("SO-200", "T-01") == 0);
  REQUIRE(order_line("SO-200").reserved == units(4));
}

// Several orders on one walk, each into its tote.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {
  // At A-01 (zone fast) 3 for SO-118; at B-12 (zone slow) 1 for SO-118 and 3 for SO-131.
  void setUp() {
    Terminal::setUp();
    office_does(Import{{LocationRow{place("A-01"), LocationKind::storage, 110, "fast"},
                        LocationRow{place("B-12"), LocationKind::storage, 210, "slow"},
                        LocationRow{place("T-01"), LocationKind::tote, 511},
                        LocationRow{place("T-02"), LocationKind::tote, 512},
                        LocationRow{place("T-03"), LocationKind::tote, 513}}});
    receive(3, "A-01");
    receive(4, "B-12");
  }
  void receive(std::int64_t quantity, std::string_view at) {
    office_does(Receive{bearings(quantity), place(at), {}, false});
  }
  static Units bearings(std::int64_t quantity) { return {item("BRG-6204"), units(quantity), {}, {}, {}}; }
  Quantity picked(std::string_view order) const { return order_line(order).picked; }
  std::int64_t units_in(std::string_view tote) const {
    std::int64_t sum = 0;
    for (const StockRow& row : views->stock_at(place(tote)).value()) sum += row.on_hand;
    return sum;
  }

  void make_up_cart() {
    tap("orders");
    tap("several");
    scan("T-01");
    scan("T-02");
  }
  // At the first stop with three bearings in hand.
  void take_first() {
    make_up_cart();
    scan("A-01");
    for (int i = 0; i < 3; ++i) scan(bearing);
  }
};
}  // namespace

TEST(scanned_totes_take_the_orders_by_rank) {
  make_up_cart();
  REQUIRE(page().list_heading == "2 of 2 orders have a tote");
  REQUIRE(page().rows.size() == 2);
  REQUIRE(shows("SO-118 | Acme Pumps\nin T-01 | 4 to pick"));
  REQUIRE(shows("SO-131 | Acme Pumps\nin T-02 | 3 to pick"));
  scan("T-01");
  REQUIRE(toast() == "T-01 is for SO-118 already");
  scan("T-03");
  REQUIRE(toast() == "No other order is to be picked");
}

TEST(a_scanned_order_asks_for_its_tote_and_a_tap_gives_one) {
  tap("orders");
  tap("several");
  scan("SO-131");
  REQUIRE(shows("Which tote is for"));
  REQUIRE(page().instruction.location == "SO-131");
  tap("tote:T-02");
  REQUIRE(shows("SO-131 | Acme Pumps\nin T-02"));
  tap("taken:SO-131");
  REQUIRE(page().list_heading == "2 orders to pick");
}

TEST(one_walk_serves_all_orders_by_scanning_alone) {
  make_up_cart();
  scan("A-01");  // the first place of the walk says that the cart is made up
  REQUIRE(shows("Take from"));
  REQUIRE(count() == "0/3");
  for (int i = 0; i < 3; ++i) scan(bearing);
  REQUIRE(page().instruction.verb == "Put into");
  REQUIRE(page().instruction.location == "T-01");
  REQUIRE(picked("SO-118").none());
  scan("T-01");
  REQUIRE(toast() == "3 put into T-01");
  REQUIRE(picked("SO-118") == units(3));
  REQUIRE(page().instruction.location == "B-12");
  scan("B-12");
  scan(bearing);
  scan("T-01");
  REQUIRE(page().instruction.task == "SO-131");
  REQUIRE(shows("Take from"));
  for (int i = 0; i < 3; ++i) scan(bearing);
  app->take_sound();
  scan("T-02");
  REQUIRE(app->take_sound() == Sound::done);
  REQUIRE(shows("T-01 | SO-118 · Acme Pumps\ncomplete, to X-01 | 4 picked"));
  REQUIRE(shows("T-02 | SO-131 · Acme Pumps\ncomplete, to X-02 | 3 picked"));
  REQUIRE(units_in("T-01") == 4);
  REQUIRE(units_in("T-02") == 3);
  scan("DONE");
  REQUIRE(shows("Nothing is reserved."));
}

TEST(touch_alone_picks_for_several_orders) {
  tap("orders");
  tap("several");
  for (const char* id : {"order:SO-118", "tote:T-01", "order:SO-131", "tote:T-02", "done", "here", "number"}) tap(id);
  type("3");
  REQUIRE(shows("[In T-01]"));
  tap("put");
  REQUIRE(picked("SO-118") == units(3));
  tap("here");
  tap("number");
  type("1");
  tap("put");
  tap("number");
  type("2");
  tap("put");
  REQUIRE(picked("SO-131") == units(2));
  REQUIRE(count() == "2/3");
}

TEST(an_order_that_is_cancelled_on_the_way_is_not_called_complete) {
  make_up_cart();
  tap("done");
  for (const char* order : {"SO-118", "SO-131"}) office_does(CancelOrder{OrderNumber::parse(order).value(), {}});
  REQUIRE(shows("T-01 | SO-118 · Acme Pumps\nnothing is wanted of it any more | 0 picked"));
  REQUIRE_FALSE(shows("complete"));
}

TEST(what_is_in_hand_is_not_booked_and_can_be_put_back) {
  take_first();
  REQUIRE(shows("Not booked yet: put it into T-01 for SO-118."));
  tap("back");
  REQUIRE(shows("3 of Bearing 6204-2RS, sealed in hand, from A-01, not booked yet."));
  tap("throw");
  REQUIRE(count() == "0/3");
  REQUIRE(picked("SO-118").none());
}

TEST(a_wrong_tote_is_refused_and_a_scan_of_the_right_one_is_taken) {
  take_first();
  scan("T-02");
  REQUIRE(refused());
  REQUIRE(refusal().title == "Wrong tote");
  REQUIRE(refusal().expected_location == "T-01");
  REQUIRE(shows("Nothing was booked."));
  REQUIRE(picked("SO-118").none());
  scan("T-01");
  REQUIRE_FALSE(refused());
  REQUIRE(picked("SO-118") == units(3));
}

TEST(a_wrong_place_a_wrong_item_and_one_too_many_are_refused) {
  make_up_cart();
  tap("done");
  scan("B-12");
  REQUIRE(refusal().title == "Wrong place");
  REQUIRE(refusal().expected_location == "A-01");
  scan("A-01");
  scan(other_bearing);
  REQUIRE(refusal().title == "Wrong item");
  scan(bearing);
  REQUIRE(count() == "1/3");
  scan(bearing_case);
  REQUIRE(refusal().title == "Too many");
  tap("confirm");
  scan("A-01");
  REQUIRE(toast() == "You took it from here. Scan T-01.");
  REQUIRE(picked("SO-118").none());
}

TEST(a_tote_before_the_item_books_nothing) {
  make_up_cart();
  scan("A-01");
  scan("T-01");
  REQUIRE(toast() == "Scan the item first. Nothing was booked.");
  REQUIRE(picked("SO-118").none());
}

TEST(a_tote_that_holds_another_order_is_refused) {
  office_does(Pick{OrderLine::parse("SO-118/1").value(), bearings(1), place("A-01"), place("T-01")});
  tap("orders");
  tap("several");
  scan("SO-131");
  scan("T-01");
  REQUIRE(refusal().title == "Tote in use");
  REQUIRE(shows("T-01 is of SO-118."));
}

TEST(after_a_crash_the_totes_find_their_orders_again_and_what_was_in_hand_is_there_still) {
  take_first();
  scan("T-01");
  scan("B-12");
  scan(bearing);
  start();
  tap("orders");
  tap("several");
  REQUIRE(shows("SO-118 | Acme Pumps\nbegun in T-01, 3 picked | 1 to pick"));
  scan("T-01");
  REQUIRE(shows("SO-118 | Acme Pumps\nin T-01, 3 picked"));
  scan("T-02");
  REQUIRE(shows("SO-131 | Acme Pumps\nin T-02"));
  scan("DONE");
  REQUIRE(toast() == "Work recovered (Anna K.): 1 of Bearing 6204-2RS, sealed in hand, from B-12");
  REQUIRE(count() == "1");
  REQUIRE(picked("SO-118") == units(3));
  scan("T-01");
  REQUIRE(picked("SO-118") == units(4));
}

TEST(a_zone_has_its_own_stops_and_the_rest_is_left_for_others) {
  tap("orders");
  tap("several");
  tap("zone");
  REQUIRE(shows("Which zone do you pick?"));
  tap("zone:fast");
  REQUIRE(page().rows.size() == 1);  // nothing of SO-131 is there
  REQUIRE(shows("SO-118 | Acme Pumps | 3 to pick"));
  scan("T-01");
  tap("done");
  REQUIRE(shows("1 stop left"));
  scan("A-01");
  for (int i = 0; i < 3; ++i) scan(bearing);
  scan("T-01");
  REQUIRE(shows("1 to pick in other zones"));
  REQUIRE(toast() == "Zone fast is picked, 1 is to be picked in another zone. Bring each tote to its lane.");
  REQUIRE(order_line("SO-118").reserved == units(1));
}

TEST(undo_takes_the_last_units_out_of_their_tote) {
  take_first();
  scan("T-01");
  tap("here");
  tap("undo");
  REQUIRE(toast().starts_with("Undone: "));
  REQUIRE(picked("SO-118").none());
  REQUIRE(page().instruction.location == "A-01");
}

TEST(a_short_pick_has_a_reason_and_can_be_undone) {
  make_up_cart();
  scan("A-01");
  tap("number");
  type("2");
  scan("SHORT");
  REQUIRE(toast() == "Put what you hold into T-01 first");
  scan("T-01");
  scan("SHORT");
  REQUIRE(shows("1 ea missing at A-01: why?"));
  tap("no");
  REQUIRE(order_line("SO-118").reserved == units(2));
  scan("SHORT");
  tap("reason:Damaged");
  const auto told = *views->notices();  // that the place is to be counted, and that the line lost a unit
  REQUIRE(std::any_of(told.begin(), told.end(), [](const NoticeView& one) {
    return one.notice.kind == NoticeKind::count_place && one.notice.detail == "Damaged";
  }));
  REQUIRE(page().instruction.location == "B-12");
  tap("here");
  tap("undo");
  REQUIRE(order_line("SO-118").reserved == units(2));
  REQUIRE(page().instruction.location == "A-01");
  REQUIRE(views->notices()->empty());
}

TEST(a_short_pick_of_several_says_when_more_is_expected) {
  make_up_cart();
  for (const char* at : {"A-01", "B-12"}) scan(at), scan("SHORT"), tap("reason:Not there");
  REQUIRE(toast().find("the order waits. 4 expected 24 Nov, 50 % by 24 Nov.") != std::string::npos);
}

TEST(a_skipped_stop_comes_last_and_a_tapped_one_next) {
  make_up_cart();
  tap("done");
  tap("skip");
  REQUIRE(page().instruction.location == "B-12");
  REQUIRE(page().rows.back().title == "A-01");
  tap(page().rows.back().id);
  REQUIRE(page().instruction.location == "A-01");
}

TEST(what_somebody_else_took_meanwhile_is_not_put_into_a_tote) {
  take_first();
  office_does(Pick{OrderLine::parse("SO-118/1").value(), bearings(3), place("A-01"), place("X-01")});
  REQUIRE(page().instruction.location == "T-01");  // it is in hand still
  scan("T-01");
  REQUIRE(shows("SO-118/1 wants 1 more. Put back what is too many. SO-118/1 has 0 reserved at A-01 now."));
  tap("confirm");
  REQUIRE(shows("[Put it back]"));  // it is in hand still
  REQUIRE(picked("SO-118") == units(3));
  REQUIRE(units_in("T-01") == 0);
}

TEST(a_carton_of_the_order_is_a_tote) {
  const std::string carton = "340123450000000116";
  office_does(Pick{OrderLine::parse("SO-118/1").value(), bearings(1), place("A-01"), place("X-01")});
  office_does(
      PackCarton{OrderNumber::parse("SO-118").value(), place("X-01"), Sscc::parse(carton).value(), place("X-01"), {}});
  tap("orders");
  tap("several");
  scan(carton);
  REQUIRE(shows("in " + carton + ", 1 picked"));
  scan("A-01");
  scan(bearing);
  scan(bearing);
  scan(carton);
  REQUIRE(units_in(carton) == 3);
}

// --- a cart that is begun ----------------------------------------------------------------------------------------

TEST(what_was_taken_before_the_program_ended_is_told_wherever_its_order_is_shown) {
  make_up_cart();
  scan("A-01");
  scan(bearing);
  start();
  settle();
  const std::string told = "Work recovered (Anna K.): 1 of Bearing 6204-2RS, sealed in hand, from A-01";
  REQUIRE(toast() == told);
  tap("orders");
  REQUIRE(page().strip == told + ".");
  REQUIRE(page().rows.front().title == "Go on: T-01, T-02");
  tap("several");
  REQUIRE(page().strip == told + ".");
  scan("SO-131");
  scan("DONE");  // a part of the cart that is begun
  REQUIRE(toast() == told);
  REQUIRE(page().instruction.verb == "Take from");
  start();
  scan("SO-118");
  REQUIRE(page().strip == told + ".");
  scan("CHOICE-1");
  REQUIRE(toast() == told);
  REQUIRE(count() == "1/3");
}

TEST(a_cart_that_is_left_keeps_its_totes) {
  make_up_cart();
  tap("done");
  scan("GO-HOME");
  tap("orders");
  tap("several");
  REQUIRE(page().rows.front().title == "Go on: T-01, T-02");
  REQUIRE_FALSE(shows("The next tote is for"));
  scan("T-02");
  scan("A-01");
  REQUIRE(page().instruction.verb == "Take from");
  scan("BACK");
  REQUIRE(page().strip == "Keep T-01, T-02 for SO-118, SO-131?");
  scan("CHOICE-1");
  REQUIRE(page().rows.front().title == "Go on: T-01, T-02");
}

TEST(a_cart_that_is_taken_apart_gives_its_totes_back) {
  make_up_cart();
  tap("done");
  scan("BACK");
  tap("end_cart");
  REQUIRE(toast() == "The cart is taken apart");
  REQUIRE(page().instruction.name == "The next tote is for SO-118");
}

TEST(a_number_of_a_lot_that_is_not_wanted_any_more_is_red_and_leaves_nothing_begun) {
  for (const char* other : {"SO-118", "SO-131", "SO-140"}) {
    office_does(CancelOrder{OrderNumber::parse(other).value(), ""});
  }
  office_does(Import{{order("SO-150", "GLV-L", 2, 5)}});
  office_does(Receive{Units{item("GLV-L"), units(2), Lot::parse("L1").value(), {}, {}}, place("A-01"), {}, false});
  tap("orders");
  tap("several");
  scan("T-01");
  tap("done");
  scan("A-01");
  tap("number");
  office_does(CancelOrder{OrderNumber::parse("SO-150").value(), ""});
  type("2");
  REQUIRE(refusal().title == "Not to be picked now");
  REQUIRE(shows("SO-150/1 wants 0 more. Nothing was booked."));
  tap("confirm");
  REQUIRE(shows("All is picked"));
}

TEST(an_order_that_was_cancelled_elsewhere_is_said_before_anything_is_picked) {
  make_up_cart();
  scan("A-01");
  REQUIRE_FALSE(shows("was cancelled"));
  office_does(CancelOrder{OrderNumber::parse("SO-131").value()});
  REQUIRE(shows("SO-131 was cancelled: T-02 stays empty."));
}

TEST(a_tote_of_a_cancelled_order_that_holds_units_is_said_to_be_put_back) {
  make_up_cart();
  scan("A-01");
  scan(bearing);
  scan("T-01");
  const std::string order = picked_at("SO-118", "T-01") > 0 ? "SO-118" : "SO-131";
  REQUIRE(picked_at(order, "T-01") == 1);
  office_does(CancelOrder{OrderNumber::parse(order).value()});
  REQUIRE(shows(order + " was cancelled: put back what is in T-01."));
  REQUIRE_FALSE(shows("stays empty"));
  scan("UNDO");
  REQUIRE(refused());
  REQUIRE(shows(order + " does not want BRG-6204 at T-01 any more: put it back"));
}

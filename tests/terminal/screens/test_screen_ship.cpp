#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {
  void setUp() {
    test::Terminal::setUp();
    office_does(Receive{Units{item("BRG-6204"), units(7), {}, {}, {}}, place("A-01"), {}, false});
  }
  void pick(std::string_view order, std::int64_t quantity) {
    office_does(Pick{OrderLine{OrderNumber::parse(order).value(), 1},
                     Units{item("BRG-6204"), units(quantity), {}, {}, {}}, place("A-01"), place("X-01")});
  }
  std::string last_event() const { return views->events(1).value().front().summary; }
  void types(std::string_view text) {
    for (const char c : text) tap(std::string("type:") + c);
    tap("confirm");
  }
  // Three of SO-200/1 and one of SO-200/2 are picked; its customer would have to agree to a later day for the first.
  void kept_by_law() {
    OrderLineRow late = order("SO-200", "BRG-6204", 3, 1), other = late;
    late.promised = date("2026-11-21");
    other.line.line = 2;
    other.ordered = units(1);
    other.promised = date("2026-12-20");
    office_does(Import{{SiteRow{"tell_customers", true}, SiteRow{"law_us", true}, late, other}});
    for (const OrderLineRow& row : {late, other}) {
      office_does(Pick{row.line, Units{row.item, row.ordered, {}, {}, {}}, place("A-01"), place("X-01")});
    }
    clock.advance(std::chrono::hours(24));
    office_does(BeginDay{clock.now().date()});
    tap("ship");
  }
  OrderLineView line(std::size_t number) const {
    return views->order_lines(OrderNumber::parse("SO-200").value()).value().at(number - 1);
  }
};
}  // namespace

TEST(orders_in_the_lanes_are_listed) {
  pick("SO-118", 4);
  pick("SO-131", 1);
  tap("ship");
  REQUIRE(page().rows.size() == 2);
  REQUIRE(shows("complete | 4 picked"));
  REQUIRE(shows("2 more are not picked yet | 1 picked"));
}

TEST(a_scanned_order_ships_after_the_question) {
  pick("SO-118", 4);
  tap("ship");
  scan("SO-118");
  REQUIRE(shows("Ship 4 of SO-118 to Acme Pumps? It is complete."));
  REQUIRE(order_line("SO-118").shipped == units(0));
  tap("yes");
  REQUIRE(toast() == "SO-118 has left: 4");
  REQUIRE(order_line("SO-118").shipped == units(4));
  REQUIRE(page().rows.empty());
}

TEST(no_ships_nothing) {
  pick("SO-118", 4);
  tap("ship");
  tap("SO-118");
  tap("no");
  REQUIRE(order_line("SO-118").shipped == units(0));
}

TEST(an_order_that_is_not_picked_is_handed_over_only_with_a_yes) {
  tap("ship");
  scan("SO-118");
  REQUIRE(shows("Nothing of SO-118 is in a lane. Hand 4 of BRG-6204 from A-01 to Acme Pumps now?"));
  tap("no");
  REQUIRE(order_line("SO-118").shipped == units(0));
  scan("SO-118");
  tap("yes");
  REQUIRE(order_line("SO-118").shipped == units(4));
}

TEST(what_others_put_into_its_lane_meanwhile_does_not_leave_unasked_with_what_is_handed_over) {
  tap("ship");
  scan("SO-118");
  REQUIRE(shows("Hand 4 of BRG-6204 from A-01 to Acme Pumps now?"));
  office_does(Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(1), {}, {}, {}}, place("A-01"),
                   place("X-01")});
  REQUIRE_FALSE(shows("Hand 4"));
  REQUIRE(shows("Ship 1 of SO-118"));
  scan("NO");
  REQUIRE(order_line("SO-118").shipped == units(0));
}

TEST(an_order_that_has_nothing_is_refused) {
  tap("ship");
  scan("SO-140");
  REQUIRE(refused());
  REQUIRE(shows("Nothing of SO-140 is in a lane, and nothing can be picked: 2 wait for stock."));
}

TEST(an_order_that_has_left_in_part_says_what_waits_and_is_not_asked_to_be_picked) {
  office_does(Import{{order("SO-118", "BRG-6204", 9, 1)}});
  pick("SO-118", 7);
  tap("ship");
  scan("SO-118");
  tap("yes");
  scan("SO-118");
  REQUIRE(refused());
  REQUIRE(refusal().title == "Has left in part");
  REQUIRE(refusal().advice.starts_with("SO-118 has left: 7 were shipped. 2 more wait for stock."));
}

TEST(what_is_recalled_in_its_lane_is_said_and_taken_out_before_its_order_leaves) {
  const auto lot = Lot::parse("L1").value();
  const Units four{item("GLV-L"), units(4), lot, {}, {}};
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900}, order("SO-200", "GLV-L", 4, 1)}});
  office_does(Receive{four, place("A-01"), {}, false});
  office_does(Pick{OrderLine::parse("SO-200/1").value(), four, place("A-01"), place("X-01")});
  tap("ship");
  REQUIRE(shows("complete | 4 picked"));
  office_does(SetStatus{item("GLV-L"), lot, LotStatus::recalled, "letter"});
  REQUIRE_FALSE(shows("complete"));
  REQUIRE(shows("4 must not leave: their lot is stopped"));
  REQUIRE(page().rows.front().stripe == Stripe::attention);
  scan("SO-200");
  REQUIRE(
      shows("Lot L1 is recalled: letter. 4 of GLV-L for SO-200 must not leave. Take them from X-01 first? Then "
            "pick others for it."));
  scan("YES");
  REQUIRE(page().instruction.location == "X-01");
  scan(gloves);
  scan("L1");
  tap("number");
  type("4");
  scan("Q-01");
  REQUIRE(order_line("SO-200").picked.none());  // it is free for another lot
}

TEST(what_is_recalled_after_it_was_picked_is_said_at_the_pick_and_goes_into_no_carton) {
  const auto lot = Lot::parse("L1").value();
  const auto of = [&](std::int64_t quantity) { return Units{item("GLV-L"), units(quantity), lot, {}, {}}; };
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900}, order("SO-200", "GLV-L", 6, 1)}});
  office_does(Receive{of(6), place("A-01"), {}, false});
  office_does(Pick{OrderLine::parse("SO-200/1").value(), of(4), place("A-01"), place("X-01")});
  office_does(SetStatus{item("GLV-L"), lot, LotStatus::recalled, "letter"});
  office_does(Receive{Units{item("GLV-L"), units(2), Lot::parse("L2").value(), {}, {}}, place("A-01"), {}, false});
  scan("SO-200");
  REQUIRE(page().strip == "4 must not leave: their lot is stopped");
  REQUIRE(shows("X-01 | Lot L1 is recalled: letter. 4 of GLV-L for SO-200 must not leave."));
  tap("here");
  scan(gloves);
  scan("L2");
  scan(gloves);
  scan("L2");
  REQUIRE(page().strip == "4 must not leave: their lot is stopped");
  tap("done");
  REQUIRE(shows("must not leave. Take them from X-01 first? Then pick others for it."));
  scan("NO");
  scan("X-01");
  REQUIRE(shows("must not leave. Take them from X-01 first? Then pick others for it."));
  scan("NO");
  scan("GO-PACK");
  REQUIRE(shows("4 must not leave: their lot is stopped | 6 picked"));
  scan("SO-200");
  REQUIRE(shows("Lot L1 is recalled: letter. Must not leave."));
  scan("340123450000000109");
  REQUIRE(shows("must not leave. Take them from X-01 first?"));
  scan("NO");
  scan(gloves);
  scan("L1");
  REQUIRE(refusal().title == "Must not leave");
  tap("confirm");
  scan("BACK");
  REQUIRE(picked_at("SO-200", "340123450000000109") == 0);
}

TEST(an_order_that_is_only_sent_whole_is_refused_until_all_of_it_is_picked) {
  OrderLineRow whole = order("SO-118", "BRG-6204", 4, 1);
  whole.policies.whole_order = true;
  office_does(Import{{whole}});
  pick("SO-118", 3);
  tap("ship");
  REQUIRE(shows("only sent whole: 1 of it is not picked yet"));
  scan("SO-118");
  REQUIRE(refused());
  REQUIRE(shows("SO-118 is only sent whole: 1 of it is not picked yet."));
  tap("confirm");
  pick("SO-118", 1);
  scan("SO-118");
  REQUIRE(shows("It is complete."));
}

TEST(shipping_can_be_undone) {
  pick("SO-118", 4);
  tap("ship");
  tap("SO-118");
  tap("yes");
  tap("undo");
  REQUIRE(order_line("SO-118").shipped == units(0));
  REQUIRE(order_line("SO-118").picked == units(4));
}

TEST(what_is_loaded_is_told_in_packs) {
  office_does(Import{{order("SO-118", "BRG-6204", 25, 1)}});
  office_does(Receive{Units{item("BRG-6204"), units(21), {}, {}, {}}, place("A-01"), {}, false});
  tap("orders");
  REQUIRE(shows("2 cs + 1 ea"));
  tap("back");
  pick("SO-118", 25);
  tap("ship");
  REQUIRE(shows("complete | 25 2 cs + 1 ea"));
  scan("SO-118");
  REQUIRE(shows("Ship 25 (2 cs + 1 ea) of SO-118 to Acme Pumps? It is complete."));
}

TEST(an_order_that_has_left_is_not_asked_to_be_picked) {
  pick("SO-118", 4);
  tap("ship");
  scan("SO-118");
  tap("yes");
  scan("SO-118");
  REQUIRE(refused());
  REQUIRE(refusal().title == "Has left");
  REQUIRE(refusal().advice.starts_with("SO-118 has left: 4 were shipped"));
}

TEST(what_still_lies_in_a_tote_is_said_before_it_ships) {
  office_does(Import{{LocationRow{place("T-01"), LocationKind::tote, 511}}});
  office_does(Receive{Units{item("BRG-6204"), units(7), {}, {}, {}}, place("A-01"), {}, false});
  office_does(Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(4), {}, {}, {}}, place("A-01"),
                   place("T-01")});
  tap("ship");
  REQUIRE(page().list_heading == "1 order is picked");
  scan("SO-118");
  REQUIRE(shows("It is complete. Still in totes: 4 in T-01."));
}

TEST(who_takes_what_leaves_is_named_once_for_the_truck) {
  pick("SO-118", 4);
  tap("ship");
  tap("carrier");
  types("DHL");
  REQUIRE(shows("DHL"));
  scan("SO-118");
  REQUIRE(shows("Ship 4 of SO-118 to Acme Pumps with DHL? It is complete."));
  tap("yes");
  REQUIRE(toast() == "SO-118 has left with DHL: 4");
  REQUIRE(last_event() == "SO-118 shipped by DHL");
}

TEST(a_parcels_label_that_is_scanned_once_it_has_left_is_asked_about_and_kept) {
  pick("SO-118", 4);
  tap("ship");
  scan("SO-118");
  tap("yes");
  scan("JD014600003RU");
  REQUIRE(shows("Has SO-118 left as parcel JD014600003RU?"));
  tap("yes");
  REQUIRE(toast() == "SO-118 has left as parcel JD014600003RU");
  REQUIRE(last_event() == "SO-118 shipped, JD014600003RU");
  REQUIRE(order_line("SO-118").shipped == units(4));
  scan("JD014600003RV");  // it has its number
  REQUIRE(refused());
}

TEST(a_parcels_number_that_is_typed_stays_with_what_had_left_alone) {
  pick("SO-118", 3);
  tap("ship");
  scan("SO-118");
  tap("yes");
  pick("SO-118", 1);
  tap("parcel");
  types("JD014600003RU");
  REQUIRE(shows("More of SO-118 was picked since it has left."));
  REQUIRE(order_line("SO-118").shipped == units(3));
  REQUIRE(order_line("SO-118").picked == units(1));
}

TEST(what_the_law_keeps_does_not_leave_with_the_number_of_a_parcel) {
  kept_by_law();
  scan("SO-200");
  tap("rest");
  REQUIRE_FALSE(shows("[Parcel number]"));
  scan("SO-200");
  tap("agrees");
  scan("JD014600003RU");
  REQUIRE_FALSE(shows("left as parcel"));
  REQUIRE(line(1).shipped.none());
}

TEST(the_undo_of_a_parcels_number_leaves_in_its_lane_what_was_picked_since) {
  pick("SO-118", 3);
  tap("ship");
  scan("SO-118");
  tap("yes");
  tap("parcel");
  types("JD014600003RU");
  pick("SO-118", 1);
  tap("undo");
  REQUIRE(order_line("SO-118").shipped == units(3));
  REQUIRE(order_line("SO-118").picked == units(1));
}

TEST(what_the_law_keeps_here_is_asked_about_and_the_rest_of_its_order_leaves) {
  kept_by_law();
  REQUIRE(shows("a line must not leave: ask its customer | 4 picked"));
  scan("SO-200");
  REQUIRE(shows("SO-200/1 must not leave: its customer has to agree to a later day, and has not."));
  tap("rest");
  REQUIRE(toast() == "SO-200 has left: 1");
  REQUIRE(line(1).picked == units(3));
  scan("SO-200");
  tap("agrees");
  REQUIRE(toast() == "Noted: SO-200/1 may leave");
  scan("SO-200");
  tap("yes");
  REQUIRE(line(1).shipped == units(3));
}

TEST(a_customer_who_cancels_what_the_law_keeps_here_has_it_put_back) {
  kept_by_law();
  scan("SO-200");
  tap("cancels");
  REQUIRE(line(1).picked.none());
  REQUIRE(shows("put"));
  REQUIRE(line(2).picked == units(1));
}

TEST(what_one_order_does_not_want_is_asked_about_in_one_sentence) {
  office_does(Import{{LocationRow{place("T-01"), LocationKind::tote, 511}}});
  office_does(Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(4), {}, {}, {}}, place("A-01"),
                   place("T-01")});
  pick("SO-131", 3);
  office_does(Import{{order("SO-118", "BRG-6204", 4, 1)}});
  office_does(Move{Units{item("BRG-6204"), units(1), {}, {}, {}}, place("T-01"), place("X-02")});
  office_does(CancelOrder{OrderNumber::parse("SO-118").value()});
  tap("ship");
  scan("SO-118");
  REQUIRE(shows("SO-118 was cancelled: put back "));
  REQUIRE(shows(". Put them back first?"));
}

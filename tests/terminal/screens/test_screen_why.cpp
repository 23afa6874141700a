// What a person is told about classes and policies.
#include "storage/words/wording.h"
#include "terminal/kit/words.h"
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
// SO-118 has its four bearings and SO-131 its three.
struct Fixture : test::Terminal {
  void setUp() {
    Terminal::setUp();
    office_does(Receive{Units{item("BRG-6204"), units(7), {}, {}, {}}, place("DOCK-1"), {}, false});
  }
  void order_is(std::string_view number, std::int64_t quantity, std::optional<OrderClass> order_class,
                std::string_view policies = "") {
    OrderLineRow row = order(number, "BRG-6204", quantity, 2);
    row.order_class = order_class;
    row.policies = parse_policies(policies).value();
    office_does(Import{{row}});
  }
};
}  // namespace

TEST(a_line_that_lost_its_units_says_who_has_them) {
  order_is("SO-200", 2, OrderClass::win);
  tap("backorders");
  tap("SO-131/1");
  REQUIRE(shows("Lost 2"));
  REQUIRE(shows("Has the units now"));
  tap("line:SO-200/1");
  REQUIRE(shows("Got 2"));
  REQUIRE(shows("some of them reserved for a lower class before"));
}

TEST(days_are_written_as_on_every_other_screen) {
  order_is("SO-200", 2, OrderClass::win);
  tap("backorders");
  tap("SO-131/1");
  tap("line:SO-200/1");
  REQUIRE(shows("promised " + day(views->order_lines(OrderNumber::parse("SO-200").value())->front().rank.promised,
                                  clock.now().date())));
  REQUIRE_FALSE(shows("2026-"));
}

TEST(the_loser_is_told_in_the_notices) {
  order_is("SO-200", 2, OrderClass::win);
  tap("notices");
  REQUIRE(shows("Relabel"));
  REQUIRE(shows("2 BRG-6204 at DOCK-1 no longer for SO-131/1: relabel for SO-200/1 (2)"));
}

TEST(a_class_that_gets_nothing_more_is_said) {
  order_is("SO-131", 9, OrderClass::fill);
  tap("backorders");
  tap("SO-131/1");
  REQUIRE(shows("Class fill"));
}

TEST(a_line_says_how_much_of_an_expected_purchase_is_for_it) {
  order_is("SO-131", 9, std::nullopt);
  order_is("SO-200", 40, std::nullopt);
  tap("backorders");
  tap("SO-200/1");
  REQUIRE(shows("18 of it for this line"));
}

TEST(an_order_that_is_only_sent_whole_is_not_offered_before_it_is_covered) {
  order_is("SO-131", 9, std::nullopt, "whole_order=yes release_on=2026-11-25");
  tap("orders");
  REQUIRE(page().rows.size() == 1);
  scan("SO-131");
  REQUIRE(shows("Not yet"));
  REQUIRE(shows("3 reserved, 6 still wait"));
  REQUIRE(shows("from 25 Nov on"));
  office_does(Receive{Units{item("BRG-6204"), units(6), {}, {}, {}}, place("DOCK-1"), {}, false});
  REQUIRE(shows("Go to"));
}

TEST(units_are_claimed_for_a_line_ahead_of_all_others_and_who_loses_them_is_told) {
  order_is("SO-200", 2, std::nullopt);
  tap("backorders");
  tap("SO-200/1");
  tap("claim");
  type("2");
  REQUIRE(shows("Give 2 of Bearing 6204-2RS, sealed to SO-200/1 ahead of all others?"));
  REQUIRE(order_line("SO-200").reserved.none());
  tap("claim");
  REQUIRE(toast() == "2 are claimed for SO-200/1");
  REQUIRE(order_line("SO-200").reserved == units(2));
  REQUIRE(order_line("SO-131").reserved == units(1));
  REQUIRE(page().actions.at(1).id == "undo");
  tap("undo");
  REQUIRE(shows("Undo this: "));
  scan("YES");
  REQUIRE(order_line("SO-131").reserved == units(3));
  REQUIRE_FALSE(shows("[Undo]"));
}

TEST(where_nothing_can_be_given_it_is_said_at_once) {
  office_does(Import{{order("SO-300", "BRG-6205", 2, 5)}});
  tap("backorders");
  tap("SO-300/1");
  tap("claim");
  REQUIRE(toast() == "Nothing of BRG-6205 can be given: none is in stock that may leave.");
  office_does(Receive{Units{item("BRG-6205"), units(1), {}, {}, {}}, place("Q-01"), {}, false, "wet"});
  tap("claim");
  REQUIRE(toast().starts_with("Nothing of BRG-6205 can be given"));
}

TEST(no_more_is_asked_for_than_can_be_given) {
  order_is("SO-131", 9, std::nullopt);
  order_is("SO-200", 40, std::nullopt);
  tap("backorders");
  tap("SO-200/1");
  tap("claim");
  REQUIRE(shows("40 wait, 7 can be given"));
  type("8");
  REQUIRE(refused());
  REQUIRE(shows("Only 7 of BRG-6204 can be given today."));
}

TEST(more_than_a_line_waits_for_cannot_be_claimed) {
  order_is("SO-200", 2, std::nullopt);
  tap("backorders");
  tap("SO-200/1");
  tap("claim");
  type("3");
  REQUIRE(refused());
  REQUIRE(shows("SO-200/1 waits for 2."));
  REQUIRE(order_line("SO-200").reserved.none());
}

TEST(a_line_that_waits_is_offered_what_stands_in_for_it_and_a_yes_is_a_line_of_its_own) {
  order_is("SO-200", 9, std::nullopt);
  office_does(Import{{AlternativeRow{item("BRG-6204"), item("BRG-6205"), units(1), true}}});
  office_does(Receive{Units{item("BRG-6205"), units(30), {}, {}, {}}, place("DOCK-1"), {}, false});
  tap("backorders");
  tap("SO-200/1");
  REQUIRE(shows("Better, and here"));
  tap("alternative:SO-200/1");
  REQUIRE(shows("take 9 of Bearing 6205-2RS in place of 9 of Bearing 6204-2RS"));
  tap("take");
  REQUIRE(shows("SO-200/901 | 9 of Bearing 6205-2RS\nThe customer took it in place of what waited of this order"));
  const auto lines = views->order_lines(OrderNumber::parse("SO-200").value()).value();
  REQUIRE(lines.size() == 2);
  REQUIRE(lines[0].waiting.none());
  REQUIRE(lines[1].reserved == units(9));
}

TEST(a_picker_with_nothing_to_pick_is_offered_what_is_here_instead_and_picks_it) {
  order_is("SO-200", 9, std::nullopt);
  office_does(Import{{AlternativeRow{item("BRG-6204"), item("BRG-6205")}}});
  office_does(Receive{Units{item("BRG-6205"), units(30), {}, {}, {}}, place("DOCK-1"), {}, false});
  scan("SO-200");
  REQUIRE(shows("Nothing to pick"));
  REQUIRE(shows("Similar, and here"));
  tap("alternative:SO-200/1");
  tap("take");
  REQUIRE(toast() == "SO-200/901 asks for it now");
  REQUIRE(shows("Go to"));
  REQUIRE(shows("Bearing 6205-2RS"));
}

TEST(what_a_supplier_sends_straight_to_the_customer_is_asked_about_and_not_received) {
  order_is("SO-200", 9, std::nullopt);
  PurchaseLineRow direct = purchase("PO-9000/1", "BRG-6204", 9);
  direct.bought_for = OrderLine::parse("SO-200/1").value();
  direct.drop_ship = true;
  office_does(Import{{direct}});
  tap("backorders");
  tap("SO-200/1");
  REQUIRE(shows("Straight to the customer"));
  tap("expected:PO-9000/1");
  REQUIRE(shows("sent 9 of Bearing 6204-2RS, sealed (PO-9000/1) straight to"));
  tap("sent");
  REQUIRE(order_line("SO-200").shipped == units(9));
}

TEST(the_day_of_a_shipping_notice_stands_where_the_purchases_day_stood) {
  order_is("SO-200", 90, std::nullopt);
  office_does(
      Import{{purchase("PO-9000/1", "BRG-6204", 90),
              AsnRow{Sscc::parse("340123450000000017").value(), "ASN-1", Units{item("BRG-6204"), units(90), {}, {}, {}},
                     PurchaseLine::parse("PO-9000/1").value(), date("2026-11-27")}}});
  tap("backorders");
  tap("SO-200/1");
  REQUIRE(shows("Announced for"));
}

TEST(backorders_and_a_picker_are_told_the_same_of_a_line_that_waits) {
  order_is("SO-200", 9, std::nullopt);
  const OrderLineView line = views->why(OrderLine::parse("SO-200/1").value()).value()->line;
  REQUIRE(line.promise);
  const std::string words = outlook(line, clock.now());
  REQUIRE(words.find(" % by ") != std::string::npos);
  REQUIRE(words.find("9 in 10 by ") != std::string::npos);
  tap("backorders");
  REQUIRE(shows(words));
  tap("SO-200/1");
  REQUIRE(shows(words));
  scan("SO-200");
  REQUIRE(shows(words));
  REQUIRE(shows(outlook(std::vector{line}, clock.now())));
}

TEST(the_days_of_one_sentence_are_all_names_or_all_dates) {
  const Date today = date("2026-11-22");
  OrderLineView line = views->order_lines(OrderNumber::parse("SO-118").value()).value().at(0);
  line.rank.promised = date("2026-11-25");
  line.promise = Promise{date("2026-11-26"), date("2026-11-27"), 120, false, clock.now()};
  REQUIRE(outlook(line, clock.now()) == "expected Thursday, 9 in 10 by Friday, 12 % by Wednesday");
  line.promise->p90 = date("2026-12-03");
  REQUIRE(outlook(line, clock.now()) == "expected 26 Nov, 9 in 10 by 3 Dec, 12 % by 25 Nov");
  line.promise->p50 = today;
  REQUIRE(outlook(line, clock.now()) == "expected today, 9 in 10 by 3 Dec, 12 % by 25 Nov");
  line.promise->p50 = line.promise->p90;
  REQUIRE(outlook(line, clock.now()) == "expected 3 Dec, 9 in 10 by then, 12 % by 25 Nov");
  line.rank.promised = date("2026-11-20");
  line.promise->p50 = line.promise->p90 = date("2026-11-24");
  REQUIRE(outlook(line, clock.now()) == "expected Tuesday, 9 in 10 by then");
}

TEST(lines_that_stand_together_name_one_day_one_way) {
  OrderLineView far = views->order_lines(OrderNumber::parse("SO-118").value()).value().at(0);
  far.rank.promised = date("2026-11-25");
  far.promise = Promise{date("2026-11-26"), date("2026-12-03"), 120, false, clock.now()};
  OrderLineView near = far;
  near.promise->p90 = date("2026-11-27");
  const DayWords form = form_of({near, far}, clock.now());
  REQUIRE(outlook(near, clock.now(), form) == "expected 26 Nov, 9 in 10 by 27 Nov, 12 % by 25 Nov");
  REQUIRE(outlook(std::vector{near, far}, clock.now()).find("expected 26 Nov, 12 % by 25 Nov") != std::string::npos);
  near.promise->made = Instant::parse("2026-11-20T08:00:00Z").value();
  REQUIRE(outlook(std::vector{far, near}, clock.now()).ends_with("12 % by 25 Nov, as of 20 Nov"));
}

TEST(an_item_that_has_ended_is_said_to_have_wherever_a_line_waits_for_it) {
  order_is("SO-200", 90, std::nullopt);
  ItemRow row = *views->item_document(item("BRG-6204")).value();
  row.ended = true;
  office_does(Import{{row}});
  tap("backorders");
  REQUIRE(shows("ended"));
  scan("SO-200");
  REQUIRE(shows("90 wait: ended"));
}

TEST(who_waits_beyond_his_day_is_told_what_it_would_save_to_have_the_purchase_sooner) {
  PurchaseLineRow later = purchase("PO-7/1", "BRG-6204", 24);
  later.due = date("2026-12-04");
  office_does(Import{{later}});
  order_is("SO-200", 9, std::nullopt);
  tap("backorders");
  tap("SO-200/1");
  REQUIRE(shows("Ask for it sooner | "));
  REQUIRE(shows("9 units, "));
  REQUIRE(shows("sooner if PO-7/1 came on 23 Nov"));
}

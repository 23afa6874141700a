// Orders and lines that leave in one piece: covered, picked and shipped whole or not at all.
#include "tests/support/warehouse/office_floor.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture : OfficeFloor {};
}  // namespace

TEST(an_order_that_is_sent_whole_is_reserved_but_not_picked_before_its_last_line_is_covered) {
  customer_says("whole_order=yes");
  OrderLineRow other = line("SO-1/2", 1);
  other.item = item("GLV");
  give_rows({line("SO-1/1", 4), other});
  floor.accepted(floor.receipt(4));
  REQUIRE(reserved("SO-1/1") == 4);
  REQUIRE(views->pickable()->empty());
  REQUIRE(views->pick_list(order("SO-1/1").document).value()->stops.empty());
  REQUIRE(floor.refused(pick("SO-1/1", 4)).message.find("only sent whole: 1 of it still wait") != std::string::npos);
  floor.accepted(gloves("L1", 1, "2027-11-22"));
  REQUIRE(views->pickable()->size() == 1);
  REQUIRE(views->pick_list(order("SO-1/1").document).value()->stops.size() == 2);
  floor.accepted(pick("SO-1/1", 4));
}

TEST(an_order_that_is_sent_whole_is_not_shipped_before_all_of_it_is_picked) {
  give_rows({line("SO-1/1", 4, "whole_order=yes"), line("SO-1/2", 2)});
  floor.accepted(floor.receipt(6));
  floor.accepted(pick("SO-1/1", 4));
  const Ship ship{order("SO-1/1").document, {}};
  REQUIRE(views->picked().value().front().hold->missing == units(2));
  REQUIRE(floor.refused(ship).message == "SO-1 is only sent whole: 2 of it are not picked yet");
  REQUIRE(views->why(order("SO-1/1")).value()->hold->back == HeldBack::from_shipping);
  REQUIRE_FALSE(views->why(order("SO-1/2")).value()->hold);
  floor.accepted(pick("SO-1/2", 1));
  REQUIRE(floor.refused(ship).message == "SO-1 is only sent whole: 1 of it is not picked yet");
  floor.accepted(pick("SO-1/2", 1));
  REQUIRE_FALSE(views->picked().value().front().hold);
  REQUIRE(floor.accepted(ship).quantity == units(6));
  require_sound();
}

TEST(cartons_of_a_whole_order_leave_one_after_the_other_once_all_is_picked) {
  const auto carton = Sscc::parse("340123450000000017").value();
  give_rows({line("SO-1/1", 4, "whole_order=yes")});
  floor.accepted(floor.receipt(4));
  floor.accepted(pick("SO-1/1", 3));
  floor.accepted(PackCarton{order("SO-1/1").document, place("X-01"), carton, place("X-01"), {}});
  const Ship first{order("SO-1/1").document, carton};
  REQUIRE(floor.refused(first).message == "SO-1 is only sent whole: 1 of it is not picked yet");
  floor.accepted(pick("SO-1/1", 1));
  floor.accepted(first);
  REQUIRE(view("SO-1/1").shipped == units(3));
  floor.accepted(Ship{order("SO-1/1").document, {}});
  require_sound();
}

TEST(of_a_whole_order_what_is_picked_is_shipped_from_its_release_day_on) {
  give_rows({line("SO-1/1", 4, "whole_order=yes release_on=2026-11-24")});
  floor.accepted(floor.receipt(4));
  floor.accepted(pick("SO-1/1", 3));
  const Ship ship{order("SO-1/1").document, {}};
  REQUIRE(floor.refused(ship).message.find("it is shipped from 2026-11-24 on") != std::string::npos);
  clock.advance(std::chrono::hours(48));
  floor.accepted(ship);
}

TEST(a_line_that_is_only_sent_whole_is_not_shipped_in_part_while_other_lines_are) {
  give_rows({line("SO-1/1", 4, "partial=no"), line("SO-1/2", 2)});
  floor.accepted(floor.receipt(6));
  floor.accepted(pick("SO-1/2", 1));
  floor.accepted(Ship{order("SO-1/1").document, {}});
  floor.accepted(pick("SO-1/1", 3));
  const Ship rest{order("SO-1/1").document, {}};
  REQUIRE(floor.refused(rest).message == "a line of SO-1 is only sent whole: 1 of it is not picked yet");
  floor.accepted(pick("SO-1/1", 1));
  REQUIRE(floor.accepted(rest).quantity == units(4));
  require_sound();
}

TEST(a_whole_order_is_picked_as_it_is_from_its_release_day_on) {
  give_rows({line("SO-1/1", 9, "whole_order=yes release_on=2026-11-24")});
  floor.accepted(floor.receipt(4));
  REQUIRE(views->pick_list(order("SO-1/1").document).value()->hold->until == day("2026-11-24"));
  REQUIRE(floor.refused(pick("SO-1/1", 4)).message.find("picked from 2026-11-24 on") != std::string::npos);
  clock.advance(std::chrono::hours(48));
  REQUIRE(views->pickable()->size() == 1);
  floor.accepted(pick("SO-1/1", 4));
}

TEST(what_was_bought_for_a_line_that_is_only_sent_whole_is_kept_for_it_and_picked_when_it_is_covered) {
  give_rows({line("SO-1/1", 4, "partial=no"), line("SO-2/1", 9),
             PurchaseLineRow{purchase("PO-9/1"), "SKF", item("BRG"), units(4), day("2026-11-25"), order("SO-1/1")}});
  Receive pegged = floor.receipt(2);
  pegged.purchase = purchase("PO-9/1");
  floor.accepted(pegged);
  REQUIRE(reserved("SO-1/1") == 2);
  REQUIRE(reserved("SO-2/1") == 0);
  REQUIRE(views->pickable()->empty());
  REQUIRE(views->pick_list(order("SO-1/1").document).value()->held_lines.size() == 1);
  REQUIRE(views->why(order("SO-1/1")).value()->hold->missing == units(2));
  REQUIRE(floor.refused(pick("SO-1/1", 2)).message == "SO-1/1 is only sent whole: 2 of it still wait");
  floor.accepted(pegged);
  REQUIRE(reserved("SO-1/1") == 4);
  REQUIRE(views->pickable()->size() == 1);
  floor.accepted(pick("SO-1/1", 4));
  require_sound();
}

TEST(a_line_that_is_only_sent_whole_and_lost_units_gives_back_the_rest) {
  give_rows({line("SO-1/1", 4, "partial=no"), line("SO-1/2", 1)});
  floor.accepted(floor.receipt(5));
  give_rows({line("SO-2/1", 1, "", OrderClass::win)});
  REQUIRE(reserved("SO-1/2") == 0);
  give_rows({line("SO-2/1", 2, "", OrderClass::win)});
  REQUIRE(reserved("SO-1/1") == 0);
  REQUIRE(reserved("SO-1/2") == 1);
}

TEST(damaged_units_that_were_bought_for_a_whole_line_claim_no_others_for_it) {
  give_rows({line("SO-1/1", 4, "partial=no"),
             PurchaseLineRow{purchase("PO-9/1"), "SKF", item("BRG"), units(4), day("2026-11-25"), order("SO-1/1")}});
  floor.accepted(floor.receipt(3));
  Receive damaged = floor.receipt(2);
  damaged.at = place("Q-01");
  damaged.purchase = purchase("PO-9/1");
  floor.accepted(damaged);
  REQUIRE(reserved("SO-1/1") == 0);
}

TEST(units_of_a_whole_order_are_not_given_to_others_while_it_waits) {
  give_rows({line("SO-1/1", 9, "whole_order=yes")});
  floor.accepted(floor.receipt(4));
  give_rows({line("SO-2/1", 4)});
  REQUIRE(reserved("SO-1/1") == 4);
  REQUIRE(reserved("SO-2/1") == 0);
}

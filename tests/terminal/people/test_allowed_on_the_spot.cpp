// What a supervisor allows on the spot, and in whose name it is done.
#include "tests/support/terminal/door_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture : SignedOnTerminal {
  // One was received of PO-7, and it is said that all in all thirty came: more than are free.
  void too_many_arrive() {
    scan("PO-7");
    scan(bearing);
    tap("number");
    type("30");
    tap("over");
  }
};
}  // namespace

TEST(too_many_arrived_needs_a_supervisors_badge_on_the_spot) {
  sign_on("BADGE-2", "222222");
  too_many_arrive();
  REQUIRE(shows("A supervisor is needed"));
  REQUIRE(received("PO-7") == 1);
  sign_on("BADGE-1", "111111");
  REQUIRE(received("PO-7") == 30);
  REQUIRE(last_by() == "Bo K.");
  REQUIRE(last_allowed_by() == "Ada L.");
  REQUIRE(who() == "DOCK-1 · Bo K.");
  tap("undo");
  REQUIRE(received("PO-7") == 1);
  REQUIRE(last_by() == "Bo K.");
}

TEST(what_a_supervisor_has_allowed_is_the_work_of_who_did_it_also_after_a_restart) {
  sign_on("BADGE-2", "222222");
  too_many_arrive();
  sign_on("BADGE-1", "111111");
  sign_on("BADGE-1", "111111");  // who allowed it has not done it
  scan("GO-TODAY");
  REQUIRE(shows("Ada L. has booked nothing here today. What others have booked is listed when they sign on."));
  scan("UNDO");
  REQUIRE(toast() == "Nothing to undo here");
  open_door();
  sign_on("BADGE-2", "222222");
  scan("GO-TODAY");
  REQUIRE(shows("Bo K., allowed by Ada L."));
  scan("GO-HOME");
  scan("UNDO");
  REQUIRE(shows("Undo this: "));
  scan("YES");
  REQUIRE(received("PO-7") == 1);
}

TEST(today_lists_what_who_works_here_has_done_and_nobody_else) {
  sign_on("BADGE-2", "222222");
  scan("PO-7");
  scan(bearing);
  scan("GO-TODAY");
  REQUIRE(page().rows.size() == 1);
  sign_on("BADGE-1", "111111");
  REQUIRE(shows("Ada L. has booked nothing here today. What others have booked is listed when they sign on."));
  sign_on("BADGE-2", "222222");
  REQUIRE(page().rows.size() == 1);
}

TEST(what_a_supervisor_does_not_allow_is_not_booked) {
  sign_on("BADGE-2", "222222");
  too_many_arrive();
  tap("back");
  REQUIRE(received("PO-7") == 1);
  REQUIRE(who() == "DOCK-1 · Bo K.");
}

TEST(a_supervisor_is_asked_by_nobody) {
  sign_on("BADGE-1", "111111");
  too_many_arrive();
  REQUIRE(received("PO-7") == 30);
}

TEST(a_manual_claim_needs_a_supervisors_badge_on_the_spot) {
  office_does(Receive{Units{item("BRG-6204"), units(7), {}, {}, {}}, place("DOCK-1"), {}, false});
  office_does(Import{{order("SO-200", "BRG-6204", 2, 9)}});
  sign_on("BADGE-2", "222222");
  tap("backorders");
  tap("SO-200/1");
  tap("claim");
  type("2");
  tap("claim");
  REQUIRE(shows("A supervisor is needed"));
  REQUIRE(shows("Give 2 of Bearing 6204-2RS, sealed to SO-200/1 ahead of all others?"));
  REQUIRE(order_line("SO-200").reserved.none());
  sign_on("BADGE-1", "111111");
  REQUIRE(order_line("SO-200").reserved == units(2));
  REQUIRE(last_by() == "Bo K.");
  REQUIRE(last_allowed_by() == "Ada L.");
}

TEST(another_item_is_given_to_a_customer_by_a_supervisor) {
  office_does(Import{{order("SO-200", "BRG-6204", 9, 9), AlternativeRow{item("BRG-6204"), item("BRG-6205")}}});
  office_does(Receive{Units{item("BRG-6205"), units(30), {}, {}, {}}, place("DOCK-1"), {}, false});
  sign_on("BADGE-2", "222222");
  scan("SO-200");
  tap("alternative:SO-200/1");
  tap("take");
  REQUIRE(shows("A supervisor is needed"));
  REQUIRE(views->order_lines(OrderNumber::parse("SO-200").value())->size() == 1);
  sign_on("BADGE-1", "111111");
  REQUIRE(views->order_lines(OrderNumber::parse("SO-200").value())->size() == 2);
  REQUIRE(last_by() == "Bo K.");
  REQUIRE(last_allowed_by() == "Ada L.");
}

TEST(an_expiry_date_is_corrected_by_a_supervisor) {
  const Units dated{item("GLV-L"), units(2), Lot::parse("L2").value(), {}, date("2027-01-31")};
  office_does(Receive{dated, place("A-01"), {}, false});
  sign_on("BADGE-2", "222222");
  tap("lots");
  tap("lot:GLV-L|L2");
  tap("expiry");
  for (const char digit : std::string_view("270331")) tap(std::string("type:") + digit);
  tap("confirm");
  tap("correct");
  REQUIRE(shows("A supervisor is needed"));
  sign_on("BADGE-1", "111111");
  REQUIRE(views->lots().value().front().expiry == date("2027-03-31"));
}

TEST(a_supervisor_sets_goods_aside_and_takes_them_back_on_the_spot) {
  sign_on("BADGE-2", "222222");
  tap("leases");
  scan("PO-7");
  scan("YES");
  REQUIRE(shows("A supervisor is needed"));
  REQUIRE(shows("Set PO-7 aside for this terminal?"));
  REQUIRE(views->leases().value().empty());
  sign_on("BADGE-1", "111111");
  REQUIRE(views->leases().value().front().ours);
  REQUIRE(last_by() == "Bo K.");
  REQUIRE(last_allowed_by() == "Ada L.");
  tap("purchase:PO-7");
  tap("give_back");
  REQUIRE(shows("A supervisor is needed"));
  REQUIRE_FALSE(views->leases().value().empty());
  sign_on("BADGE-1", "111111");
  REQUIRE(views->leases().value().empty());
  REQUIRE(last_allowed_by() == "Ada L.");
}

TEST(how_an_item_is_tracked_is_changed_by_a_supervisor_on_the_spot) {
  sign_on("BADGE-2", "222222");
  scan(other_bearing);
  tap("tracking");
  REQUIRE(shows("Its units are not told apart now. What is right?"));
  tap("lot");
  REQUIRE(shows("A supervisor is needed"));
  sign_on("BADGE-1", "111111");
  REQUIRE(views->item_document(item("BRG-6205")).value()->tracking == Tracking::lot);
  REQUIRE(last_by() == "Bo K.");
}

TEST(an_operators_plain_yes_books_nothing_beyond_what_is_expected) {
  sign_on("BADGE-2", "222222");
  scan("PO-7");
  for (int i = 0; i < 3; ++i) scan(bearing_case);
  REQUIRE(shows("24 were received: 12 too many. Receive anyway?"));
  scan("YES");
  REQUIRE(shows("A supervisor is needed"));
  REQUIRE(received("PO-7") == 24);
  scan("YES");
  tap("back");
  REQUIRE(received("PO-7") == 24);
  for (const std::int64_t then : {36, 48}) {  // each time anew
    scan(bearing_case);
    scan("YES");
    REQUIRE(received("PO-7") == then - 12);
    sign_on("BADGE-1", "111111");
    REQUIRE(received("PO-7") == then);
  }
  scan(bearing_case);
  type("60");
  REQUIRE(shows("A supervisor is needed"));
  REQUIRE(received("PO-7") == 48);
  sign_on("BADGE-1", "111111");
  REQUIRE(received("PO-7") == 60);
  REQUIRE(last_by() == "Bo K.");
}

TEST(a_supervisors_yes_is_asked_for_each_time_and_typed_above_twice_the_line) {
  sign_on("BADGE-1", "111111");
  scan("PO-7");
  for (int i = 0; i < 2; ++i) scan(bearing_case);
  for (const std::int64_t then : {36, 48}) {
    scan(bearing_case);
    REQUIRE(received("PO-7") == then - 12);
    scan("YES");
    REQUIRE(received("PO-7") == then);
  }
  scan(bearing_case);
  scan("YES");
  REQUIRE(received("PO-7") == 48);
  type("60");
  REQUIRE(received("PO-7") == 60);
}

TEST(what_a_supervisor_was_asked_to_allow_is_asked_again_when_who_asked_works_here_no_more) {
  sign_on("BADGE-2", "222222");
  scan("PO-7");
  for (int i = 0; i < 3; ++i) scan(bearing_case);
  scan("YES");
  std::ofstream(folder / "users.csv") << "user,name,badge,role\nada,Ada L.,BADGE-1,supervisor\n";
  const auto before = std::exchange(door, Door::open(folder / "users.csv", std::chrono::minutes(5)).value());
  app->people_are(door.get());
  REQUIRE(shows("Who works here?"));
  sign_on("BADGE-1", "111111");
  REQUIRE(shows("Begun by Bo K.: PO-7/1 expects 24, 24 were received: 12 too many. Receive anyway?"));
  scan("YES");
  REQUIRE(received("PO-7") == 36);
  REQUIRE(last_by() == "Ada L.");
}

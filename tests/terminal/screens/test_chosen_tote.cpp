// A tote that is chosen is on its way until it is in its lane.
#include "tests/support/terminal/picked_tote.h"

using namespace dockhand;

namespace {

using Fixture = test::PickedTote;

}  // namespace

TEST(a_chosen_tote_is_on_its_way_until_it_is_in_its_lane) {
  tap("drop_off");
  scan("T-01");
  scan(bearing);
  REQUIRE(refused());
  tap("confirm");
  tap("back");
  REQUIRE(shows("tote T-01 that is not in its lane yet"));
  start();
  REQUIRE(shows("tote T-01 that is not in its lane yet"));
  tap("drop_off");
  tap("put");
  REQUIRE(at("T-01") == 0);
  tap("back");
  REQUIRE(!shows("not in its lane yet"));
}

TEST(another_tote_is_taken_after_a_question_only) {
  office_does(Import{{LocationRow{place("T-02"), LocationKind::tote, 512}}});
  office_does(Pick{OrderLine::parse("SO-131/1").value(), Units{item("BRG-6204"), units(3), {}, {}, {}}, place("A-01"),
                   place("T-02")});
  tap("drop_off");
  scan("T-01");
  scan("T-02");
  REQUIRE(shows("T-01 is not in its lane yet. Leave it and take T-02?"));
  tap("no");
  REQUIRE(shows("SO-118, from T-01"));
  scan("T-02");
  scan("YES");
  REQUIRE(shows("SO-131, from T-02"));
}

TEST(a_chosen_tote_that_others_have_emptied_is_told) {
  tap("drop_off");
  scan("T-01");
  others_pack(4);
  REQUIRE(shows("T-01 is empty now: others have emptied it."));
}

TEST(what_was_chosen_of_an_order_that_is_cancelled_is_put_back) {
  tap("pack");
  scan("SO-118");
  scan(bearing);
  cancel();
  tap("rest");
  REQUIRE(page().instruction.verb == "Put back");
  REQUIRE_FALSE(shows("0/0"));
  REQUIRE_FALSE(shows("[Ship]"));
  tap("put_back");
  REQUIRE(page().instruction.location == "T-01");
}

TEST(of_two_totes_of_cancelled_orders_the_one_that_is_asked_about_is_shown) {
  office_does(Import{{LocationRow{place("T-02"), LocationKind::tote, 512}}});
  office_does(Pick{OrderLine::parse("SO-131/1").value(), Units{item("BRG-6204"), units(3), {}, {}, {}}, place("A-01"),
                   place("T-02")});
  tap("drop_off");
  scan("T-02");
  cancel();
  office_does(CancelOrder{OrderNumber::parse("SO-131").value()});
  scan("T-01");
  tap("tote:T-01");
  REQUIRE(shows("back from T-01 first?"));
  tap("no");
  REQUIRE(page().instruction.location == "T-01");
}

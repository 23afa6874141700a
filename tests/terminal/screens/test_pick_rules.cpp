// What a site lets its pickers leave out, and what it never lets them leave out.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {
  void receive(std::int64_t quantity, std::string_view at) {
    office_does(Receive{Units{item("BRG-6204"), units(quantity), {}, {}, {}}, place(at), {}, false});
  }
  void allow(PickRules rules) {
    app = std::make_unique<App>(
        *ledger, *views, clock,
        AppSettings{.dock = place("DOCK-1"), .operator_name = person("Anna K."), .picking = rules}, [] {});
    scan("SO-118");
  }
  // SO-118 and SO-131 on one walk, as sites have it that allow nothing.
  void make_up_cart() {
    office_does(Import{
        {LocationRow{place("T-01"), LocationKind::tote, 511}, LocationRow{place("T-02"), LocationKind::tote, 512}}});
    tap("orders");
    tap("several");
    scan("T-01");
    scan("T-02");
  }
};
}  // namespace

TEST(one_scan_takes_all_that_is_to_be_picked_where_the_site_allows_it) {
  receive(3, "A-01");
  allow({.whole = true});
  scan("A-01");
  scan(bearing);
  REQUIRE(order_line("SO-118").picked == units(3));
  tap("undo");
  REQUIRE(order_line("SO-118").picked.none());
}

TEST(one_scan_takes_one_where_the_site_does_not_allow_more) {
  receive(3, "A-01");
  allow({});
  scan("A-01");
  scan(bearing);
  REQUIRE(order_line("SO-118").picked == units(1));
}

TEST(an_item_that_lies_at_one_place_only_stands_for_that_place) {
  receive(3, "A-01");
  allow({.place_by_item = true});
  scan(bearing);
  REQUIRE(order_line("SO-118").picked == units(1));
}

TEST(an_item_that_lies_elsewhere_too_does_not_stand_for_a_place) {
  receive(3, "A-01");
  receive(2, "B-12");
  allow({.place_by_item = true});
  scan(bearing);
  REQUIRE(order_line("SO-118").picked.none());
  REQUIRE(toast() == "Scan A-01 first. Nothing was booked.");
}

TEST(another_item_stands_for_no_place) {
  receive(3, "A-01");
  allow({.place_by_item = true});
  scan(other_bearing);
  REQUIRE(refused());
  REQUIRE(order_line("SO-118").picked.none());
}

TEST(on_a_cart_an_item_that_lies_nowhere_else_needs_no_scan_of_its_place) {
  receive(7, "A-01");
  make_up_cart();
  tap("done");
  REQUIRE(page().scan_prompt == "Scan place or item");
  scan(bearing);
  REQUIRE(count() == "1/4");
  REQUIRE(order_line("SO-118").picked.none());
  scan("T-02");
  REQUIRE(refusal().title == "Wrong tote");
  scan("T-01");
  REQUIRE(order_line("SO-118").picked == units(1));
}

TEST(on_a_cart_an_item_that_lies_elsewhere_too_needs_the_scan_of_its_place) {
  receive(5, "A-01");
  receive(2, "B-12");
  make_up_cart();
  tap("done");
  REQUIRE(page().scan_prompt == "Scan place");
  scan(bearing);
  REQUIRE(toast() == "Scan A-01 first. Nothing was booked.");
  scan("A-01");
  REQUIRE(page().scan_prompt == "Scan item");
}

TEST(the_first_item_of_a_cart_starts_its_walk_and_no_other_item_does) {
  receive(7, "A-01");
  make_up_cart();
  scan(other_bearing);
  REQUIRE(refused());
  tap("confirm");
  scan(bearing);
  REQUIRE(page().instruction.verb == "Take from");
  REQUIRE(count() == "1/4");
}

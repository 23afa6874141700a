// What is set aside for a terminal, as people see it: whose the goods and orders are, and what the hub may still decide
// otherwise.
#include "tests/support/terminal/two_devices.h"

using namespace dockhand;

namespace {

struct Fixture : test::TwoDevices {
  void assign(Leased what, test::Device& to, const char* name) {
    office(Assign{std::move(what), to.writer(), name});
    sync_both();
  }
  static Leased po() { return PurchaseNumber::parse("PO-7").value(); }
  static Leased so() { return OrderNumber::parse("SO-118").value(); }
};

}  // namespace

TEST(the_list_of_purchases_says_which_is_this_terminals_and_which_is_anothers) {
  assign(po(), here, "Dock 1");
  here.open("purchases");
  REQUIRE(here.shows("Set aside for this terminal"));
  there.open("purchases");
  REQUIRE(there.shows("Set aside for Dock 1"));
  REQUIRE_FALSE(there.shows("this terminal"));
}

TEST(a_purchase_of_another_terminal_warns_on_its_own_page) {
  assign(po(), here, "Dock 1");
  there.scan("PO-7");
  REQUIRE(there.page().strip == "Set aside for Dock 1: ask there before you go on");
  here.scan("PO-7");
  REQUIRE(here.page().strip.empty());
}

TEST(goods_of_another_terminal_are_not_said_to_be_for_nobody) {
  assign(po(), here, "Dock 1");
  there.scan("PO-7");
  there.scan(test::Terminal::bearing_case);
  REQUIRE(there.shows("For the orders that wait"));
  REQUIRE_FALSE(there.shows("Nobody waits for these"));
}

TEST(what_is_given_offline_without_a_lease_is_not_confirmed_until_the_hub_has_it) {
  here.scan("PO-7");
  here.scan(test::Terminal::bearing_case);
  REQUIRE(here.page().rows[0].detail.find("4 not confirmed by the hub yet") != std::string::npos);
  here.open("orders");
  REQUIRE(here.shows("4 not confirmed by the hub yet"));
  here.scan("SO-118");
  REQUIRE(here.shows("4 not confirmed by the hub yet"));
  sync(here);
  REQUIRE_FALSE(here.shows("not confirmed"));
  here.open("orders");
  REQUIRE_FALSE(here.shows("not confirmed"));
}

TEST(what_is_given_under_a_lease_stands_without_the_hub) {
  assign(po(), here, "Dock 1");
  here.scan("PO-7");
  here.scan(test::Terminal::bearing_case);
  REQUIRE(here.shows("SO-118/1"));
  REQUIRE_FALSE(here.shows("not confirmed"));
}

TEST(what_an_undo_has_taken_back_is_not_asked_about) {
  here.scan("PO-7");
  here.scan(test::Terminal::bearing);
  here.open("orders");
  REQUIRE(here.shows("1 not confirmed by the hub yet"));
  here.scan("PO-7");
  here.tap("undo");
  here.scan("YES");  // it is asked on a page that was left in between
  here.open("orders");
  REQUIRE_FALSE(here.shows("not confirmed"));
}

TEST(a_terminal_that_works_alone_confirms_by_itself) {
  test::Device alone;
  alone.scan("PO-7");
  alone.scan(test::Terminal::bearing_case);
  REQUIRE(alone.shows("SO-118/1"));
  REQUIRE_FALSE(alone.shows("not confirmed"));
}

TEST(backorders_say_which_goods_bring_it_and_whose_they_are) {
  assign(po(), here, "Dock 1");
  there.open("backorders");
  REQUIRE(there.shows("PO-7 brings it. Set aside for Dock 1"));
  here.open("backorders");
  REQUIRE(here.shows("PO-7 brings it. Set aside for this terminal"));
}

TEST(an_order_of_another_terminal_says_so_in_the_list_and_while_it_is_picked) {
  here.scan("PO-7");
  here.scan(test::Terminal::bearing_case);
  sync(here);
  assign(so(), here, "");
  there.open("orders");
  REQUIRE(there.shows("Set aside for another terminal"));
  there.scan("SO-118");
  REQUIRE(there.page().strip == "Set aside for another terminal: ask there before you go on");
  here.open("orders");
  REQUIRE(here.shows("Set aside for this terminal"));
}

TEST(a_purchase_is_set_aside_by_its_scan_and_given_back_at_another_terminal_by_a_tap) {
  here.open("leases");
  here.app->set_hub({.configured = true, .online = true, .offline_since = {}});
  REQUIRE(here.shows("Nothing is set aside"));
  here.scan("PO-7");
  REQUIRE(here.shows("Set PO-7 aside for this terminal?"));
  here.scan("YES");
  REQUIRE(here.toast() == "The hub is asked. It holds with the next sync.");
  sync_both();
  here.open("leases");
  REQUIRE(here.shows("PO-7 | Set aside for this terminal\n"));
  there.open("leases");
  REQUIRE(there.shows("PO-7 | Set aside for DOCK-1\n"));
  there.tap("purchase:PO-7");
  REQUIRE(there.shows("Set PO-7 aside no more? Set aside for DOCK-1."));
  there.tap("give_back");
  sync_both();
  for (test::Device* device : {&here, &there}) {
    device->open("leases");
    REQUIRE(device->shows("Nothing is set aside"));
  }
  here.open("notices");
  REQUIRE(here.shows("PO-7 is not set aside for DOCK-1 any more: taken back at DOCK-1"));
}

TEST(a_no_sets_nothing_aside_and_other_codes_are_no_goods) {
  here.open("leases");
  here.scan("PO-7");
  here.tap("no");
  here.scan(test::Terminal::bearing);
  sync_both();
  here.open("leases");
  REQUIRE(here.shows("Nothing is set aside"));
}

TEST(what_another_terminal_has_cannot_be_taken_by_a_scan) {
  assign(po(), there, "Dock 9");
  here.open("leases");
  here.scan("PO-7");
  here.scan("YES");
  sync_both();
  here.open("leases");
  REQUIRE(here.shows("PO-7 | Set aside for Dock 9\n"));
}

// How long items last, wherever they are shown; the assortment by its parts; the page of one supplier; the why of a
// week.
#include "storage/nightly/plan_thread.h"
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  void setUp() {
    Terminal::setUp();
    Import past;
    for (const char* of : {"BRG-6205", "BRG-6204"}) {
      for (int week = 1; week <= 40; ++week) {
        past.rows.emplace_back(
            PastDemandRow{item(of), Date::from_days(date("2026-11-22").days() - 7 * week), units(20 + week % 3)});
      }
    }
    past.rows.emplace_back(
        SourceRow{item("BRG-6205"), "Nordlager", Price::parse("2.5").value(), units(10), {}, {}, 1, {}});
    office_does(past);
    office_does(Receive{Units{item("BRG-6205"), units(6), {}, {}, {}}, place("A-01"), {}, false});
    const auto on_ledger = [&](const std::function<void(Ledger&)>& work) {
      const bool taken = ledger->run([&](Ledger& books) { work(books); });
      ledger->drain();
      return taken;
    };
    REQUIRE(plan_for(file(), date("2026-11-22"), clock.now(), on_ledger).ok());
    settle();
  }
};

}  // namespace

TEST(how_long_an_item_lasts_stands_wherever_it_is_shown) {
  const std::string words = "runs out ";
  scan(other_bearing);
  REQUIRE(shows(words));
  tap("back");
  tap("lookup");
  REQUIRE(shows(words));
  tap("back");
  office_does(Import{{order("SO-900", "BRG-6205", 400, 2)}});
  tap("backorders");
  REQUIRE(shows(words));
}

TEST(what_runs_out_while_more_arrives_is_said_to_be_without_it) {
  PurchaseLineRow soon = purchase("PO-78/1", "BRG-6205", 20);
  soon.due = date("2026-11-25");
  office_does(Import{{soon}});
  scan(other_bearing);
  tap("future");
  INFO(page().instruction.where_in_list);
  REQUIRE(page().instruction.where_in_list.find("runs out on 23 Nov, without what is coming") != std::string::npos);
  REQUIRE(shows("20 arrive: PO-78"));
  REQUIRE(shows("runs out on 23 Nov, without what is coming"));
}

TEST(an_assortment_is_shown_by_its_classes_and_a_class_by_its_items) {
  tap("more");
  tap("assortment");
  REQUIRE(shows("Class A"));
  const std::string first = page().rows.front().id;
  tap(first);
  REQUIRE(shows("runs out "));
  tap("item:BRG-6205");
  REQUIRE(shows("Item's future"));
  tap("back");
  tap("back");
  REQUIRE(shows("Class A"));
}

TEST(a_supplier_opens_with_its_orders_and_its_items) {
  clock.advance(std::chrono::hours(48));
  tap("more");
  tap("suppliers");
  tap("supplier:Nordlager");
  REQUIRE(shows("How this supplier has done"));
  REQUIRE(shows("3 open, 3 overdue"));
  REQUIRE(shows("overdue since"));
  REQUIRE(shows("BRG-6205 · packs of 10"));
  REQUIRE(shows("2.50"));
  tap("item:BRG-6205");
  REQUIRE(shows("Item's future"));
  tap("back");
  tap("back");
  REQUIRE(shows("How suppliers have done"));
}

TEST(a_week_of_a_future_says_why_it_is_expected_to_be_so) {
  scan(other_bearing);
  tap("future");
  tap("week:1");
  REQUIRE(shows("forecast by the mean of three methods"));
  REQUIRE(shows("It sells nearly every week"));
  tap("orders");
  REQUIRE(shows("What to order"));
}

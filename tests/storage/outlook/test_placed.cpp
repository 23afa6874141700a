// What people have ordered by a proposal is on its way before the office's purchase says so, and never twice.
#include <algorithm>

#include "storage/ledger/ledger.h"
#include "storage/views/planning_views.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() { floor.open_warehouse(); }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};  // a Friday
  Floor floor{folder / "dock.db", LedgerRole::terminal, clock, "t"};
  std::unique_ptr<Views> views = Views::open(folder / "dock.db", clock).value();

  Promise promised(const std::string& line) {
    const auto promise = views->why(order(line)).value()->line.promise;
    REQUIRE(promise);
    return *promise;
  }
  void purchase_is(const std::string& line, std::int64_t count, const std::string& due,
                   std::optional<Date> ordered = std::nullopt) {
    Import import;
    import.rows = {PurchaseLineRow { purchase(line), "SKF", item("BRG"), units(count), day(due), {}, ordered }};
    floor.accepted(import);
  }
  void source_is(const std::string& supplier) {
    floor.accepted(Import{{SourceRow{item("BRG"), supplier, {}, units(1), {}, Days{14}, 1, {}}}});
  }
  std::ptrdiff_t placed_orders(const char* of) {
    const auto coming = views->coming(item(of)).value();
    return std::count_if(coming.begin(), coming.end(), [](const ComingView& one) { return one.placed.has_value(); });
  }
  // Is proposed and approved today, and not ordered yet.
  void approved_is(const std::string& id, std::int64_t count) {
    const ProposalRow proposal{.id = id, .item = item("BRG"), .supplier = "SKF", .quantity = count};
    REQUIRE(floor.ledger->keep_plan(std::vector{proposal}).ok());
    floor.give("approve-" + id.substr(4), Approve{id, {}});
  }
  // Units that no purchase line says, of what was approved and ordered.
  std::int64_t units_decided() {
    std::int64_t sum = 0;
    const auto planning = PlanningViews::open(folder / "dock.db").value();
    for (const PlacedOrder& one : planning->decided().value()) sum += one.units;
    return sum;
  }
  void placed_is(const std::string& id, std::int64_t count) {
    approved_is(id, count);
    floor.give("placed-" + id.substr(4), OrderPlaced{id, {}});
  }
  PurchaseLineRow bought(const char* line, std::int64_t count, std::optional<Date> ordered = std::nullopt) {
    return {purchase(line), "SKF", item("BRG"), units(count), day("2026-12-04"), {}, ordered};
  }
  void days_pass(int days) {
    clock.advance(std::chrono::hours(24) * days);
    REQUIRE(floor.ledger->begin_day().ok());
  }
};

}  // namespace

TEST(what_is_ordered_by_a_proposal_is_on_its_way_until_the_offices_purchase_says_so) {
  const std::string id = "BRG@2026-11-20";
  const ProposalRow proposal{.id = id, .item = item("BRG"), .supplier = "Nord", .quantity = 40};
  source_is("Nord");
  REQUIRE(floor.ledger->keep_plan(std::vector{proposal}).ok());
  floor.demand_is({floor.demand("SO-1/1", 60)});
  floor.accepted(Approve{id, {}});
  const std::size_t before = views->coming(item("BRG")).value().size();
  REQUIRE(promised("SO-1/1").to_order);
  floor.give("placed", OrderPlaced{id, {}});
  REQUIRE_FALSE(promised("SO-1/1").to_order);
  const Date expected = promised("SO-1/1").p50;
  REQUIRE(expected > day("2026-12-03"));  // the supplier says 14 days
  const auto coming = [&] { return views->coming(item("BRG")).value(); };
  REQUIRE(coming().size() == before + 1);
  REQUIRE(coming().back().placed == day("2026-11-20"));
  REQUIRE(coming().back().units == units(40));
  purchase_is("PO-8/1", 5, "2026-12-01", day("2026-11-20"));  // of another supplier
  REQUIRE(coming().size() == before + 2);
  floor.accepted(Import{
      {PurchaseLineRow{purchase("PO-9/1"), "Nord", item("BRG"), units(40), day("2026-12-04"), {}, day("2026-11-21")}}});
  REQUIRE(coming().size() == before + 2);
  for (const ComingView& one : coming()) REQUIRE_FALSE(one.placed);
}

TEST(an_order_that_was_taken_back_is_not_on_its_way_and_one_that_nobody_hears_of_is_until_somebody_says_so) {
  const std::string id = "BRG@2026-11-20";
  const ProposalRow proposal{.id = id, .item = item("BRG"), .supplier = "Nord", .quantity = 40};
  source_is("Nord");
  REQUIRE(floor.ledger->keep_plan(std::vector{proposal}).ok());
  floor.demand_is({floor.demand("SO-1/1", 60)});
  floor.accepted(Approve{id, {}});
  floor.give("placed", OrderPlaced{id, {}});
  REQUIRE_FALSE(promised("SO-1/1").to_order);
  floor.accepted(Undo{CommandId::parse("placed").value()});
  REQUIRE(promised("SO-1/1").to_order);
  floor.accepted(OrderPlaced{id, {}});
  days_pass(70);
  REQUIRE_FALSE(promised("SO-1/1").to_order);
  REQUIRE(units_decided() == 40);
  floor.give("ended", OrderPlaced{id, {}, OrderedUnits{}});
  REQUIRE(promised("SO-1/1").to_order);
  REQUIRE(units_decided() == 0);
  floor.accepted(Undo{CommandId::parse("ended").value()});
  REQUIRE(units_decided() == 40);
  REQUIRE(placed_orders("BRG") == 1);
}

TEST(a_purchase_without_a_day_is_the_one_that_was_ordered_when_it_is_named_or_for_as_many) {
  const auto placed = [&] { return placed_orders("BRG"); };
  REQUIRE(floor.ledger
              ->keep_plan(std::vector{
                  ProposalRow{.id = "BRG@2026-11-19", .item = item("BRG"), .supplier = "SKF", .quantity = 40},
                  ProposalRow{.id = "BRG@2026-11-20", .item = item("BRG"), .supplier = "SKF", .quantity = 30}})
              .ok());
  for (const char* id : {"BRG@2026-11-19", "BRG@2026-11-20"}) floor.accepted(Approve{id, {}});
  floor.accepted(OrderPlaced{"BRG@2026-11-19", purchase("PO-8/1")});
  floor.accepted(OrderPlaced{"BRG@2026-11-20", {}});
  REQUIRE(placed() == 2);
  purchase_is("PO-8/1", 41, "2026-12-04");
  REQUIRE(placed() == 1);
  purchase_is("PO-9/1", 31, "2026-12-04");
  REQUIRE(placed() == 1);
  purchase_is("PO-9/2", 30, "2026-12-04");
  REQUIRE(placed() == 0);
}

TEST(an_order_with_a_number_of_its_own_is_not_met_by_another_purchase_that_is_for_fewer_units) {
  approved_is("BRG@2026-11-20", 444);
  floor.accepted(OrderPlaced{"BRG@2026-11-20", purchase("PO-9/1")});
  REQUIRE(units_decided() == 444);
  purchase_is("PO-78/1", 12, "2026-12-01", day("2026-11-20"));
  REQUIRE(units_decided() == 444);
  purchase_is("PO-9/1", 300, "2026-12-06", day("2026-11-19"));
  REQUIRE(units_decided() == 0);
}

TEST(an_order_with_a_number_is_met_by_a_purchase_for_about_as_many_units) {
  approved_is("BRG@2026-11-20", 444);
  floor.accepted(OrderPlaced{"BRG@2026-11-20", purchase("PO-9/1")});
  purchase_is("PO-79/1", 1000, "2026-12-01", day("2026-11-20"));
  REQUIRE(units_decided() == 444);
  purchase_is("PO-80/1", 440, "2026-12-01", day("2026-11-20"));
  REQUIRE(units_decided() == 0);
}

TEST(a_purchase_meets_as_many_units_as_it_is_for_and_only_once) {
  approved_is("BRG@2026-11-20", 96);
  floor.accepted(OrderPlaced{"BRG@2026-11-20", {}});
  purchase_is("PO-78/1", 30, "2026-12-01", day("2026-11-20"));
  REQUIRE(units_decided() == 66);
  purchase_is("PO-78/2", 60, "2026-12-01", day("2026-11-20"));
  REQUIRE(units_decided() == 0);  // six fewer are what the supplier has rounded
  approved_is("BRG@2026-11-21", 50);
  REQUIRE(units_decided() == 50);
}

TEST(a_purchase_between_the_approval_and_the_word_that_it_is_ordered_is_that_order) {
  approved_is("BRG@2026-11-20", 96);
  days_pass(1);
  floor.accepted(Import{
      {PurchaseLineRow{purchase("PO-9/1"), "s kf", item("BRG"), units(96), day("2026-12-04"), {}, day("2026-11-21")}}});
  REQUIRE(units_decided() == 0);  // it was never marked as ordered
  days_pass(1);
  floor.give("placed", OrderPlaced{"BRG@2026-11-20", {}});
  REQUIRE(units_decided() == 0);
  floor.accepted(Undo{CommandId::parse("placed").value()});
  REQUIRE(units_decided() == 0);
}

TEST(a_purchase_under_the_name_of_a_supplier_is_the_order_of_his_code) {
  floor.accepted(Import{{SupplierRow{.supplier = "SKF", .name = "SKF Sverige AB"}}});
  approved_is("BRG@2026-11-20", 96);
  floor.accepted(OrderPlaced{"BRG@2026-11-20", {}});
  const auto bought_of = [&](const char* line, const char* supplier) {
    floor.accepted(Import{
        {PurchaseLineRow{purchase(line), supplier, item("BRG"), units(96), day("2026-12-04"), {}, day("2026-11-20")}}});
  };
  bought_of("PO-9/1", "Sverige AB");
  REQUIRE(units_decided() == 96);
  bought_of("PO-9/2", "skf sverige, ab.");
  REQUIRE(units_decided() == 0);
}

TEST(a_purchase_is_the_order_that_was_placed_within_some_days_of_it) {
  approved_is("BRG@2026-11-20", 96);
  floor.accepted(OrderPlaced{"BRG@2026-11-20", {}});
  purchase_is("PO-9/1", 96, "2026-12-01", day("2026-11-16"));  // it was there before
  purchase_is("PO-9/2", 50, "2026-12-01", day("2026-11-18"));
  purchase_is("PO-9/3", 96, "2027-01-20", day("2026-12-23"));  // another one, a month later
  REQUIRE(units_decided() == 96);
  purchase_is("PO-9/4", 96, "2026-12-01", day("2026-11-18"));  // ordered by telephone, and said on Friday
  REQUIRE(units_decided() == 0);
}

TEST(what_comes_without_a_purchase_is_asked_about_and_takes_nothing_off_an_order) {
  approved_is("BRG@2026-11-20", 96);
  floor.accepted(OrderPlaced{"BRG@2026-11-20", {}});
  const auto came = [&] { return views->proposals().value().front().came; };
  REQUIRE(came() == 0);
  floor.give("came", floor.receipt(90));
  REQUIRE(came() == 90);
  REQUIRE(units_decided() == 96);
  floor.accepted(Undo{CommandId::parse("came").value()});
  REQUIRE(came() == 0);
}

TEST(what_is_ordered_by_a_proposal_makes_its_item_come) {
  const std::string id = "NUT@2026-11-20";
  floor.accepted(Import{{ItemRow{item("NUT"), "Nut", Tracking::none}}});
  REQUIRE(floor.ledger
              ->keep_plan(std::vector{ProposalRow{.id = id, .item = item("NUT"), .supplier = "SKF", .quantity = 40}})
              .ok());
  OrderLineRow wanted = floor.demand("SO-1/1", 30);
  wanted.item = item("NUT");
  floor.demand_is({wanted});
  floor.accepted(Approve{id, {}});
  REQUIRE(views->why(order("SO-1/1")).value()->state == ItemState::out_of_stock);
  floor.accepted(OrderPlaced{id, {}});
  REQUIRE(views->why(order("SO-1/1")).value()->state == ItemState::backorder);
}

TEST(nothing_comes_of_a_line_that_is_closed_though_a_receipt_of_it_is_undone) {
  purchase_is("PO-8/1", 78, "2026-12-02", day("2026-11-20"));
  const auto coming = [&] {
    const auto planning = PlanningViews::open(folder / "dock.db").value();
    for (const ItemSupply& one : planning->supply(day("2026-11-20")).value()) {
      if (one.item == item("BRG")) return one.coming;
    }
    return std::int64_t{-1};
  };
  const std::int64_t others = coming() - 78;
  Receive some = floor.receipt(20);
  some.purchase = purchase("PO-8/1");
  floor.give("came", some);
  floor.accepted(ClosePurchase{purchase("PO-8/1"), "no more will come"});
  REQUIRE(coming() == others);
  floor.accepted(Undo{CommandId::parse("came").value()});
  REQUIRE(coming() == others);
}

TEST(the_number_of_a_line_under_another_of_his_names_is_that_of_the_order) {
  floor.accepted(Import{{SupplierRow{.supplier = "SKF", .name = "SKF Sverige AB"}}});
  int orders = 0;
  for (const char* name : {"SKF Sverige AB", "skf sverige, ab.", "s-kf"}) {
    const std::string id = "BRG@2026-11-2" + std::to_string(orders);
    const std::string line = "PO-9/" + std::to_string(++orders);
    approved_is(id, 96);
    floor.accepted(Import{
        {PurchaseLineRow{purchase(line), name, item("BRG"), units(96), day("2026-12-04"), {}, day("2026-11-20")}}});
    floor.accepted(OrderPlaced{id, purchase(line)});
  }
}

TEST(what_is_late_for_a_quarter_of_a_year_is_waited_for_by_nobody_and_asked_about) {
  source_is("SKF");
  floor.demand_is({floor.demand("SO-1/1", 30)});
  purchase_is("PO-7/1", 500, "2026-08-21");
  const auto supply = [&] {
    const auto planning = PlanningViews::open(folder / "dock.db").value();
    for (const ItemSupply& one : planning->supply(day("2026-11-20")).value()) {
      if (one.item == item("BRG")) return one.coming;
    }
    return std::int64_t{-1};
  };
  const auto asked = [&] { return views->forgotten_purchases(day("2026-11-20"), 9).value(); };
  REQUIRE(supply() == 500);
  REQUIRE(views->why(order("SO-1/1")).value()->state == ItemState::backorder);
  REQUIRE(views->why(order("SO-1/1")).value()->not_coming.none());
  REQUIRE(asked().empty());
  purchase_is("PO-7/1", 500, "2026-08-20");
  REQUIRE(supply() == 0);
  REQUIRE(views->why(order("SO-1/1")).value()->state == ItemState::out_of_stock);
  REQUIRE(views->why(order("SO-1/1")).value()->not_coming == units(30));
  REQUIRE(promised("SO-1/1").to_order);
  const auto coming = views->coming(item("BRG")).value();
  REQUIRE_FALSE(coming.front().waited_for);
  REQUIRE(coming.front().whose.empty());
  REQUIRE(asked().size() == 1);
  REQUIRE(asked().front().line == purchase("PO-7/1"));
  floor.accepted(Import{{AsnRow{sscc("340123450000000017"), "ASN-1", Units{item("BRG"), units(500), {}, {}, {}},
                                purchase("PO-7/1"), day("2026-11-24")}}});
  REQUIRE(supply() == 500);  // its supplier has sent it after all
  REQUIRE(views->why(order("SO-1/1")).value()->state == ItemState::backorder);
  REQUIRE(views->why(order("SO-1/1")).value()->not_coming.none());
  REQUIRE(asked().empty());
}

TEST(an_order_of_a_proposal_is_waited_for_as_long_as_a_purchase_is) {
  source_is("SKF");  // who says two weeks
  approved_is("BRG@2026-11-20", 96);
  floor.accepted(OrderPlaced{"BRG@2026-11-20", {}});
  const auto seen = [&] { return views->proposals().value().front(); };
  clock.advance(std::chrono::hours(24) * (14 + 91));
  REQUIRE(seen().waited_for);
  REQUIRE(views->coming(item("BRG")).value().front().waited_for);
  clock.advance(std::chrono::hours(24));
  REQUIRE_FALSE(seen().waited_for);
  REQUIRE_FALSE(views->coming(item("BRG")).value().front().waited_for);
}

TEST(a_purchase_that_was_there_when_it_was_approved_is_another_order) {
  purchase_is("PO-8/1", 280, "2026-12-04", day("2026-11-19"));
  purchase_is("PO-8/2", 280, "2026-12-04");
  floor.give("came", [&] {
    Receive all = floor.receipt(280);
    all.purchase = purchase("PO-8/2");
    return all;
  }());
  placed_is("BRG@2026-11-20", 280);
  REQUIRE(units_decided() == 280);
  purchase_is("PO-8/1", 280, "2026-12-06", day("2026-11-20"));  // the office says another day of it
  REQUIRE(units_decided() == 280);
  purchase_is("PO-8/1", 560, "2026-12-06", day("2026-11-20"));  // and has added what was ordered
  REQUIRE(units_decided() == 0);
}

TEST(what_was_bought_for_an_order_is_the_order_whatever_the_office_makes_of_it) {
  placed_is("BRG@2026-11-20", 280);
  purchase_is("PO-8/1", 280, "2026-12-04", day("2026-11-20"));
  REQUIRE(units_decided() == 0);
  purchase_is("PO-8/1", 100, "2026-12-04");
  REQUIRE(units_decided() == 0);
  purchase_is("PO-8/1", 0, "2026-12-04");
  REQUIRE(units_decided() == 0);  // nothing of it is on its way
  const auto told = views->notices().value();
  REQUIRE(std::any_of(told.begin(), told.end(), [](const auto& one) {
    return one.notice.detail.find("has cancelled PO-8/1, which was bought as BRG@2026-11-20") != std::string::npos;
  }));
  purchase_is("PO-9/1", 280, "2026-12-04", day("2026-11-21"));
  REQUIRE(units_decided() == 0);
}

TEST(an_approval_whose_purchase_was_cancelled_is_ordered_anew) {
  approved_is("BRG@2026-11-20", 280);
  purchase_is("PO-8/1", 280, "2026-12-04", day("2026-11-20"));
  purchase_is("PO-8/1", 0, "2026-12-04", day("2026-11-20"));
  REQUIRE(units_decided() == 0);
  floor.accepted(OrderPlaced{"BRG@2026-11-20", {}});
  REQUIRE(units_decided() == 280);
}

TEST(what_is_bought_for_an_order_line_was_not_ordered_for_the_shelf) {
  floor.demand_is({floor.demand("SO-1/1", 280)});
  placed_is("BRG@2026-11-20", 280);
  PurchaseLineRow pegged = bought("PO-8/1", 280, day("2026-11-20"));
  pegged.bought_for = order("SO-1/1");
  floor.accepted(Import{{pegged}});
  REQUIRE(units_decided() == 280);
}

TEST(lines_of_one_purchase_that_make_up_the_number_are_the_order_together) {
  placed_is("BRG@2026-11-20", 280);
  floor.accepted(Import{{bought("PO-8/1", 140), bought("PO-8/2", 150)}});
  REQUIRE(units_decided() == 280);
  floor.accepted(Import{{bought("PO-9/1", 140), bought("PO-9/2", 140)}});
  REQUIRE(units_decided() == 0);
}

TEST(two_purchases_of_one_file_that_make_up_the_number_are_the_order_together) {
  placed_is("BRG@2026-11-20", 280);
  floor.accepted(Import{{bought("PO-8/1", 140), bought("PO-9/1", 140)}});
  REQUIRE(units_decided() == 0);
}

TEST(a_purchase_whose_file_is_undone_is_no_order_any_more) {
  placed_is("BRG@2026-11-20", 280);
  floor.give("file", Import{{bought("PO-8/1", 280, day("2026-11-20"))}});
  REQUIRE(units_decided() == 0);
  floor.accepted(Undo{CommandId::parse("file").value()});
  REQUIRE(units_decided() == 280);
  purchase_is("PO-8/1", 280, "2026-12-04", day("2026-11-20"));
  REQUIRE(units_decided() == 0);
}

TEST(the_number_that_a_person_says_is_that_of_no_other_order) {
  placed_is("BRG@2026-11-20", 280);
  purchase_is("PO-8/1", 280, "2026-12-04", day("2026-11-20"));
  approved_is("BRG@2026-11-21", 280);
  floor.accepted(OrderPlaced{"BRG@2026-11-21", purchase("PO-8/1")});
  REQUIRE(units_decided() == 280);
}

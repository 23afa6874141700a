// What people decide about what is to be ordered, at two databases that hear of each other later.
#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "storage/words/plan_words.h"
#include "tests/support/warehouse/planned_floor.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : PlannedFloor {
  // The hub makes the plan, and both hear of each other when a test says so.
  void planned_at_the_hub(Floor& hub) {
    REQUIRE(plan_for(folder / "hub.db", clock.now().date(), clock.now(), [&](const auto& work) {
              work(*hub.ledger);
              return true;
            }).ok());
  }
  void push(Floor& hub) {
    const PushReply reply = hub.ledger->accept(floor.ledger->unacknowledged().value()).value();
    REQUIRE_FALSE(reply.refusal);
    REQUIRE(floor.ledger->acknowledged(reply).ok());
  }
  void pull(Floor& hub) {
    const auto changes =
        hub.ledger->changes_since({floor.ledger->writer(), floor.ledger->pull_position().value(), clock.now()}, 10'000);
    REQUIRE(floor.ledger->apply(changes.value()).ok());
  }
  std::vector<NoticeView> told_at_the_hub() { return Views::open(folder / "hub.db").value()->notices().value(); }
};

}  // namespace

TEST(an_approval_made_offline_lies_on_the_hubs_row_until_the_hub_has_it) {
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  push(hub);
  planned_at_the_hub(hub);
  pull(hub);
  REQUIRE_FALSE(floor.ledger->plan_due().value());
  const std::string id = only_proposal().id;
  floor.give("approve", Approve{id, units(50)});
  hub.accepted(CustomerReturn{Units{item("BRG"), units(1), {}, {}, {}}, place("DOCK-1")});
  pull(hub);
  REQUIRE(only_proposal().approved == 50);
  floor.give("back", Undo{CommandId::parse("approve").value()});
  pull(hub);
  REQUIRE(only_proposal().state == ProposalState::open);
  floor.give("again", Approve{id, units(60)});
  push(hub);
  pull(hub);
  REQUIRE(only_proposal().approved == 60);
  const auto truth = table_hashes(folder / "hub.db").value();
  const auto mine = table_hashes(folder / "dock.db").value();
  for (std::size_t i = 0; i < truth.size(); ++i) {
    INFO(truth[i].table);
    REQUIRE(mine[i].hash == truth[i].hash);
  }
}

TEST(an_approval_of_another_source_is_the_same_row_at_the_hub) {
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  office({source("Slow", "5", 7), source("Fast", "9", 1)});
  push(hub);
  planned_at_the_hub(hub);
  pull(hub);
  floor.accepted(Approve{only_proposal().id, {}, "Fast"});
  const ProposalRow mine = only_proposal();
  push(hub);
  pull(hub);
  REQUIRE(only_proposal() == mine);
  REQUIRE(PlanningViews::open(folder / "hub.db").value()->proposals().value().front() == mine);
  const auto truth = table_hashes(folder / "hub.db").value();
  const auto own = table_hashes(folder / "dock.db").value();
  for (std::size_t i = 0; i < truth.size(); ++i) {
    INFO(truth[i].table);
    REQUIRE(own[i].hash == truth[i].hash);
  }
}

TEST(an_order_that_two_have_placed_without_a_network_is_told) {
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  push(hub);
  planned_at_the_hub(hub);
  pull(hub);
  const std::string id = only_proposal().id;
  const auto told = [&] { return Views::open(folder / "hub.db").value()->notices().value(); };
  hub.accepted(Approve{id, {}});
  hub.accepted(OrderPlaced{id, {}});
  floor.accepted(Approve{id, {}});
  push(hub);
  REQUIRE(told().empty());
  floor.accepted(OrderPlaced{id, {}});
  push(hub);
  REQUIRE(told().size() == 1);
  REQUIRE(told().front().notice.detail.find(id + " was ordered twice, the second time by ") == 0);
  push(hub);
  REQUIRE(told().size() == 1);
}

// --- what was ordered has happened, whatever is approved by then ---------------------------------------------------

namespace {

// Anna is at the hub, and Bert at a terminal that has no network meanwhile.
struct BertOffline {
  explicit BertOffline(Fixture& fixture)
      : here(fixture), hub(here.folder / "hub.db", LedgerRole::hub, here.clock, "h") {
    here.office({here.source("Slow", "5", 7), here.source("Fast", "9", 1)});
    push();
    REQUIRE(plan_for(here.folder / "hub.db", here.clock.now().date(), here.clock.now(), [&](const auto& work) {
              work(*hub.ledger);
              return true;
            }).ok());
    pull();
    id = here.only_proposal().id;
    hub.give("anna", Approve{id, units(10)});
    pull();
  }

  void push() { here.push(hub); }
  void pull() { here.pull(hub); }
  void sync() {
    push();
    pull();
  }
  void undone(const char* event) { hub.accepted(Undo{CommandId::parse(event).value()}); }
  ProposalRow at_hub() const {
    return PlanningViews::open(here.folder / "hub.db").value()->proposals().value().front();
  }
  std::vector<std::string> told() const {
    std::vector<std::string> words;
    for (const auto& one : Views::open(here.folder / "hub.db").value()->notices().value())
      words.push_back(one.notice.detail);
    return words;
  }
  void are_the_same() const {
    REQUIRE(here.only_proposal() == at_hub());
    for (const char* file : {"hub.db", "dock.db"}) {
      for (const AuditCheck& check : audit(here.folder / file).value()) {
        INFO(check.name);
        INFO(check.detail);
        REQUIRE(check.passed);
      }
    }
  }

  Fixture& here;
  Floor hub;
  std::string id{};
};

}  // namespace

TEST(what_was_ordered_offline_stands_though_its_approval_was_undone_meanwhile_and_that_is_told) {
  BertOffline both(*this);
  floor.give("bert", OrderPlaced{both.id, purchase("PO-9/1")});
  both.undone("anna");
  both.sync();
  const ProposalRow row = both.at_hub();
  REQUIRE(row.state == ProposalState::placed);
  REQUIRE(units_of(row) == 10);
  REQUIRE(supplier_of(row) == "Slow");
  REQUIRE(price_of(row) == Price::parse("5").value());
  REQUIRE(both.told() ==
          std::vector<std::string>{both.id +
                                   ": anna has ordered 10 of Slow at 5.00 each, and nobody approves it any more. The"
                                   " books keep what was ordered: leave it so, or change the order at Slow"});
  both.are_the_same();
  floor.accepted(Undo{CommandId::parse("bert").value()});
  both.sync();
  REQUIRE(both.at_hub().state == ProposalState::open);
  REQUIRE(both.told().empty());
  both.are_the_same();
}

TEST(what_was_ordered_offline_stands_beside_another_approval_of_another_source) {
  BertOffline both(*this);
  floor.give("bert", OrderPlaced{both.id, {}});
  both.undone("anna");
  both.hub.accepted(Approve{both.id, units(50), "Fast"});
  both.sync();
  REQUIRE(units_of(both.at_hub()) == 10);
  REQUIRE(supplier_of(both.at_hub()) == "Slow");
  REQUIRE(value_of(both.at_hub()) == "50.00");
  REQUIRE(both.told().size() == 1);
  REQUIRE(both.told().front().find("anna has approved 50 of Fast at 9.00 each") != std::string::npos);
  both.are_the_same();
  floor.accepted(Undo{CommandId::parse("bert").value()});
  both.sync();
  REQUIRE(both.at_hub().state == ProposalState::approved);
  REQUIRE(units_of(both.at_hub()) == 50);
  REQUIRE(supplier_of(both.at_hub()) == "Fast");
  both.are_the_same();
}

TEST(a_decision_that_reaches_the_hub_after_the_order_is_told_and_changes_no_order) {
  BertOffline both(*this);
  both.undone("anna");
  both.pull();
  floor.give("bert", Approve{both.id, units(30)});
  both.hub.accepted(Approve{both.id, units(20)});
  both.hub.accepted(OrderPlaced{both.id, {}});
  both.sync();
  REQUIRE(units_of(both.at_hub()) == 20);
  REQUIRE(both.told().size() == 1);
  REQUIRE(both.told().front().find(both.id + ": anna has ordered 20 of Slow at 5.00 each, and anna has approved 30") ==
          0);
  both.are_the_same();
}

TEST(what_is_approved_offline_is_what_was_shown_though_a_later_plan_of_the_hub_says_otherwise) {
  BertOffline both(*this);
  both.undone("anna");
  both.pull();
  const ProposalRow shown = only_proposal();
  ProposalRow later = shown;
  later.quantity += 100;
  later.supplier = "Fast";
  later.price = Price::parse("9").value();
  REQUIRE(both.hub.ledger->keep_plan(std::vector{later}).ok());
  floor.accepted(Approve{both.id, {}});
  both.sync();
  REQUIRE(units_of(both.at_hub()) == shown.quantity);
  REQUIRE(supplier_of(both.at_hub()) == "Slow");
  REQUIRE(price_of(both.at_hub()) == shown.price);
  both.are_the_same();
}

// --- an approval that no plan counts any more, ordered beside what was proposed instead of it ----------------------

namespace {

struct ProposedAnew {
  explicit ProposedAnew(Fixture& fixture) : here(fixture) {
    here.office({here.source("Nord", "2", 7)});
    here.plan();
    old = here.only_proposal().id;
    here.floor.accepted(Approve{old, {}});
    here.days_pass(14);
    here.history("BRG", 20);
    here.days_pass(1);
    here.plan();
    for (const ProposalRow& one : here.proposals()) newer = one.state == ProposalState::open ? one.id : newer;
    REQUIRE_FALSE(newer.empty());
  }

  Fixture& here;
  std::string old{}, newer{};
};

}  // namespace

TEST(an_old_approval_that_is_ordered_beside_a_newer_order_of_its_item_is_told) {
  const ProposedAnew both(*this);
  floor.accepted(Approve{both.newer, {}});
  REQUIRE(floor.accepted(OrderPlaced{both.newer, {}}).notices.empty());
  const Accepted second = floor.accepted(OrderPlaced{both.old, {}});
  REQUIRE(second.notices.size() == 1);
  const std::string told = sentence(second.notices.front());
  REQUIRE(told.find(both.old + " is ordered, and " + both.newer + " too, by ") != std::string::npos);
}

TEST(what_was_proposed_without_an_old_approval_is_told_when_it_is_ordered_after_that) {
  const ProposedAnew both(*this);
  REQUIRE(floor.accepted(OrderPlaced{both.old, {}}).notices.empty());
  floor.accepted(Approve{both.newer, {}});
  REQUIRE(floor.accepted(OrderPlaced{both.newer, {}}).notices.size() == 1);
}

TEST(what_is_ordered_beside_an_approval_that_its_plan_counted_is_no_surprise) {
  office({source("Nord", "2", 7)});
  plan();
  const std::string first = only_proposal().id;
  floor.accepted(Approve{first, units(10)});
  days_pass(1);
  plan();
  for (const ProposalRow& one : proposals()) {
    if (one.state != ProposalState::open) continue;
    floor.accepted(Approve{one.id, {}});
    REQUIRE(floor.accepted(OrderPlaced{one.id, {}}).notices.empty());
  }
  REQUIRE(floor.accepted(OrderPlaced{first, {}}).notices.empty());
}

TEST(what_was_ordered_before_the_two_met_is_not_proposed_again) {
  plan();
  const std::string id = only_proposal().id;
  floor.accepted(Approve{id, units(50)});
  floor.accepted(OrderPlaced{id});
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  REQUIRE_FALSE(hub.ledger->accept(floor.ledger->unacknowledged().value()).value().refusal);
  const auto at_hub = [&] { return PlanningViews::open(folder / "hub.db").value()->proposals().value(); };
  REQUIRE(at_hub().size() == 1);
  REQUIRE(at_hub()[0].state == ProposalState::placed);
  REQUIRE(at_hub()[0].ordered == 50);
  planned_at_the_hub(hub);
  REQUIRE(at_hub().size() == 1);
  days_pass(1);
  planned_at_the_hub(hub);
  // 20 more come by a purchase.
  for (const ProposalRow& one : at_hub()) REQUIRE((one.id == id || one.coming == 70));
}

TEST(what_two_have_approved_of_one_proposal_without_a_network_is_told) {
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  push(hub);
  planned_at_the_hub(hub);
  pull(hub);
  const std::string id = only_proposal().id;
  hub.accepted(Approve{id, units(280)});
  floor.accepted(Approve{id, units(100)});
  push(hub);
  const auto told = Views::open(folder / "hub.db").value()->notices().value();
  REQUIRE(told.size() == 1);
  REQUIRE(told.front().notice.detail.find("280") != std::string::npos);
  REQUIRE(told.front().notice.detail.find("100") != std::string::npos);
}

TEST(what_is_put_off_by_who_had_not_heard_of_its_approval_is_told) {
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  push(hub);
  planned_at_the_hub(hub);
  pull(hub);
  const std::string id = only_proposal().id;
  floor.accepted(Reject{id, "not now"});
  clock.advance(std::chrono::hours(1));
  hub.accepted(Approve{id, units(280)});
  push(hub);
  const auto told = Views::open(folder / "hub.db").value()->notices().value();
  REQUIRE(told.size() == 1);
  REQUIRE(told.front().notice.detail.find("has put it off") != std::string::npos);
}

// The clocks say that the approval was first; the network says that nobody at the terminal can have known.
TEST(what_is_put_off_after_an_approval_that_was_not_heard_of_is_told_as_well) {
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  push(hub);
  planned_at_the_hub(hub);
  pull(hub);
  const std::string id = only_proposal().id;
  hub.accepted(Approve{id, units(280)});
  clock.advance(std::chrono::hours(1));
  floor.accepted(Reject{id, "not now"});
  push(hub);
  REQUIRE(told_at_the_hub().size() == 1);
  REQUIRE(told_at_the_hub().front().notice.detail.find("has put it off") != std::string::npos);
}

TEST(what_is_approved_by_who_had_not_heard_that_it_was_put_off_is_told) {
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  push(hub);
  planned_at_the_hub(hub);
  pull(hub);
  const std::string id = only_proposal().id;
  hub.accepted(Reject{id, "not now"});
  floor.accepted(Approve{id, units(280)});
  push(hub);
  REQUIRE(told_at_the_hub().size() == 1);
  REQUIRE(told_at_the_hub().front().notice.detail.find("had put it off") != std::string::npos);
}

// Who approves what he has put off himself knows both.
TEST(what_one_terminal_puts_off_and_approves_is_told_to_nobody) {
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  push(hub);
  planned_at_the_hub(hub);
  pull(hub);
  const std::string id = only_proposal().id;
  floor.accepted(Approve{id, units(280)});
  floor.accepted(Reject{id, "not now"});
  floor.accepted(Approve{id, units(280)});
  push(hub);
  REQUIRE(told_at_the_hub().empty());
}

TEST(what_the_office_has_bought_on_a_later_day_than_an_approval_that_the_hub_had_not_heard_of_is_that_order) {
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  push(hub);
  planned_at_the_hub(hub);
  pull(hub);
  const ProposalRow row = only_proposal();
  floor.accepted(Approve{row.id, {}});
  days_pass(1);
  hub.accepted(Import{{PurchaseLineRow{purchase("PO-8/1"),
                                       row.supplier,
                                       item("BRG"),
                                       Quantity::nearest(row.quantity),
                                       day("2026-12-20"),
                                       {},
                                       clock.now().date()}}});
  push(hub);
  REQUIRE(PlanningViews::open(folder / "hub.db").value()->decided().value().empty());
}

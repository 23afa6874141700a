// What people decide about what is to be ordered, at one database and at two.
#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "storage/words/plan_words.h"
#include "tests/support/warehouse/planned_floor.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : PlannedFloor {};

}  // namespace

TEST(not_now_is_asked_again_after_a_week) {
  plan();
  floor.accepted(Reject{only_proposal().id, "no money"});
  days_pass(6);
  plan();
  REQUIRE(only_proposal().state == ProposalState::rejected);
  days_pass(1);
  plan();
  REQUIRE(proposals().size() == 2);
}

TEST(a_decision_is_undone_until_the_order_is_placed) {
  plan();
  const std::string id = only_proposal().id;
  floor.give("approve", Approve{id, {}});
  floor.accepted(Undo{CommandId::parse("approve").value()});
  REQUIRE(only_proposal().state == ProposalState::open);
  REQUIRE(floor.refused(OrderPlaced{id, {}}).message == id + " is open");
  floor.give("again", Approve{id, {}});
  floor.give("placed", OrderPlaced{id, purchase("PO-9/1")});
  REQUIRE(only_proposal().purchase == "PO-9/1");
  REQUIRE(floor.refused(Undo{CommandId::parse("again").value()}).message ==
          id + " has been ordered or decided otherwise since");
  floor.accepted(Undo{CommandId::parse("placed").value()});
  REQUIRE(only_proposal().state == ProposalState::approved);
  floor.accepted(Undo{CommandId::parse("again").value()});
  REQUIRE(only_proposal().state == ProposalState::open);
}

TEST(another_source_is_approved_in_its_packs_and_at_its_price_until_that_is_undone) {
  SourceRow other = source("Fast", "9", 1);
  other.pack = units(48);
  SourceRow over = source("Over", "1", 7);
  over.until = day("2026-11-01");
  office({source("Slow", "5", 7), other, over});
  plan();
  const ProposalRow proposed = only_proposal();
  REQUIRE(proposed.supplier == "Slow");
  REQUIRE(floor.refused(Approve{proposed.id, {}, "Nobody"}).message == "Nobody is no source of BRG");
  REQUIRE(floor.refused(Approve{proposed.id, {}, "Over"}).message == "the terms of Over for BRG held until 2026-11-01");
  floor.give("approve", Approve{proposed.id, {}, "Fast"});
  const ProposalRow approved = only_proposal();
  REQUIRE(approved.approved == units_of_other(proposed, other));
  REQUIRE(approved.approved % 48 == 0);
  REQUIRE(supplier_of(approved) == "Fast");
  REQUIRE(price_of(approved) == Price::parse("9").value());
  REQUIRE(value_of(approved) == std::to_string(9 * approved.approved) + ".00");
  floor.give("placed", OrderPlaced{proposed.id, {}});
  REQUIRE(supplier_of(only_proposal()) == "Fast");
  for (const AuditCheck& check : audit(folder / "dock.db").value()) REQUIRE(check.passed);
  floor.accepted(Undo{CommandId::parse("placed").value()});
  floor.accepted(Undo{CommandId::parse("approve").value()});
  REQUIRE(only_proposal() == proposed);
  floor.accepted(Approve{proposed.id, {}, "Slow"});
  REQUIRE(only_proposal().chosen.empty());
}

TEST(another_source_is_not_asked_for_the_minimum_of_the_first) {
  SourceRow large = source("Slow", "5", 7), small = source("Fast", "9", 1);
  large.minimum = units(4000);
  small.minimum = units(60);
  office({large, small});
  plan();
  const ProposalRow proposed = only_proposal();
  REQUIRE(proposed.quantity == 4000);
  REQUIRE(proposed.needed < 1000);
  floor.accepted(Approve{proposed.id, {}, "Fast"});
  REQUIRE(only_proposal().approved >= proposed.needed);
  REQUIRE(only_proposal().approved < proposed.needed + 10);
}

TEST(a_slip_of_a_number_orders_nothing_and_no_value_is_cut) {
  office({source("Slow", "1000", 7)});
  plan();
  const std::string id = only_proposal().id;
  const Error no = floor.refused(Approve{id, units(999'999'999)});
  REQUIRE(no.place == "quantity");
  REQUIRE(no.message.find("999999999 are far too many of BRG: ") == 0);
  REQUIRE(only_proposal().state == ProposalState::open);
  floor.accepted(Approve{id, units(999'999'999), "", true});
  REQUIRE(value_of(only_proposal()) == "999999999000.00");
}

TEST(a_hundred_times_what_is_needed_is_asked_for_again_of_a_small_item_too) {
  ProposalRow drill{.id = "DRL@2026-11-30", .item = item("DRL"), .quantity = 8, .needed = 8};
  REQUIRE_FALSE(is_absurd(drill, 800));
  REQUIRE(is_absurd(drill, 801));
  drill.quantity = drill.needed = 1;
  REQUIRE_FALSE(is_absurd(drill, 100));
  REQUIRE(is_absurd(drill, 101));
}

TEST(an_approval_of_a_source_whose_terms_have_changed_meanwhile_is_asked_about) {
  office({source("Slow", "5", 7), source("Fast", "9", 1)});
  plan();
  const Approve approve{only_proposal().id, {}, "Fast"};
  const SeenSource shown{source("Fast", "9", 1)};
  office({source("Fast", "19", 1)});
  const auto anna = OperatorName::parse("Anna").value();
  const Command command{CommandId::parse("late").value(), anna, clock.now(), approve, {shown}};
  const auto outcome = floor.ledger->execute(command).value();
  REQUIRE(std::get<Refused>(outcome).error.message == "the terms of Fast for BRG were changed by the office");
  REQUIRE(only_proposal().state == ProposalState::open);
}

TEST(what_is_ordered_of_another_counts_for_the_other_when_orders_approve_themselves) {
  SourceRow ring = source("Nord", "2", 7);
  ring.item = item("DRL");
  office({source("Nord", "2", 7), source("Fast", "9", 1)});
  plan();
  const std::int64_t cost = 2 * only_proposal().quantity;
  floor.accepted(Approve{only_proposal().id, {}, "Fast"});
  history("DRL", 20);
  office({ring, SupplierRow{.supplier = "Nord", .auto_up_to = Price::parse(std::to_string(cost + cost / 2)).value()}});
  plan();
  for (const ProposalRow& one : proposals()) REQUIRE(one.state == ProposalState::approved);
}

TEST(nobody_decides_about_what_was_never_proposed) {
  REQUIRE(floor.refused(Approve{"BRG@2026-01-01", {}}).place == "proposal");
  plan();
  REQUIRE(floor.refused(Approve{only_proposal().id, Quantity()}).place == "quantity");
}

// --- two databases -------------------------------------------------------------------------------------------------

TEST(an_approval_made_offline_lies_on_the_hubs_row_until_the_hub_has_it) {
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  const auto planned_at_the_hub = [&] {
    REQUIRE(plan_for(folder / "hub.db", clock.now().date(), clock.now(), [&](const auto& work) {
              work(*hub.ledger);
              return true;
            }).ok());
  };
  const auto pull = [&] {
    const auto changes =
        hub.ledger->changes_since({floor.ledger->writer(), floor.ledger->pull_position().value(), clock.now()}, 10'000);
    REQUIRE(floor.ledger->apply(changes.value()).ok());
  };
  const auto push = [&] {
    const PushReply reply = hub.ledger->accept(floor.ledger->unacknowledged().value()).value();
    REQUIRE_FALSE(reply.refusal);
    REQUIRE(floor.ledger->acknowledged(reply).ok());
  };
  push();
  planned_at_the_hub();
  pull();
  REQUIRE_FALSE(floor.ledger->plan_due().value());
  const std::string id = only_proposal().id;
  floor.give("approve", Approve{id, units(50)});
  hub.accepted(CustomerReturn{Units{item("BRG"), units(1), {}, {}, {}}, place("DOCK-1")});
  pull();
  REQUIRE(only_proposal().approved == 50);
  floor.give("back", Undo{CommandId::parse("approve").value()});
  pull();
  REQUIRE(only_proposal().state == ProposalState::open);
  floor.give("again", Approve{id, units(60)});
  push();
  pull();
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
  const auto push = [&] {
    const PushReply reply = hub.ledger->accept(floor.ledger->unacknowledged().value()).value();
    REQUIRE_FALSE(reply.refusal);
    REQUIRE(floor.ledger->acknowledged(reply).ok());
  };
  const auto pull = [&] {
    const auto changes =
        hub.ledger->changes_since({floor.ledger->writer(), floor.ledger->pull_position().value(), clock.now()}, 10'000);
    REQUIRE(floor.ledger->apply(changes.value()).ok());
  };
  push();
  REQUIRE(plan_for(folder / "hub.db", clock.now().date(), clock.now(), [&](const auto& work) {
            work(*hub.ledger);
            return true;
          }).ok());
  pull();
  floor.accepted(Approve{only_proposal().id, {}, "Fast"});
  const ProposalRow mine = only_proposal();
  push();
  pull();
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
  const auto push = [&] {
    const PushReply reply = hub.ledger->accept(floor.ledger->unacknowledged().value()).value();
    REQUIRE_FALSE(reply.refusal);
    REQUIRE(floor.ledger->acknowledged(reply).ok());
  };
  push();
  REQUIRE(plan_for(folder / "hub.db", clock.now().date(), clock.now(), [&](const auto& work) {
            work(*hub.ledger);
            return true;
          }).ok());
  const auto changes =
      hub.ledger->changes_since({floor.ledger->writer(), floor.ledger->pull_position().value(), clock.now()}, 10'000);
  REQUIRE(floor.ledger->apply(changes.value()).ok());
  const std::string id = only_proposal().id;
  const auto told = [&] { return Views::open(folder / "hub.db").value()->notices().value(); };
  hub.accepted(Approve{id, {}});
  hub.accepted(OrderPlaced{id, {}});
  floor.accepted(Approve{id, {}});
  push();
  REQUIRE(told().empty());
  floor.accepted(OrderPlaced{id, {}});
  push();
  REQUIRE(told().size() == 1);
  REQUIRE(told().front().notice.detail.find(id + " was ordered twice, the second time by ") == 0);
  push();
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

  void push() {
    const PushReply reply = hub.ledger->accept(here.floor.ledger->unacknowledged().value()).value();
    REQUIRE_FALSE(reply.refusal);
    REQUIRE(here.floor.ledger->acknowledged(reply).ok());
  }
  void pull() {
    const PullRequest asked{here.floor.ledger->writer(), here.floor.ledger->pull_position().value(), here.clock.now()};
    REQUIRE(here.floor.ledger->apply(hub.ledger->changes_since(asked, 10'000).value()).ok());
  }
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

TEST(a_decision_that_comes_too_late_says_who_has_decided_and_when) {
  plan();
  const std::string id = only_proposal().id;
  floor.accepted(Approve{id, {}});
  REQUIRE(floor.refused(Approve{id, {}}).message == id + " is approved, by anna on 2026-11-30");
  floor.accepted(OrderPlaced{id, {}});
  REQUIRE(floor.refused(Reject{id, {}}).message == id + " is placed, by anna on 2026-11-30");
}

TEST(a_decision_that_is_sent_again_is_the_same_one) {
  plan();
  const std::string id = only_proposal().id;
  floor.give("approve", Approve{id, {}});
  floor.give("approve", Approve{id, {}});
  floor.give("placed", OrderPlaced{id, {}});
  floor.give("placed", OrderPlaced{id, {}});
  REQUIRE(only_proposal().placed_by == "placed");
  const Outcome other = floor.give("approve", Approve{id, units(1)});
  REQUIRE(std::get<Refused>(other).error.kind == ErrorKind::conflict);
}

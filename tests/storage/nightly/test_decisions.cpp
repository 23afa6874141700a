// What people decide about what is to be ordered, at one database.
#include "storage/engine/engine.h"
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

TEST(an_approval_is_put_off_like_a_proposal_until_it_is_ordered) {
  plan();
  const std::string id = only_proposal().id;
  floor.accepted(Approve{id, {}});
  floor.give("off", Reject{id, "no money"});
  REQUIRE(only_proposal().state == ProposalState::rejected);
  REQUIRE(only_proposal().approved == 0);
  days_pass(1);
  plan();
  REQUIRE(proposals().size() == 1);  // its units are not coming, and it is not asked about for a week
  for (const AuditCheck& check : audit(folder / "dock.db").value()) REQUIRE(check.passed);
  floor.accepted(Undo{CommandId::parse("off").value()});
  REQUIRE(only_proposal().state == ProposalState::open);
  floor.accepted(Approve{id, {}});
  floor.accepted(OrderPlaced{id, {}});
  REQUIRE(floor.refused(Reject{id, {}}).message.find(" is placed") != std::string::npos);
}

TEST(an_order_of_which_nothing_comes_any_more_is_ended_and_its_item_is_proposed_anew) {
  plan();
  const std::string id = only_proposal().id;
  const OrderPlaced end{id, {}, OrderedUnits{}};
  REQUIRE(floor.refused(end).message == id + " is open");
  floor.accepted(Approve{id, {}});
  REQUIRE(floor.refused(end).message.find(id + " is approved") == 0);
  floor.give("placed", OrderPlaced{id, purchase("PO-9/1")});
  days_pass(60);
  plan();
  REQUIRE(proposals().size() == 1);
  REQUIRE(decided_since(only_proposal(), clock.now().date()) == "ordered 60 days ago, no purchase of the office yet");
  floor.give("ended", end);
  REQUIRE(is_ended(only_proposal()));
  REQUIRE(floor.refused(Approve{id, {}}).message == id + " is ended");
  for (const AuditCheck& check : audit(folder / "dock.db").value()) REQUIRE(check.passed);
  history("BRG", 20);
  plan();
  REQUIRE(proposals().size() == 2);
  floor.accepted(Undo{CommandId::parse("ended").value()});
  const auto placed = [&] {
    const auto all = proposals();
    return std::count_if(all.begin(), all.end(), [](const auto& one) { return one.state == ProposalState::placed; });
  };
  REQUIRE(placed() == 1);
  for (const AuditCheck& check : audit(folder / "dock.db").value()) REQUIRE(check.passed);
}

TEST(an_approval_by_itself_that_a_person_takes_back_waits_for_a_person) {
  office({source("Nord", "2", 7), SupplierRow{.supplier = "Nord", .auto_up_to = Price::parse("1000000").value()}});
  plan();
  REQUIRE(only_proposal().state == ProposalState::approved);
  floor.accepted(Undo{CommandId::parse(only_proposal().decided_by).value()});
  for (int day = 0; day < 3; ++day) {
    plan();
    REQUIRE(only_proposal().state == ProposalState::open);
    days_pass(1);
  }
  floor.accepted(Approve{only_proposal().id, {}});
  for (const AuditCheck& check : audit(folder / "dock.db").value()) REQUIRE(check.passed);
}

TEST(the_number_of_a_line_of_another_item_or_supplier_is_refused) {
  office({source("Far", "5", 7),
          PurchaseLineRow{purchase("PO-1/1"), "Nord", item("BRG"), units(1), day("2026-12-10"), {}, {}},
          PurchaseLineRow{purchase("PO-1/2"), "Far", item("GLV"), units(1), day("2026-12-10"), {}, {}},
          PurchaseLineRow{purchase("PO-1/3"), "Far", item("BRG"), units(1), day("2026-12-10"), {}, {}}});
  plan();
  const std::string id = only_proposal().id;
  floor.accepted(Approve{id, {}});
  for (const char* line : {"PO-1/1", "PO-1/2"}) {
    const Error no = floor.refused(OrderPlaced{id, purchase(line)});
    REQUIRE(no.place == "purchase");
    REQUIRE(no.message.find(std::string(line) + " is there already, with ") == 0);
  }
  REQUIRE(only_proposal().state == ProposalState::approved);
  REQUIRE(floor.refused(OrderPlaced{id, purchase("PO-1/3")}).message.find("PO-1/3 is there already, for 1 units") == 0);
  floor.accepted(
      OrderPlaced{id, purchase("PO-1/3"), OrderedUnits{units(1), {}, {}}});  // so many were ordered after all
  REQUIRE(only_proposal().ordered == 1);
  REQUIRE(only_proposal().ordered_of == "Far");
}

TEST(the_number_of_an_order_is_no_other_orders) {
  plan();
  floor.accepted(Approve{only_proposal().id, {}});
  floor.accepted(OrderPlaced{only_proposal().id, purchase("PO-9/1"), OrderedUnits{units(5), {}, {}}});
  days_pass(1);
  plan();
  REQUIRE(proposals().size() == 2);
  for (const ProposalRow& one : proposals()) {
    if (one.state != ProposalState::open) continue;
    floor.accepted(Approve{one.id, {}});
    REQUIRE(floor.refused(OrderPlaced{one.id, purchase("PO-9/1")})
                .message.find("PO-9/1 is the number of BRG@2026-11-30"
                              " already") == 0);
    floor.accepted(OrderPlaced{one.id, purchase("PO-9/2")});
  }
}

TEST(an_approval_that_the_offices_purchase_has_met_is_done_and_not_ordered_again) {
  office({source("Nord", "2", 7)});
  plan();
  const ProposalRow approved = only_proposal();
  floor.accepted(Approve{approved.id, {}});
  auto views = Views::open(folder / "dock.db").value();
  REQUIRE(views->proposals().value().size() == 1);
  office({PurchaseLineRow{purchase("PO-9/1"),
                          "Nord",
                          item("BRG"),
                          Quantity::nearest(approved.quantity),
                          day("2026-12-07"),
                          {},
                          clock.now().date()}});
  REQUIRE(views->proposals().value().empty());
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "nothing more comes"});
  Receive all = floor.receipt(approved.quantity);
  all.purchase = purchase("PO-9/1");
  floor.accepted(all);
  REQUIRE(floor.refused(OrderPlaced{approved.id, {}}).message.find("PO-9/1 of the office has brought what") == 0);
}

TEST(an_approval_that_is_never_ordered_counts_for_two_weeks_and_says_so) {
  plan();
  floor.accepted(Approve{only_proposal().id, {}});
  days_pass(14);
  history("BRG", 20);
  plan();
  REQUIRE(proposals().size() == 1);
  days_pass(1);
  plan();
  REQUIRE(proposals().size() == 2);
  for (const ProposalRow& one : proposals()) {
    if (one.state == ProposalState::approved) {
      REQUIRE(decided_since(one, clock.now().date()) ==
              "approved 15 days ago and never ordered: it counts as coming no more");
    }
  }
}

TEST(far_more_than_was_ever_asked_for_in_a_week_is_not_approved_without_a_word) {
  office({source("Far", "5", 7)});
  plan();
  const std::string id = only_proposal().id;
  const Date day = Date::from_days(clock.now().date().days() - 33);
  floor.accepted(Import{{PastDemandRow{item("BRG"), day, units(200'000)}}, true});  // a slip is no best week
  floor.ledger.reset();
  REQUIRE(Engine::open(folder / "dock.db", Access::read_write)  // a plan that believes in far too much
              .value()
              ->run_script("UPDATE proposal SET quantity=6000, needed=6000, level=5000")
              .ok());
  floor.ledger = Ledger::open(folder / "dock.db", LedgerRole::terminal, clock).value();
  const Error no = floor.refused(Approve{id, {}});
  REQUIRE(no.message.find("6000 are far too many of BRG: 22 were asked for in the second best week of a year") == 0);
  floor.accepted(Approve{id, units(6000), "", true});
}

TEST(a_day_that_is_a_slip_is_asked_about_and_makes_no_order_larger) {
  office({source("Far", "5", 7)});
  plan();
  const ProposalRow before = only_proposal();
  const Date day = Date::from_days(clock.now().date().days() - 33);
  Import slip{{PastDemandRow{item("BRG"), day, units(200'000)}}};
  REQUIRE(floor.refused(slip).message ==
          "200000 of BRG on 2026-10-28 are more than a hundred times what any other day says; confirm it if that is "
          "meant");
  slip.confirmed = true;
  floor.accepted(slip);
  plan();
  REQUIRE(only_proposal().quantity <= before.quantity + before.quantity / 10);
}

TEST(a_number_that_is_no_whole_packs_of_its_supplier_is_asked_about) {
  SourceRow other = source("Fast", "9", 1);
  other.pack = units(48);
  other.minimum = units(96);
  office({source("Slow", "5", 7), other});
  plan();
  const std::string id = only_proposal().id;
  REQUIRE(floor.refused(Approve{id, units(50), "Fast"}).message ==
          "Fast sells whole packs of 48, at least 96: 50 would be 96. Approve 96, or say that you mean 50");
  REQUIRE(floor.refused(Approve{id, units(101)}).place == "quantity");  // of Slow, by ten
  REQUIRE(only_proposal().state == ProposalState::open);
  floor.give("packs", Approve{id, units(144), "Fast"});
  floor.accepted(Undo{CommandId::parse("packs").value()});
  floor.accepted(Approve{id, units(50), "Fast", true});
  REQUIRE(only_proposal().approved == 50);
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
  ProposalRow open_again = proposed;
  open_again.decided = clock.now().date();  // somebody has looked at it
  REQUIRE(only_proposal() == open_again);
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

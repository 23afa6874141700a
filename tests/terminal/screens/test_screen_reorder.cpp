// What to order, an item's future, and how suppliers have done.
#include "storage/words/plan_words.h"
#include "tests/support/terminal/planned_terminal.h"

using namespace dockhand;

namespace {

struct Fixture : test::PlannedTerminal {};

}  // namespace

TEST(a_scanned_item_and_one_answer_approve_an_order) {
  tap("more");
  tap("reorder");
  REQUIRE(shows("order today"));
  scan(other_bearing);
  REQUIRE(shows("expected in"));
  tap("approve");
  REQUIRE(proposal().state == ProposalState::approved);
  REQUIRE(proposal().approved == proposal().quantity);
  REQUIRE(toast() == "Approved");
  tap("undo");
  REQUIRE(proposal().state == ProposalState::open);
}

TEST(another_number_is_typed_and_what_is_approved_is_ordered) {
  tap("more");
  tap("reorder");
  tap("proposal:" + proposal().id);
  tap("change");
  type("40");
  REQUIRE(proposal().approved == 0);
  tap("approve");
  REQUIRE(proposal().approved == 40);
  REQUIRE(shows("for 100.00"));
  tap("proposal:" + proposal().id);
  tap("placed");
  REQUIRE(proposal().state == ProposalState::placed);
  REQUIRE_FALSE(shows("Bearing 6205-2RS |"));
}

TEST(another_source_of_an_item_is_approved_by_one_tap_or_scan) {
  const SourceRow other{item("BRG-6205"), "Fastline", Price::parse("3").value(), units(48), {}, Days{2}, 2, {}};
  office_does(Import{{other}});
  const std::int64_t most = units_of_other(proposal(), other);
  tap("more");
  tap("reorder");
  scan(other_bearing);
  REQUIRE(shows("Approve " + std::to_string(most) + " | of Fastline, for "));
  REQUIRE(shows("says 2 days"));
  scan("CHOICE-2");
  REQUIRE(proposal().state == ProposalState::approved);
  REQUIRE(supplier_of(proposal()) == "Fastline");
  REQUIRE(proposal().approved == most);
  REQUIRE(shows("BRG-6205 · Fastline"));
  REQUIRE(shows("for " + Price::nearest(3 * most * Price::parts_of_one).text()));
  tap("undo");
  REQUIRE(proposal().state == ProposalState::open);
  REQUIRE(shows("BRG-6205 · Nordlager"));
  tap("proposal:" + proposal().id);
  tap("change");
  type("50");
  REQUIRE(shows("sells whole packs of 48, at least 48"));
  tap("from:Fastline");
  REQUIRE(proposal().approved == 50);
  tap("proposal:" + proposal().id);
  REQUIRE(shows("50 of Fastline, for 150.00"));
}

TEST(a_source_whose_terms_change_while_it_is_asked_about_is_asked_about_anew) {
  SourceRow other{item("BRG-6205"), "Fastline", Price::parse("3").value()};
  office_does(Import{{other}});
  tap("more");
  tap("reorder");
  tap("proposal:" + proposal().id);
  other.price = Price::parse("30").value();
  office_does(Import{{other}});
  REQUIRE(shows("terms of Fastline for BRG-6205 were changed by the office. Nothing was booked."));
  REQUIRE(shows("of Fastline, for " + Price::nearest(30 * proposal().quantity * Price::parts_of_one).text()));
  REQUIRE(proposal().state == ProposalState::open);
}

TEST(a_number_out_of_proportion_to_the_proposal_is_typed_once_more) {
  tap("more");
  tap("reorder");
  tap("proposal:" + proposal().id);
  tap("change");
  type("999999");
  scan("YES");
  REQUIRE(proposal().state == ProposalState::open);
  type("999999");
  REQUIRE(proposal().approved == 999999);
}

TEST(a_pack_of_a_thousand_million_is_approved_by_no_single_tap) {
  SourceRow other{item("BRG-6205"), "Fastline", Price::parse("3").value()};
  other.pack = units(Quantity::max);
  office_does(Import{{other}});
  tap("more");
  tap("reorder");
  tap("proposal:" + proposal().id);
  REQUIRE(shows("Approve 1000000000 | of Fastline, for 3000000000.00"));
  tap("from:Fastline");
  REQUIRE(shows("Too many to approve here"));
  REQUIRE(proposal().state == ProposalState::open);
}

TEST(a_proposal_that_another_has_decided_meanwhile_is_asked_about_anew) {
  tap("more");
  tap("reorder");
  tap("proposal:" + proposal().id);
  const auto rejected = Reject{proposal().id, "no money"};
  office_does(rejected);
  REQUIRE(toast() == proposal().id + " is rejected: " + std::to_string(proposal().quantity) +
                         " of Nordlager at 2.50 each now. Nothing was booked.");
  scan("YES");
  REQUIRE(proposal().state == ProposalState::rejected);
}

TEST(an_approval_is_of_the_number_that_was_shown) {
  tap("more");
  tap("reorder");
  tap("proposal:" + proposal().id);
  const auto other = proposal().quantity + 7;
  office_does(Approve{proposal().id, units(other)});
  REQUIRE(shows("is approved: " + std::to_string(other) + " of Nordlager at 2.50 each now. Nothing was booked."));
  REQUIRE(shows("It is ordered"));
  REQUIRE(proposal().state == ProposalState::approved);
}

TEST(another_number_than_was_approved_is_ordered_after_a_question) {
  office_does(Approve{proposal().id, units(40)});
  tap("more");
  tap("reorder");
  tap("proposal:" + proposal().id);
  tap("units");
  type("45");
  REQUIRE(shows("45 of Bearing 6205-2RS are ordered, where 40 were approved?"));
  REQUIRE(proposal().state == ProposalState::approved);
  tap("placed");
  REQUIRE(toast() == "Ordered");
  REQUIRE(proposal().ordered == 45);
  REQUIRE(proposal().ordered_of == "Nordlager");
}

TEST(what_came_without_a_purchase_is_asked_about_at_once) {
  office_does(Approve{proposal().id, units(40)});
  office_does(OrderPlaced{proposal().id, {}});
  office_does(Receive{Units{item("BRG-6205"), units(40), {}, {}, {}}, place("DOCK-1"), {}, false});
  tap("more");
  tap("reorder");
  REQUIRE(shows("40 came without a purchase: are they it?"));
  tap("proposal:" + proposal().id);
  REQUIRE(shows("Is that this order?"));
  tap("ended");
  REQUIRE(is_ended(proposal()));
}

TEST(an_old_plan_says_so_wherever_it_is_shown) {
  tap("more");
  tap("reorder");
  REQUIRE_FALSE(shows("Old plan"));
  clock.advance(std::chrono::hours(24 * 3));
  tap("back");
  tap("reorder");
  REQUIRE(shows("Old plan"));
  REQUIRE(shows("3 days old: what was sold and what came since is not in it"));
  tap("proposal:" + proposal().id);
  tap("future");
  REQUIRE(shows("3 days old"));
}

TEST(not_now_takes_the_proposal_off_the_list) {
  tap("more");
  tap("reorder");
  tap("proposal:" + proposal().id);
  tap("later");
  REQUIRE(proposal().state == ProposalState::rejected);
}

TEST(an_approval_that_nobody_goes_on_with_is_asked_about_and_put_off) {
  office_does(Approve{proposal().id, units(40)});
  clock.advance(std::chrono::hours(24 * 12));
  tap("more");
  tap("reorder");
  REQUIRE(shows("approved 12 days ago, not ordered yet"));
  REQUIRE(page().rows.front().stripe == Stripe::attention);
  tap("proposal:" + proposal().id);
  tap("later");
  REQUIRE(proposal().state == ProposalState::rejected);
  REQUIRE(proposal().approved == 0);
}

TEST(an_order_that_is_later_than_its_supplier_says_is_asked_about_and_ended) {
  office_does(Approve{proposal().id, units(40)});
  office_does(OrderPlaced{proposal().id, {}});
  tap("more");
  tap("reorder");
  REQUIRE_FALSE(shows("no purchase of the office yet"));
  tap("back");
  clock.advance(std::chrono::hours(24 * 31));
  tap("reorder");
  REQUIRE(shows("ordered 31 days ago, no purchase of the office yet"));
  tap("proposal:" + proposal().id);
  REQUIRE(shows("Nothing of it comes any more"));
  tap("ended");
  REQUIRE(toast() == "Counts as coming no more");
  REQUIRE(is_ended(proposal()));
  REQUIRE_FALSE(shows("no purchase of the office yet"));
}

TEST(the_future_of_an_item_is_reached_from_the_item_and_says_why) {
  scan(other_bearing);
  REQUIRE(shows("none free"));
  REQUIRE_FALSE(shows("runs out"));
  tap("future");
  REQUIRE(shows("Item's future"));
  REQUIRE(shows("none is free now"));
  REQUIRE_FALSE(shows("runs out"));
  REQUIRE(shows("class AX: much money, well foreseen"));
  REQUIRE(shows("four times in five"));
  REQUIRE(shows("expected in"));
  REQUIRE(page().rows.size() == 1 + planned_weeks);
  REQUIRE(page().rows.front().band);  // a small display shows it without a finger
  scan(bearing);
  REQUIRE(shows("BRG-6204"));
}

TEST(what_is_ordered_is_in_the_future_before_the_office_has_its_purchase) {
  office_does(Approve{proposal().id, units(40)});
  office_does(OrderPlaced{proposal().id, {}});
  scan(other_bearing);
  tap("future");
  REQUIRE(shows("Ordered | Nordlager · ordered 22 Nov, no purchase of the office yet"));
  REQUIRE(shows("40 arrive: ordered"));
  REQUIRE_FALSE(shows("without what is coming"));  // it comes when all is gone
}

TEST(each_week_of_a_future_has_its_band_on_one_scale) {
  scan(other_bearing);
  tap("future");
  const PlanRow plan = views->plan(item("BRG-6205")).value().value();
  std::size_t bands = 0;
  float most = 0;
  for (const Row& row : page().rows) {
    if (!row.band) continue;
    REQUIRE(row.band->low < row.band->middle);
    REQUIRE(row.band->middle < row.band->high);
    most = std::max(most, row.band->high);
    ++bands;
  }
  REQUIRE(bands == plan.weeks.size());
  REQUIRE(most == 1);
}

TEST(an_order_says_what_it_costs_how_long_it_lasts_and_what_the_books_would_say) {
  tap("more");
  tap("reorder");
  REQUIRE(shows("wait, or would wait"));
  tap("proposal:" + proposal().id);
  REQUIRE(shows("none free, "));
  REQUIRE(shows("of Nordlager, for " + value_of(proposal())));
  REQUIRE(shows("weeks' demand: " + std::to_string(proposal().quantity) + " = "));
  REQUIRE(shows(" up to its level"));
  REQUIRE(shows("the textbook would order at " + std::to_string(proposal().textbook) + ", King at " +
                std::to_string(proposal().king)));
  tap("change");
  type("40");
  REQUIRE(shows("Approve 40"));
  REQUIRE(shows("of Nordlager, for 100.00"));
  REQUIRE_FALSE(shows("would wait"));  // the rows of other items are no choices
}

TEST(what_is_approved_does_not_run_short_any_more) {
  tap("more");
  tap("reorder");
  REQUIRE(page().instruction.name == "item runs short");
  tap("proposal:" + proposal().id);
  tap("approve");
  REQUIRE(page().instruction.name == "approved, and not ordered yet");
}

TEST(suppliers_are_listed_with_what_is_overdue) {
  clock.advance(std::chrono::hours(48));
  tap("more");
  tap("suppliers");
  REQUIRE(shows("Nordlager"));
  REQUIRE(page().rows.at(0).detail.starts_with("3 open, 3 overdue"));  // whom to ask first
  REQUIRE(page().instruction.name == "3 lines are overdue");
}

TEST(a_terminal_with_a_hub_says_that_the_hub_knows_the_deliveries_to_others) {
  app->set_hub({.configured = true, .online = true, .offline_since = {}});
  tap("more");
  tap("suppliers");
  REQUIRE(page().list_heading.find("the hub keeps the rest") != std::string::npos);
}

TEST(causes_are_summed_up_by_cause_supplier_item_and_month) {
  office_does(Import{{order("SO-900", "BRG-6204", 400, 2)}});
  tap("more");
  tap("causes");
  REQUIRE(shows("Nobody had ordered enough"));
  REQUIRE(shows("units wait now"));
  tap("by");
  REQUIRE(shows("Nordlager"));
  tap("by");
  tap("item:BRG-6204");
  REQUIRE(shows("Bearing 6204-2RS"));
  tap("back");
  tap("by");
  REQUIRE(shows("November 2026"));
}

TEST(what_comes_of_an_item_says_when_from_whom_and_for_whom) {
  office_does(Import{{order("SO-200", "BRG-6204", 9, 2)}});
  scan(bearing);
  tap("future");
  const ComingView coming = views->coming(item("BRG-6204")).value().at(0);
  REQUIRE(shows(coming.purchase->text()));
  REQUIRE(shows(coming.supplier));
  REQUIRE(shows("9 in 10 by"));
  REQUIRE(shows("for SO-"));
  tap("purchase:" + coming.purchase->text());
  REQUIRE(shows("Receive"));
}

TEST(a_purchase_that_nobody_waits_for_any_more_is_asked_about) {
  PurchaseLineRow late = purchase("PO-77/1", "BRG-6205", 500);
  late.supplier = "Nordlager";
  late.due = date("2026-08-01");
  office_does(Import{{late}});
  tap("more");
  tap("reorder");
  REQUIRE(shows("500 of Bearing 6205-2RS were due on"));
  REQUIRE(shows("ask Nordlager whether they still come"));
  tap("purchase:PO-77/1");
  REQUIRE(shows("PO-77"));
}

TEST(an_order_that_is_worth_less_than_its_supplier_takes_is_said) {
  office_does(Import{{SupplierRow{.supplier = "Nordlager", .minimum_value = Price::parse("90000").value()}}});
  tap("more");
  tap("reorder");
  REQUIRE(shows("Nordlager takes no order below 90000.00"));
  office_does(Import{{SupplierRow{.supplier = "Nordlager", .minimum_value = Price::parse("10").value()}}});
  settle();
  REQUIRE_FALSE(shows("takes no order below"));
}

TEST(what_was_ordered_of_an_item_since_its_plan_is_said_beside_what_is_proposed) {
  const ProposalRow old = proposal();
  ProposalRow anew = old;
  anew.id = proposal_id(old.item, date("2026-11-23"));
  REQUIRE(ledger->run([&](Ledger& books) { REQUIRE(books.keep_plan(std::span<const ProposalRow>(&anew, 1)).ok()); }));
  settle();
  tap("more");
  tap("reorder");
  tap("proposal:" + old.id);
  tap("approve");
  tap("proposal:" + old.id);
  tap("placed");
  tap("proposal:" + anew.id);
  REQUIRE(shows("Beside it " + std::to_string(old.quantity) + " of Nordlager at 2.50 each are ordered"));
  REQUIRE(shows(old.id));
}

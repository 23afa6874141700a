#include "tests/support/warehouse/allocation_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}
};
}  // namespace

TEST(units_are_used_in_the_order_in_which_they_are_handed_over) {
  const Allocation planned = plan({at("A-01", 2), at("A-02", 5)}, {}, in_order<WaitingLine>({line("SO-1/1", 3)}));
  REQUIRE(planned.grants.size() == 2);
  REQUIRE(planned.grants[0].units == 0);
  REQUIRE(planned.grants[0].quantity == units(2));
  REQUIRE(planned.grants[1].units == 1);
  REQUIRE(planned.grants[1].quantity == units(1));
}

TEST(every_explanation_names_who_came_before_and_next) {
  const Allocation planned =
      plan({at("A-01", 3)}, {}, in_order<WaitingLine>({line("SO-1/1", 2), line("SO-2/1", 2), line("SO-3/1", 2)}));
  REQUIRE(planned.explanations.size() == 2);
  REQUIRE(planned.explanations[0].next == order("SO-2/1"));
  REQUIRE(planned.explanations[1].previous == order("SO-1/1"));
  REQUIRE(planned.explanations[1].next == order("SO-3/1"));
  REQUIRE(planned.explanations[1].granted == units(1));
  REQUIRE(planned.explanations[1].waiting == units(2));
}

TEST(the_queue_is_read_no_further_than_the_supply_reaches) {
  int asked = 0;
  const Allocation planned = plan({at("A-01", 1)}, {}, [&]() -> std::optional<WaitingLine> {
    ++asked;
    return line("SO-" + std::to_string(asked) + "/1", 1);
  });
  REQUIRE(sum(planned.grants) == 1);
  REQUIRE(asked == 2);
}

TEST(a_long_queue_of_whole_lines_does_not_hold_up_a_receipt_for_ever) {
  int asked = 0;
  const Allocation planned = plan({at("A-01", 1)}, {}, [&]() -> std::optional<WaitingLine> {
    ++asked;
    return line("SO-" + std::to_string(asked) + "/1", 2, 5, false);
  });
  REQUIRE(planned.grants.empty());
  REQUIRE(asked == max_looked_at + 1);
}

// Each asks for less than the one before it, or in other packs.
TEST(lines_that_cannot_be_served_do_not_hide_one_that_can) {
  std::vector<WaitingLine> lines;
  for (int i = 0; i < 3000; ++i) {
    lines.push_back(line("SO-" + std::to_string(i) + "/1", 5000 - i, 1, i % 2 == 0));
    if (i % 2 == 0) lines.back().terms.multiple = units(i % 10 + 10);
  }
  lines.push_back(line("SO-9000/1", 4));
  const Allocation planned = plan({at("A-01", 5)}, {}, in_order(lines));
  REQUIRE(got(planned, "SO-9000/1") == 4);
}

TEST(nothing_free_means_nothing_given) {
  const Allocation planned = plan({}, {}, in_order<WaitingLine>({line("SO-1/1", 2)}));
  REQUIRE(planned.grants.empty());
  REQUIRE(planned.explanations.empty());
}

TEST(what_a_terminal_decided_is_kept_up_to_what_still_waits) {
  WaitingLine decided = line("SO-9/1", 3);
  decided.decided = units(5);
  const Allocation planned = plan({at("A-01", 4)}, {}, in_order<WaitingLine>({decided}));
  REQUIRE(sum(planned.grants) == 3);
  REQUIRE(planned.explanations.front().rule == Rule::as_decided);
}

// --- policies ------------------------------------------------------------------------------------------------------

TEST(what_was_bought_for_a_whole_line_is_kept_for_it_as_it_comes_and_no_other_units_are) {
  WaitingLine whole = line("SO-1/1", 4, 5, false);
  whole.rank.pegged = true;
  whole.bought = units(2);
  const Allocation part = plan({at("A-01", 3)}, {}, in_order<WaitingLine>({whole, line("SO-2/1", 9)}));
  REQUIRE(got(part, "SO-1/1") == 2);
  REQUIRE(rule_of(part, "SO-1/1") == Rule::kept_for_whole);
  REQUIRE(got(part, "SO-2/1") == 1);
  const Allocation all = plan({at("A-01", 5)}, {}, in_order<WaitingLine>({whole, line("SO-2/1", 9)}));
  REQUIRE(got(all, "SO-1/1") == 4);
  REQUIRE(rule_of(all, "SO-1/1") == Rule::hard_peg);
}

TEST(only_whole_packs_are_given_until_what_is_left_completes_the_line) {
  WaitingLine packs = line("SO-1/1", 14);
  packs.terms.multiple = units(6);
  REQUIRE(got(plan({at("A-01", 13)}, {}, in_order<WaitingLine>({packs})), "SO-1/1") == 12);
  REQUIRE(got(plan({at("A-01", 14)}, {}, in_order<WaitingLine>({packs})), "SO-1/1") == 14);
  const Allocation few = plan({at("A-01", 5)}, {}, in_order<WaitingLine>({packs, line("SO-2/1", 9)}));
  REQUIRE(rule_of(few, "SO-1/1") == Rule::waits_for_pack);
  REQUIRE(got(few, "SO-2/1") == 5);
}

TEST(a_lot_that_is_not_good_for_long_enough_goes_to_the_next) {
  WaitingLine picky = line("SO-1/1", 5);
  picky.terms.shelf_days = Days{30};
  const Allocation planned =
      plan({lot("OLD", 4, 29), lot("NEW", 3, 30)}, {}, in_order<WaitingLine>({picky, line("SO-2/1", 9)}));
  REQUIRE(lots(planned, "SO-1/1") == "NEW:3 ");
  REQUIRE(rule_of(planned, "SO-1/1") == Rule::waits_for_lot);
  REQUIRE(lots(planned, "SO-2/1") == "OLD:4 ");
}

TEST(one_lot_is_the_first_that_covers_the_line_else_the_largest_and_then_stays) {
  WaitingLine same = line("SO-1/1", 5);
  same.terms.one_lot = true;
  REQUIRE(lots(plan({lot("A", 4), lot("B", 6), lot("C", 9)}, {}, in_order<WaitingLine>({same})), "SO-1/1") == "B:5 ");
  REQUIRE(lots(plan({lot("A", 3), lot("B", 4)}, {}, in_order<WaitingLine>({same})), "SO-1/1") == "B:4 ");
  same.lot = "A";
  REQUIRE(lots(plan({lot("A", 3), lot("B", 9)}, {}, in_order<WaitingLine>({same})), "SO-1/1") == "A:3 ");
  same.terms.partial = false;
  REQUIRE(rule_of(plan({lot("A", 3), lot("B", 9)}, {}, in_order<WaitingLine>({same})), "SO-1/1") ==
          Rule::waits_for_lot);
}

TEST(safety_stock_is_kept_from_ordinary_demand_but_not_from_an_earlier_promise) {
  WaitingLine due = line("SO-2/1", 4);
  due.due = true;
  const Allocation planned =
      plan({at("A-01", 8)}, ItemRules{units(5), {}, false}, in_order<WaitingLine>({line("SO-1/1", 6), due}));
  REQUIRE(got(planned, "SO-1/1") == 3);
  REQUIRE(rule_of(planned, "SO-1/1") == Rule::safety_stock);
  REQUIRE(got(planned, "SO-2/1") == 4);
}

TEST(a_cap_shares_a_scarce_item_and_is_lifted_when_nobody_else_waits) {
  const ItemRules capped{{}, units(3), false};
  const Allocation scarce =
      plan({at("A-01", 5)}, capped, in_order<WaitingLine>({line("SO-1/1", 9), line("SO-2/1", 4)}));
  REQUIRE(got(scarce, "SO-1/1") == 3);
  REQUIRE(got(scarce, "SO-2/1") == 2);
  REQUIRE(rule_of(scarce, "SO-1/1") == Rule::fair_share);
  const Allocation plenty =
      plan({at("A-01", 9)}, capped, in_order<WaitingLine>({line("SO-1/1", 9), line("SO-2/1", 2)}));
  REQUIRE(got(plenty, "SO-1/1") == 7);
  REQUIRE(got(plenty, "SO-2/1") == 2);
}

TEST(a_cap_counts_all_lines_of_an_order_and_what_it_has) {
  WaitingLine second = line("SO-1/2", 4);
  WaitingLine first = line("SO-1/1", 2);
  first.order_has = second.order_has = units(1);
  const Allocation planned =
      plan({at("A-01", 5)}, ItemRules{{}, units(4), false}, in_order<WaitingLine>({first, second, line("SO-2/1", 9)}));
  REQUIRE(got(planned, "SO-1/1") + got(planned, "SO-1/2") == 3);
  REQUIRE(got(planned, "SO-2/1") == 2);
}

TEST(of_equals_the_order_that_is_completed_comes_first_where_the_site_wants_it) {
  WaitingLine large = line("SO-1/1", 6);
  WaitingLine small = line("SO-2/1", 4);
  large.last_of_order = small.last_of_order = true;
  const auto lines = [&] { return in_order<WaitingLine>({large, small}); };
  REQUIRE(got(plan({at("A-01", 5)}, {}, lines()), "SO-2/1") == 0);
  const Allocation planned = plan({at("A-01", 5)}, ItemRules{{}, {}, true}, lines());
  REQUIRE(got(planned, "SO-2/1") == 4);
  REQUIRE(got(planned, "SO-1/1") == 1);
  REQUIRE(rule_of(planned, "SO-2/1") == Rule::completes_order);
  large.rank.priority = 1;
  REQUIRE(got(plan({at("A-01", 5)}, ItemRules{{}, {}, true}, lines()), "SO-1/1") == 5);
}

// --- classes -------------------------------------------------------------------------------------------------------

TEST(a_winner_takes_what_is_reserved_for_lower_classes_from_the_lowest_rank_up) {
  const WaitingLine winner = line_of(OrderClass::win, "SO-1/1", 6);
  const auto claims = offered_in_order({reserved(line_of(OrderClass::fill, "SO-3/1", 0), 2),
                                        reserved(line_of(OrderClass::redistribute, "SO-2/1", 0), 9)});
  const Allocation planned = plan({at("A-01", 1)}, {}, in_order<WaitingLine>({winner}), claims);
  REQUIRE(got(planned, "SO-1/1") == 6);
  REQUIRE(planned.grants.size() == 3);
  REQUIRE(planned.supply[planned.grants[1].units].reserved_for->line == order("SO-3/1"));
  REQUIRE(planned.grants[2].quantity == units(3));
  REQUIRE(rule_of(planned, "SO-1/1") == Rule::by_class);
}

TEST(who_may_take_from_whom_is_as_the_classes_say) {
  const std::vector<OrderClass> classes{OrderClass::win, OrderClass::gain, OrderClass::redistribute, OrderClass::fill,
                                        OrderClass::lose};
  std::string table;
  for (const OrderClass winner : classes) {
    for (const OrderClass loser : classes) table += may_take_from(winner, loser) ? 'x' : '.';
    table += ' ';
  }
  REQUIRE(table == "..xxx ..xxx ...xx ..... ..... ");
}

TEST(no_claim_is_looked_at_when_free_units_suffice) {
  int looked_at = 0;
  const auto claims = [&](OrderClass) -> std::optional<Offer> {
    ++looked_at;
    return reserved(line_of(OrderClass::fill, "SO-9/1", 0), 1);
  };
  plan({at("A-01", 5)}, {}, in_order<WaitingLine>({line_of(OrderClass::win, "SO-1/1", 4)}), claims);
  REQUIRE(looked_at == 0);
  const Allocation endless = plan({}, {}, in_order<WaitingLine>({line_of(OrderClass::win, "SO-1/1", 100'000)}), claims);
  REQUIRE(looked_at == max_taken);
  REQUIRE(got(endless, "SO-1/1") == max_taken);
}

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <random>

#include "storage/allocation.h"
#include "tests/reference_allocator.h"
#include "tests/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

WaitingLine line(const std::string& name, std::int64_t waiting, std::int32_t priority = 5, bool partial = true) {
  WaitingLine waits{Rank{false, OrderClass::redistribute, priority, day("2026-11-24"), Instant{}, order(name)}, "Acme",
                    units(waiting)};
  waits.terms.partial = partial;
  return waits;
}

WaitingLine line_of(OrderClass order_class, const std::string& name, std::int64_t waiting) {
  WaitingLine waits = line(name, waiting);
  waits.rank.order_class = order_class;
  return waits;
}

Offer at(const std::string& where, std::int64_t count) { return Offer{place(where), "", "", units(count)}; }
Offer lot(const std::string& name, std::int64_t count, std::int32_t days_left = 100) {
  return Offer{place("A-01"), name, "", units(count), days_left};
}
Offer reserved(const WaitingLine& by, std::int64_t count) {
  Offer offer = at("A-02", count);
  offer.reserved_for = by.rank;
  return offer;
}

template <class T>
std::function<std::optional<T>()> in_order(std::vector<T> all) {
  return [all = std::move(all), next = std::size_t{0}]() mutable -> std::optional<T> {
    return next == all.size() ? std::nullopt : std::optional(all[next++]);
  };
}

NextOffer offered_in_order(std::vector<Offer> all) {
  return [all = std::move(all), next = std::size_t{0}](OrderClass asking) mutable -> std::optional<Offer> {
    if (next == all.size() || !may_take_from(asking, all[next].reserved_for->order_class)) return std::nullopt;
    return all[next++];
  };
}

std::int64_t sum(const std::vector<Grant>& grants) {
  std::int64_t total = 0;
  for (const Grant& grant : grants) total += grant.quantity.units();
  return total;
}

std::int64_t got(const Plan& plan, const std::string& name) {
  std::int64_t total = 0;
  for (const Grant& grant : plan.grants) total += grant.line == order(name) ? grant.quantity.units() : 0;
  return total;
}

// The lots that a line got, in the order of the grants.
std::string lots(const Plan& plan, const std::string& name) {
  std::string text;
  for (const Grant& grant : plan.grants) {
    if (grant.line == order(name)) text += plan.supply[grant.units].lot + ":" + grant.quantity.text() + " ";
  }
  return text;
}

Rule rule_of(const Plan& plan, const std::string& name) {
  for (const Explanation& one : plan.explanations) {
    if (one.rank.line == order(name)) return one.rule;
  }
  FAIL(name << " is not explained");
  return Rule::in_rank;
}

// --- the slow reference --------------------------------------------------------------------------------------------

class RandomWorld {
 public:
  explicit RandomWorld(std::mt19937& random) : random_(random) {
    world.order_cap = number(0, 3) == 0 ? number(1, 6) : 0;
    world.safety_stock = number(0, 3) == 0 ? number(1, 6) : 0;
    world.prefer_completed = number(0, 3) == 0;
    for (int i = number(0, 9); i > 0; --i) world.lines.push_back(random_line(i));
    for (int i = number(0, 6); i > 0; --i) add_units(-1, number(1, 6));
    std::vector<int> owners;
    for (int i = 0; i < static_cast<int>(world.lines.size()); ++i) {
      const reference::Line& one = world.lines[static_cast<std::size_t>(i)];
      const bool may_lose = one.order_class == reference::redistribute || one.order_class == reference::fill;
      if (one_in(3) && may_lose && !one.pegged) owners.push_back(i);
    }
    std::sort(owners.begin(), owners.end(), [&](int a, int b) {
      return rank(world.lines[static_cast<std::size_t>(b)]) < rank(world.lines[static_cast<std::size_t>(a)]);
    });
    for (const int owner : owners) {
      for (int i = number(1, 2); i > 0; --i) add_units(owner, number(1, 4));
    }
  }

  reference::World world;

  // The same world for the function that is tested.
  Plan planned() const {
    std::vector<Offer> free;
    std::vector<Offer> claims;
    for (std::size_t at = 0; at < world.units.size(); at += static_cast<std::size_t>(heaps_[at])) {
      const reference::Unit& unit = world.units[at];
      Offer offer = lot(unit.lot, heaps_[at], unit.days_left);
      if (unit.owner >= 0) offer.reserved_for = waiting(world.lines[static_cast<std::size_t>(unit.owner)]).rank;
      (unit.owner < 0 ? free : claims).push_back(offer);
    }
    std::vector<WaitingLine> lines;
    for (const reference::Line& one : world.lines) {
      if (one.waiting > 0 && one.order_class <= reference::redistribute) lines.push_back(waiting(one));
    }
    std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return before(a.rank, b.rank); });
    return plan(std::move(free), ItemRules{units(world.safety_stock), units(world.order_cap), world.prefer_completed},
                in_order(std::move(lines)), offered_in_order(std::move(claims)));
  }

 private:
  int number(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
  bool one_in(int count) { return number(1, count) == 1; }

  reference::Line random_line(int i) {
    reference::Line one;
    one.order = "SO-" + std::to_string((i + 1) / 2);
    one.number = i;
    one.order_class = one_in(2) ? 3 : number(1, 5);
    one.priority = number(1, 3);
    one.promised = number(20'000, 20'002);
    one.ordered_at = number(0, 1);
    one.waiting = number(0, 9);
    one.pegged = one_in(8);
    one.bought = one.pegged ? number(1, 5) : 0;
    one.partial = !one_in(4);
    one.multiple = one_in(4) ? number(2, 4) : 1;
    one.shelf_days = one_in(4) ? number(1, 30) : 0;
    one.one_lot = one_in(4);
    if (one.one_lot && one_in(2)) one.lot = std::string(1, static_cast<char>('A' + number(0, 2)));
    one.due = one_in(2);
    one.last_of_order = one_in(2);
    one.order_has = number(0, 3);
    one.decided = one_in(15) ? number(1, 5) : 0;
    return one;
  }

  void add_units(int owner, int count) {
    const int lot = number(0, 2);
    for (int i = 0; i < count; ++i) {
      world.units.push_back({std::string(1, static_cast<char>('A' + lot)), 10 * (lot + 1), owner, -1});
      heaps_.push_back(count);
    }
  }

  static WaitingLine waiting(const reference::Line& one) {
    WaitingLine waits = line_of(static_cast<OrderClass>(one.order_class), one.name(), one.waiting);
    waits.rank.pegged = one.pegged;
    waits.bought = units(one.bought);
    waits.rank.priority = one.priority;
    waits.rank.promised = Date::from_days(one.promised);
    waits.rank.ordered_at = Instant{one.ordered_at};
    waits.terms.partial = one.partial;
    waits.terms.multiple = units(one.multiple);
    waits.terms.shelf_days = Days{one.shelf_days};
    waits.terms.one_lot = one.one_lot;
    waits.lot = one.lot;
    waits.due = one.due;
    waits.last_of_order = one.last_of_order;
    waits.order_has = units(one.order_has);
    waits.decided = units(one.decided);
    return waits;
  }

  std::mt19937& random_;
  std::vector<int> heaps_;  // of each unit: how many lie together
};

void agree(unsigned seed, int rounds) {
  std::mt19937 random(seed);
  for (int round = 0; round < rounds; ++round) {
    RandomWorld one(random);
    const Plan planned = one.planned();
    reference::World expected = one.world;
    reference::Allocator(expected).run();
    std::map<std::string, std::int64_t> lost;
    std::vector<std::int64_t> used(planned.supply.size(), 0);
    for (const Grant& grant : planned.grants) {
      const Offer& offer = planned.supply[grant.units];
      used[grant.units] += grant.quantity.units();
      if (offer.reserved_for) lost[offer.reserved_for->line.text()] += grant.quantity.units();
    }
    INFO("seed " << seed << " round " << round);
    for (const reference::Line& line : expected.lines) {
      if (got(planned, line.name()) != line.got || lost[line.name()] != line.lost) FAIL("line " << line.name());
    }
    for (std::size_t i = 0; i < used.size(); ++i) REQUIRE(used[i] <= planned.supply[i].quantity.units());
  }
}

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

}  // namespace

TEST(units_are_used_in_the_order_in_which_they_are_handed_over) {
  const Plan planned = plan({at("A-01", 2), at("A-02", 5)}, {}, in_order<WaitingLine>({line("SO-1/1", 3)}));
  REQUIRE(planned.grants.size() == 2);
  REQUIRE(planned.grants[0].units == 0);
  REQUIRE(planned.grants[0].quantity == units(2));
  REQUIRE(planned.grants[1].units == 1);
  REQUIRE(planned.grants[1].quantity == units(1));
}

TEST(every_explanation_names_who_came_before_and_next) {
  const Plan planned =
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
  const Plan planned = plan({at("A-01", 1)}, {}, [&]() -> std::optional<WaitingLine> {
    ++asked;
    return line("SO-" + std::to_string(asked) + "/1", 1);
  });
  REQUIRE(sum(planned.grants) == 1);
  REQUIRE(asked == 2);
}

TEST(a_long_queue_of_whole_lines_does_not_hold_up_a_receipt_for_ever) {
  int asked = 0;
  const Plan planned = plan({at("A-01", 1)}, {}, [&]() -> std::optional<WaitingLine> {
    ++asked;
    return line("SO-" + std::to_string(asked) + "/1", 2, 5, false);
  });
  REQUIRE(planned.grants.empty());
  REQUIRE(asked == max_skipped + 1);
}

TEST(nothing_free_means_nothing_given) {
  const Plan planned = plan({}, {}, in_order<WaitingLine>({line("SO-1/1", 2)}));
  REQUIRE(planned.grants.empty());
  REQUIRE(planned.explanations.empty());
}

TEST(what_a_terminal_decided_is_kept_up_to_what_still_waits) {
  WaitingLine decided = line("SO-9/1", 3);
  decided.decided = units(5);
  const Plan planned = plan({at("A-01", 4)}, {}, in_order<WaitingLine>({decided}));
  REQUIRE(sum(planned.grants) == 3);
  REQUIRE(planned.explanations.front().rule == Rule::as_decided);
}

// --- policies ------------------------------------------------------------------------------------------------------

TEST(what_was_bought_for_a_whole_line_is_kept_for_it_as_it_comes_and_no_other_units_are) {
  WaitingLine whole = line("SO-1/1", 4, 5, false);
  whole.rank.pegged = true;
  whole.bought = units(2);
  const Plan part = plan({at("A-01", 3)}, {}, in_order<WaitingLine>({whole, line("SO-2/1", 9)}));
  REQUIRE(got(part, "SO-1/1") == 2);
  REQUIRE(rule_of(part, "SO-1/1") == Rule::kept_for_whole);
  REQUIRE(got(part, "SO-2/1") == 1);
  const Plan all = plan({at("A-01", 5)}, {}, in_order<WaitingLine>({whole, line("SO-2/1", 9)}));
  REQUIRE(got(all, "SO-1/1") == 4);
  REQUIRE(rule_of(all, "SO-1/1") == Rule::hard_peg);
}

TEST(only_whole_packs_are_given_until_what_is_left_completes_the_line) {
  WaitingLine packs = line("SO-1/1", 14);
  packs.terms.multiple = units(6);
  REQUIRE(got(plan({at("A-01", 13)}, {}, in_order<WaitingLine>({packs})), "SO-1/1") == 12);
  REQUIRE(got(plan({at("A-01", 14)}, {}, in_order<WaitingLine>({packs})), "SO-1/1") == 14);
  const Plan few = plan({at("A-01", 5)}, {}, in_order<WaitingLine>({packs, line("SO-2/1", 9)}));
  REQUIRE(rule_of(few, "SO-1/1") == Rule::waits_for_pack);
  REQUIRE(got(few, "SO-2/1") == 5);
}

TEST(a_lot_that_is_not_good_for_long_enough_goes_to_the_next) {
  WaitingLine picky = line("SO-1/1", 5);
  picky.terms.shelf_days = Days{30};
  const Plan planned =
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
  const Plan planned =
      plan({at("A-01", 8)}, ItemRules{units(5), {}, false}, in_order<WaitingLine>({line("SO-1/1", 6), due}));
  REQUIRE(got(planned, "SO-1/1") == 3);
  REQUIRE(rule_of(planned, "SO-1/1") == Rule::safety_stock);
  REQUIRE(got(planned, "SO-2/1") == 4);
}

TEST(a_cap_shares_a_scarce_item_and_is_lifted_when_nobody_else_waits) {
  const ItemRules capped{{}, units(3), false};
  const Plan scarce = plan({at("A-01", 5)}, capped, in_order<WaitingLine>({line("SO-1/1", 9), line("SO-2/1", 4)}));
  REQUIRE(got(scarce, "SO-1/1") == 3);
  REQUIRE(got(scarce, "SO-2/1") == 2);
  REQUIRE(rule_of(scarce, "SO-1/1") == Rule::fair_share);
  const Plan plenty = plan({at("A-01", 9)}, capped, in_order<WaitingLine>({line("SO-1/1", 9), line("SO-2/1", 2)}));
  REQUIRE(got(plenty, "SO-1/1") == 7);
  REQUIRE(got(plenty, "SO-2/1") == 2);
}

TEST(a_cap_counts_all_lines_of_an_order_and_what_it_has) {
  WaitingLine second = line("SO-1/2", 4);
  WaitingLine first = line("SO-1/1", 2);
  first.order_has = second.order_has = units(1);
  const Plan planned =
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
  const Plan planned = plan({at("A-01", 5)}, ItemRules{{}, {}, true}, lines());
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
  const Plan planned = plan({at("A-01", 1)}, {}, in_order<WaitingLine>({winner}), claims);
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
  const Plan endless = plan({}, {}, in_order<WaitingLine>({line_of(OrderClass::win, "SO-1/1", 100'000)}), claims);
  REQUIRE(looked_at == max_taken);
  REQUIRE(got(endless, "SO-1/1") == max_taken);
}

// --- all of it, against the slow reference -------------------------------------------------------------------------

// The same seeds on every machine; DOCKHAND_SEEDS=N plays N others, which differ from run to run.
TEST(random_allocations_agree_with_a_slow_reference) {
  const char* wanted = std::getenv("DOCKHAND_SEEDS");
  for (unsigned seed = 1; wanted == nullptr && seed <= 2; ++seed) agree(seed, 10'000);
  for (int i = wanted == nullptr ? 0 : std::atoi(wanted); i > 0; --i) {
    const unsigned seed = std::random_device{}();
    std::cout << "allocation seed " << seed << "\n";
    agree(seed, 10'000);
  }
}

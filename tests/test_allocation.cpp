#include <algorithm>
#include <iostream>
#include <random>

#include "storage/allocation.h"
#include "tests/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

WaitingLine line(const std::string& name, std::int64_t waiting, std::int32_t priority = 5, bool partial = true) {
  return WaitingLine{Rank{false, priority, day("2026-11-24"), Instant{}, order(name)}, "Acme", units(waiting), partial,
                     units(0)};
}

FreeUnits at(const std::string& where, std::int64_t count) { return FreeUnits{place(where), "", "", units(count)}; }

NextLine in_order(std::vector<WaitingLine> lines) {
  return [lines = std::move(lines), next = std::size_t{0}]() mutable -> std::optional<WaitingLine> {
    return next == lines.size() ? std::nullopt : std::optional(lines[next++]);
  };
}

std::int64_t sum(const std::vector<Grant>& grants) {
  std::int64_t total = 0;
  for (const Grant& grant : grants) total += grant.quantity.units();
  return total;
}

// The same rules, unit by unit: slow, and written without a look at the other.
std::vector<std::int64_t> reference(std::int64_t supply, const std::vector<WaitingLine>& lines) {
  std::vector<std::int64_t> got(lines.size(), 0);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].partial && supply < lines[i].waiting.units()) continue;
    while (supply > 0 && got[i] < lines[i].waiting.units()) {
      ++got[i];
      --supply;
    }
  }
  return got;
}

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

}  // namespace

TEST(units_are_used_in_the_order_in_which_they_are_handed_over) {
  const Plan planned = plan({at("A-01", 2), at("A-02", 5)}, in_order({line("SO-1/1", 3)}));
  REQUIRE(planned.grants.size() == 2);
  REQUIRE(planned.grants[0].units == 0);
  REQUIRE(planned.grants[0].quantity == units(2));
  REQUIRE(planned.grants[1].units == 1);
  REQUIRE(planned.grants[1].quantity == units(1));
}

TEST(every_explanation_names_who_came_next) {
  const Plan planned = plan({at("A-01", 3)}, in_order({line("SO-1/1", 2), line("SO-2/1", 2), line("SO-3/1", 2)}));
  REQUIRE(planned.explanations.size() == 2);
  REQUIRE(planned.explanations[0].next == order("SO-2/1"));
  REQUIRE(planned.explanations[1].next == order("SO-3/1"));
  REQUIRE(planned.explanations[1].granted == units(1));
  REQUIRE(planned.explanations[1].waiting == units(2));
}

TEST(the_queue_is_read_no_further_than_the_supply_reaches) {
  int asked = 0;
  const Plan planned = plan({at("A-01", 1)}, [&]() -> std::optional<WaitingLine> {
    ++asked;
    return line("SO-" + std::to_string(asked) + "/1", 1);
  });
  REQUIRE(sum(planned.grants) == 1);
  REQUIRE(asked == 2);
}

TEST(a_long_queue_of_whole_lines_does_not_hold_up_a_receipt_for_ever) {
  int asked = 0;
  const Plan planned = plan({at("A-01", 1)}, [&]() -> std::optional<WaitingLine> {
    ++asked;
    return line("SO-" + std::to_string(asked) + "/1", 2, 5, false);
  });
  REQUIRE(planned.grants.empty());
  REQUIRE(asked == max_skipped + 1);
}

TEST(nothing_free_means_nothing_given) {
  const Plan planned = plan({}, in_order({line("SO-1/1", 2)}));
  REQUIRE(planned.grants.empty());
  REQUIRE(planned.explanations.empty());
}

TEST(what_a_terminal_decided_is_kept_up_to_what_still_waits) {
  WaitingLine decided = line("SO-9/1", 3);
  decided.decided = units(5);
  const Plan planned = plan({at("A-01", 4)}, in_order({decided}));
  REQUIRE(sum(planned.grants) == 3);
  REQUIRE(planned.explanations.front().rule == Rule::as_decided);
}

TEST(ten_thousand_random_allocations_agree_with_a_slow_reference) {
  const unsigned seed = std::random_device{}();
  std::cout << "allocation seed " << seed << "\n";
  std::mt19937 random(seed);
  const auto pick = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  for (int round = 0; round < 10'000; ++round) {
    std::vector<FreeUnits> supply;
    std::int64_t available = 0;
    for (int i = pick(0, 4); i > 0; --i) {
      supply.push_back(at("A-0" + std::to_string(i), pick(1, 9)));
      available += supply.back().quantity.units();
    }
    std::vector<WaitingLine> lines;
    for (int i = pick(0, 8); i > 0; --i) {
      lines.push_back(line("SO-" + std::to_string(i) + "/1", pick(1, 9), pick(1, 9), pick(0, 3) != 0));
    }
    std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return before(a.rank, b.rank); });
    const Plan planned = plan(supply, in_order(lines));
    const auto expected = reference(available, lines);
    std::vector<std::int64_t> per_units(supply.size(), 0);
    for (const Grant& grant : planned.grants) per_units[grant.units] += grant.quantity.units();
    for (std::size_t i = 0; i < supply.size(); ++i) REQUIRE(per_units[i] <= supply[i].quantity.units());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      std::int64_t got = 0;
      for (const Grant& grant : planned.grants) got += grant.line == lines[i].rank.line ? grant.quantity.units() : 0;
      INFO("seed " << seed << " round " << round << " line " << i);
      REQUIRE(got == expected[i]);
    }
  }
}

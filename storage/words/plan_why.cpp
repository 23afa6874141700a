#include "storage/words/plan_why.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "storage/words/plan_words.h"

namespace dockhand {
namespace {

std::string early_because(const ProposalRow& row, const std::optional<SupplierRow>& supplier) {
  const std::string what = fmt::format("{units} ordered early", fmt::arg("units", row.quantity));
  if (supplier && supplier->minimum_value >= supplier->free_freight && !supplier->minimum_value.none()) {
    return fmt::format("{what}: {supplier} takes no order below {value}", fmt::arg("what", what),
                       fmt::arg("supplier", row.supplier), fmt::arg("value", supplier->minimum_value.text()));
  }
  if (supplier && !supplier->free_freight.none()) {
    return fmt::format("{what}: {supplier} sends from {value} on without freight", fmt::arg("what", what),
                       fmt::arg("supplier", row.supplier), fmt::arg("value", supplier->free_freight.text()));
  }
  return fmt::format("{what}, to fill the order of its supplier", fmt::arg("what", what));
}

// `missing` are the units up to the level; fewer are ordered only where a line of an order holds no more.
std::string up_to_level_because(std::int64_t units, std::int64_t missing) {
  if (units >= missing) return fmt::format("{units} up to its level", fmt::arg("units", units));
  return fmt::format("{units} of the {missing} up to its level, as one line of an order holds no more",
                     fmt::arg("units", units), fmt::arg("missing", missing));
}

// What packs and the minimum add to what is needed.
std::string sold_because(const ProposalRow& row, const std::optional<SourceRow>& source) {
  const std::int64_t more = row.quantity - row.needed;
  if (source && source->minimum.units() > row.needed) {
    return fmt::format(" + {more} as {supplier} sells at least {minimum}", fmt::arg("more", more),
                       fmt::arg("supplier", row.supplier), fmt::arg("minimum", source->minimum.text()));
  }
  if (source && source->pack > Quantity::exactly(1)) {
    return fmt::format(" + {more} for whole packs of {pack}", fmt::arg("more", more),
                       fmt::arg("pack", source->pack.text()));
  }
  return fmt::format(" + {more} as it is sold so", fmt::arg("more", more));
}

std::string not_again_because(std::int64_t units, const std::optional<SupplierRow>& supplier) {
  const bool said = supplier && !supplier->order_cost.none();
  return fmt::format("{units} so that it is not ordered again at once (an order costs {cost})",
                     fmt::arg("units", units),
                     fmt::arg("cost", said ? supplier->order_cost.text() : std::string("money, however small it is")));
}

}  // namespace

std::string quantity_why(const ProposalRow& row, const std::optional<SourceRow>& source,
                         const std::optional<SupplierRow>& supplier) {
  const std::int64_t there = row.free + row.coming;
  if (row.quantity <= 0 || is_heard_of(row)) return {};
  if (there > row.why.level) return early_because(row, supplier);
  const std::int64_t needed = row.needed > 0 ? std::min(row.needed, row.quantity) : row.quantity;
  const std::int64_t missing = row.why.level - there;
  const std::int64_t up_to_level = std::min(missing, needed);
  std::string text = std::to_string(row.quantity) + " = ";
  if (up_to_level > 0) text += up_to_level_because(up_to_level, missing);
  if (needed > up_to_level) text += (up_to_level > 0 ? " + " : "") + not_again_because(needed - up_to_level, supplier);
  if (row.quantity > needed) text += sold_because(row, source);
  return text;
}

namespace {

using Meaning = std::pair<std::string_view, std::string_view>;  // a word and what it means

template <std::size_t count>
std::string_view meaning_of(std::string_view word, const Meaning (&meanings)[count]) {
  for (const auto& [known, means] : meanings) {
    if (known == word) return means;
  }
  return {};
}

}  // namespace

std::string_view how_it_sells(std::string_view pattern) {
  static constexpr Meaning meanings[] = {
      {"none", "never"},
      {"smooth", "nearly every week"},
      {"erratic", "nearly every week, some weeks far more than others"},
      {"intermittent", "now and then"},
      {"lumpy", "now and then, some weeks far more than others"},
      {"brief", "for too few weeks yet to say how often"},
  };
  return meaning_of(pattern, meanings);
}

std::string_view by_method(std::string_view method) {
  static constexpr Meaning meanings[] = {
      {"nothing", "as nothing"},
      {"average", "by its average, as its history is short"},
      {"smooth", "by the mean of three methods"},
      {"counts", "by how often it sells and how much"},
  };
  return meaning_of(method, meanings);
}

std::string sentence(const SellsOtherwise& change, Date today, DayWords day) {
  return fmt::format("Sells {more} than before since {day}", fmt::arg("more", change.more ? "more" : "less"),
                     fmt::arg("day", day(change.since, today)));
}

bool is_news(const std::optional<SellsOtherwise>& change, Date today) {
  constexpr std::int32_t half_a_year = 182;
  return change && today.days() - change->since.days() <= half_a_year;
}

namespace {

// Empty where the time of the year changes nothing.
std::string season_words(std::int32_t percent) {
  if (percent == 100) return {};
  return fmt::format(" The time of the year makes it {percent} % {more} than usual.",
                     fmt::arg("percent", std::abs(percent - 100)), fmt::arg("more", percent > 100 ? "more" : "less"));
}

std::string lift_words(std::int32_t percent) {
  if (percent == 100) return {};
  return fmt::format(" Promotions and holidays make it {times:.2f} times the usual.",
                     fmt::arg("times", static_cast<double>(percent) / 100));
}

}  // namespace

std::string week_why(const PlanRow& plan, std::size_t week, Date today, DayWords day) {
  if (week >= plan.weeks.size()) return {};
  const PlannedWeek& numbers = plan.weeks[week];
  std::string text =
      fmt::format("{expected} expected, forecast {by}.", fmt::arg("expected", of_thousandths(numbers.expected)),
                  fmt::arg("by", by_method(plan.method)));
  if (const std::string_view how = how_it_sells(plan.pattern); !how.empty()) {
    text += fmt::format(" It sells {how}.", fmt::arg("how", how));
  }
  text += season_words(numbers.season) + lift_words(numbers.lift);
  if (plan.change) text += " " + sentence(*plan.change, today, day) + ".";
  return text + fmt::format(" Four times in five it is {p10} to {p90}.", fmt::arg("p10", of_thousandths(numbers.p10)),
                            fmt::arg("p90", of_thousandths(numbers.p90)));
}

}  // namespace dockhand

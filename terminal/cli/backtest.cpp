#include "storage/planning/ordering/backtest.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "storage/assortment/assortment_of.h"
#include "storage/model/exit_code.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

namespace plan = planning;

struct BacktestOptions {
  int weeks = 26;
  double promise = 98;
  std::string today;
  bool json = false;
};

std::vector<plan::Past> past_of(const Assortment& assortment, const std::vector<StockHistory>& stock) {
  std::map<ItemCode, const std::vector<double>*> there;
  for (const StockHistory& one : stock) there.emplace(one.item, &one.free);
  std::vector<plan::Past> past;
  for (std::size_t i = 0; i < assortment.items.size(); ++i) {
    const plan::Candidate& candidate = assortment.candidates[i];
    const auto found = there.find(assortment.items[i].item);
    if (candidate.demand.weeks.empty() || found == there.end()) continue;
    past.push_back({candidate.demand, *found->second, candidate.sources.front(), candidate.promotions});
  }
  return past;
}

RowJson row_of(const char* policy, const plan::Replay& replay) {
  return {{"policy", policy},
          {"lines", fmt::format("{:.1f} %", 100 * replay.share_of_lines())},
          {"units", fmt::format("{:.1f} %", 100 * replay.share_of_units())},
          {"stock_value", fmt::format("{:.0f}", replay.stock)}};
}

int run_backtest(const CommonOptions& common, const BacktestOptions& options) {
  if (!(options.promise >= 50 && options.promise <= 99.9)) {
    return report({ErrorKind::bad_input, "--promise", "is a percentage from 50 to 99.9"});
  }
  const auto today = day_of(options.today);
  if (!today) return report(today.error());
  const auto database = database_of(common);
  if (!database) return report(database.error());
  auto views = PlanningViews::open(*database);
  if (!views) return report(views.error());
  const auto part = (*views)->knows_a_part();
  if (!part) return report(part.error());
  if (*part) {
    return report(
        {ErrorKind::refused, "", "a terminal knows a part of the demand and of the stock: the hub knows all"});
  }
  const auto assortment = assortment_of(**views, *today);
  if (!assortment) return report(assortment.error());
  const Date monday = plan::monday_of(*today);
  const auto stock = (*views)->stock_by_week(monday, options.weeks);
  if (!stock) return report(stock.error());
  const std::vector<plan::Past> past = past_of(*assortment, *stock);
  // The books may be younger than what is asked for.
  const std::size_t weeks = past.empty() ? 0 : past.front().free.size();
  if (weeks == 0) {
    return report({ErrorKind::refused, "", "the books know neither stock nor demand of a whole week yet"});
  }
  if (!options.json && weeks < static_cast<std::size_t>(options.weeks)) {
    if (!write_out(fmt::format("The books know the stock of {} {}.\n", weeks, weeks == 1 ? "week" : "weeks"))) {
      return exit_failed;
    }
  }
  constexpr std::size_t weeks_that_say_something = 8;
  if (!options.json && weeks < weeks_that_say_something &&
      !write_out("So few weeks say little: what is ordered in the first of them has hardly come by their end.\n")) {
    return exit_failed;
  }
  const plan::PlanSettings settings{options.promise / 100, {}, 1};
  return show_rows(
      {row_of("as it was", plan::as_it_was(past, weeks)), row_of("planned", plan::as_planned(past, weeks, settings))},
      options.json ? ShownAs::json : ShownAs::table);
}

}  // namespace

Subcommand subcommand_backtest() {
  auto options = std::make_shared<BacktestOptions>();
  return {
      .name = "backtest",
      .about = "Plays the last weeks again: what this plan would have done, against what was done",
      .options = {option("weeks", &options->weeks, "how many weeks").within(1, 104).with_standard(),
                  option("promise", &options->promise, "percent of order lines that find their units").with_standard(),
                  option("today", &options->today, "as if it were this day: 2026-11-28"),
                  option("json", &options->json, "one JSON object a row")},
      .run = [options](const CommonOptions& common) { return run_backtest(common, *options); },
      .footer =
          "Every week the plan knows no more than was known then. A line is served when its units were free at the\n"
          "start of its week: units that an earlier line waits for or holds are not. Both are measured alike. The "
          "plan\n"
          "begins with what was there, with who waited for it, and with nothing on its way.\n"
          "stock_value: the mean of what was free, by the prices of sources; without any, each unit is worth 1."};
}

}  // namespace dockhand

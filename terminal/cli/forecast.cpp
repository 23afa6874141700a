#include "storage/planning/demand/forecast.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "storage/assortment/assortment_of.h"
#include "storage/model/exit_code.h"
#include "storage/planning/demand/assortment.h"
#include "storage/views/planning_views.h"
#include "storage/words/plan_why.h"
#include "storage/words/plan_words.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

namespace plan = planning;

constexpr std::size_t origins = 12;

struct ForecastOptions {
  std::string item;
  std::string today;
  int weeks = 12;
  bool score = false;
  bool json = false;
};

struct Known {
  ItemDemand item;
  plan::Demand demand;
  plan::CountPrior prior;
  std::vector<plan::Promotion> promotions;
};

Result<Known> known(const std::filesystem::path& database, const ItemCode& item, Date today) {
  auto views = PlanningViews::open(database);
  if (!views) return views.error();
  const auto items = (*views)->demand();
  if (!items) return items.error();
  auto promotions = promotions_of(**views, today);
  if (!promotions) return promotions.error();
  std::vector<plan::Demand> demands;
  for (const ItemDemand& other : *items) {
    demands.push_back(plan::weekly(other.lines, today));
    plan::doubt(demands.back(), promotions->of(other.item));
  }
  const auto found = std::find_if(items->begin(), items->end(), [&](const auto& other) { return other.item == item; });
  if (found == items->end()) return Error{ErrorKind::unknown, item.text(), "no such item is known"};
  const auto at = static_cast<std::size_t>(found - items->begin());
  return Known{*found, demands[at], plan::prior_of(demands), promotions->of(item)};
}

std::string units(std::int64_t thousandths) { return fmt::format("{:.1f}", static_cast<double>(thousandths) / 1000); }

std::string counted_weeks(std::size_t weeks) { return fmt::format("{} {}", weeks, weeks == 1 ? "week" : "weeks"); }

bool overlap(const std::vector<plan::Promotion>& promotions) {
  for (std::size_t i = 0; i < promotions.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (promotions[j].from <= promotions[i].until && promotions[i].from <= promotions[j].until) return true;
    }
  }
  return false;
}

// "3.0", and "0.01" of what would be none otherwise.
std::string times(double lift) { return fmt::format("{:.{}f}", lift, lift < 0.095 ? 2 : 1); }

// A factor of 1 that nobody has learned looks like knowledge.
std::string nothing_known(const plan::Promotion& one, double lift) {
  const std::string what = one.holiday ? "holidays" : "advertising";
  if (std::fabs(lift - one.said) >= 0.005) {
    return fmt::format(" Nothing is known of earlier {what}, and no less than a tenth of the usual is taken.",
                       fmt::arg("what", what));
  }
  if (std::fabs(one.said - 1) >= 0.005) {
    return fmt::format(" Nothing is known of earlier {what}: what was counted on is taken.", fmt::arg("what", what));
  }
  return fmt::format(
      " Nothing is known of earlier {what}, and 1.0 changes nothing: the file of promotions says the lift.",
      fmt::arg("what", what));
}

std::string sentence_of(const Known& known, const plan::Forecast& forecast) {
  const auto& weeks = known.demand.weeks;
  if (weeks.empty()) return "Nobody has asked for it in a week that is over.";
  double sold = 0;
  for (const double week : weeks) sold += week;
  std::string text = fmt::format("{units:.0f} asked for in {weeks}. It sells {how}, and is forecast {by}.",
                                 fmt::arg("units", sold), fmt::arg("weeks", counted_weeks(weeks.size())),
                                 fmt::arg("how", how_it_sells(plan::name_of(forecast.pattern))),
                                 fmt::arg("by", by_method(plan::name_of(forecast.method))));
  if (const auto& doubted = known.demand.doubted) {
    text += fmt::format(
        " The week of {monday} says {says:.0f}, more than {times:.0f} times as much as any other: it counts as"
        " {counts:.0f}.",
        fmt::arg("monday", doubted->monday.text()), fmt::arg("says", doubted->says),
        fmt::arg("times", plan::times_unlike), fmt::arg("counts", doubted->counts_as));
  }
  if (forecast.change) {
    const auto ago = static_cast<std::int32_t>(weeks.size() - forecast.change->since);
    const SellsOtherwise change{Date::from_days(known.demand.until.days() - 7 * ago),
                                forecast.change->direction == plan::Direction::up};
    text += " " + sentence(change, known.demand.until) + ".";
  }
  std::vector<plan::Promotion> to_come;
  for (const plan::Promotion& one : known.promotions) {
    if (one.until < known.demand.until) continue;
    to_come.push_back(one);
    const double lift = plan::learned_lift(known.demand, known.promotions, one.said, one.holiday);
    text += fmt::format(" {what} from {from} to {until}: {lift} times the usual demand, {said} were counted on.",
                        fmt::arg("what", one.holiday ? "Holidays" : "Advertised"), fmt::arg("from", one.from.text()),
                        fmt::arg("until", one.until.text()), fmt::arg("lift", times(lift)),
                        fmt::arg("said", times(one.said)));
    if (plan::days_learned_from(known.demand, known.promotions, one.holiday) <= 0) text += nothing_known(one, lift);
  }
  if (overlap(to_come)) {
    text += " A day of two of them counts once: as advertised before a holiday, and else as the one that began first.";
  }
  return text;
}

std::vector<RowJson> rows_of(const Known& known, const plan::Forecast& forecast) {
  std::vector<RowJson> rows;
  Date week = known.demand.until;
  for (const plan::KeptPeriod& period : plan::kept(forecast)) {
    rows.push_back({{"week", week.text()},
                    {"expected", units(period.mean)},
                    {"p10", units(period.p10)},
                    {"p50", units(period.p50)},
                    {"p90", units(period.p90)},
                    {"season", period.season},
                    {"promotions", period.lift}});
    week = Date::from_days(week.days() + 7);
  }
  return rows;
}

RowJson row_of(const plan::Accuracy& accuracy) {
  return {{"origins", accuracy.origins},
          {"error", fmt::format("{:.2f}", accuracy.error)},
          {"naive_error", fmt::format("{:.2f}", accuracy.naive_error)},
          {"bias", fmt::format("{:+.2f}", accuracy.bias)},
          {"tracking", fmt::format("{:+.1f}", accuracy.tracking)},
          {"within_p10_p90", fmt::format("{:.0f} %", 100 * accuracy.within_band)}};
}

// What a bias means, in words: beyond `out_of_step` errors of one sign have added up.
std::string leaning(const plan::Accuracy& accuracy) {
  constexpr double out_of_step = 4;
  if (accuracy.tracking > out_of_step) return "too low again and again";
  return accuracy.tracking < -out_of_step ? "too high again and again" : "about as often too low as too high";
}

std::string sentence_of(const plan::Accuracy& accuracy) {
  return fmt::format(
      "Each of the last {weeks} was forecast a week before: off by {error:.1f} in the mean, where \"as in the week "
      "before\" is off by {naive:.1f};\n{leaning}; {within:.0f} % of them lay from p10 to p90, where 80 % should.",
      fmt::arg("weeks", counted_weeks(accuracy.origins)), fmt::arg("error", accuracy.error),
      fmt::arg("naive", accuracy.naive_error), fmt::arg("leaning", leaning(accuracy)),
      fmt::arg("within", 100 * accuracy.within_band));
}

int show(const Known& known, const ForecastOptions& options) {
  if (options.score) {
    const plan::Accuracy accuracy = plan::score(known.demand.weeks, plan::weeks_a_year, origins, known.prior);
    if (accuracy.origins == 0) {
      return report({ErrorKind::refused, known.item.item.text(), "its history is too short to be scored"});
    }
    if (!options.json && !write_out(known.item.item.text() + ": " + sentence_of(accuracy) + "\n\n")) return exit_failed;
    return show_rows({row_of(accuracy)}, options.json ? ShownAs::json : ShownAs::table);
  }
  const plan::Forecast forecast =
      plan::weekly_forecast(known.demand, known.promotions, static_cast<std::size_t>(options.weeks), known.prior);
  if (!options.json && !write_out(known.item.item.text() + ": " + sentence_of(known, forecast) + "\n\n")) {
    return exit_failed;
  }
  return show_rows(rows_of(known, forecast), options.json ? ShownAs::json : ShownAs::table);
}

// What the hub has planned, where this is one of its terminals: it has heard of a part of the demand. An item that is
// not in the plan has a row without weeks.
struct HubPlan {
  PlanRow row;
  std::optional<Date> made_for;
};

Result<std::optional<HubPlan>> plan_of_the_hub(const std::filesystem::path& database, const ItemCode& item) {
  auto views = PlanningViews::open(database);
  if (!views) return views.error();
  const auto part = (*views)->knows_a_part();
  if (!part) return part.error();
  if (!*part) return std::optional<HubPlan>();
  const auto made_for = (*views)->plan_day();
  if (!made_for) return made_for.error();
  const auto plans = (*views)->plans();
  if (!plans) return plans.error();
  const auto found = std::find_if(plans->begin(), plans->end(), [&](const PlanRow& row) { return row.item == item; });
  return std::optional(HubPlan{found == plans->end() ? PlanRow{item} : *found, *made_for});
}

int show_of_the_hub(const HubPlan& plan, const ForecastOptions& options, Date today) {
  const PlanRow& row = plan.row;
  if (row.weeks.empty()) {
    return report({ErrorKind::refused, row.item.text(),
                   "a terminal knows a part of the demand, and of the hub's plan nothing of it is here"});
  }
  if (options.score) {
    return report({ErrorKind::refused, "--score", "a terminal knows a part of the demand: ask the hub"});
  }
  std::vector<RowJson> rows;
  rows.reserve(row.weeks.size());
  for (std::size_t i = 0; i < row.weeks.size() && i < static_cast<std::size_t>(options.weeks); ++i) {
    const Date week = Date::from_days(row.first_week.days() + 7 * static_cast<std::int32_t>(i));
    rows.push_back({{"week", week.text()},
                    {"expected", units(row.weeks[i].expected)},
                    {"p10", units(row.weeks[i].p10)},
                    {"p90", units(row.weeks[i].p90)},
                    {"season", row.weeks[i].season},
                    {"promotions", row.weeks[i].lift}});
  }
  const std::string age = plan_age(plan.made_for, today);
  const std::string good = row.error < 0 ? "" : " Its forecasts were off by " + units(row.error) + " a week.";
  const std::string change = row.change ? " " + sentence(*row.change, today) + "." : "";
  const std::string about =
      age.empty() ? good : fmt::format(" It is a {age}.{good}", fmt::arg("age", age), fmt::arg("good", good));
  if (!options.json &&
      !write_out(row.item.text() + ": this is the hub's plan, as a terminal knows a part of the demand." + about +
                 change + "\n\n")) {
    return exit_failed;
  }
  return show_rows(rows, options.json ? ShownAs::json : ShownAs::table);
}

int run_forecast(const CommonOptions& common, const ForecastOptions& options) {
  const auto item = ItemCode::parse(options.item);
  if (!item) return report(item.error());
  const auto today = day_of(options.today);
  if (!today) return report(today.error());
  const auto database = database_of(common);
  if (!database) return report(database.error());
  const auto planned = plan_of_the_hub(*database, *item);
  if (!planned) return report(planned.error());
  if (*planned) return show_of_the_hub(**planned, options, *today);
  const auto found = known(*database, *item, *today);
  return found ? show(*found, options) : report(found.error());
}

}  // namespace

Subcommand subcommand_forecast() {
  auto options = std::make_shared<ForecastOptions>();
  return {
      .name = "forecast",
      .about = "Tells what an item will sell, week by week",
      .options = {argument("item", &options->item, "ITEM").required(),
                  option("weeks", &options->weeks, "how many weeks ahead").within(1, 52).with_standard(),
                  option("score", &options->score, "how good the last 12 forecasts would have been"),
                  option("today", &options->today, "as if it were this day: 2026-11-28"),
                  option("json", &options->json, "one JSON object a row")},
      .run = [options](const CommonOptions& common) { return run_forecast(common, *options); },
      .footer =
          "Demand is what was ordered, in the week in which it was ordered, whether or not it was there.\n"
          "p10 to p90: what comes lies below the first one time in ten, and above the last one time in ten. season,\n"
          "promotions: in percent of what is usual, what the time of the year, and promotions and holidays, make of "
          "it.\n"
          "--score: error, naive_error and bias in units a week; bias above 0: more sold than was forecast; tracking:\n"
          "how many errors of the usual size have added up to one side, beyond 4 it is out of step.\n"
          "Example: dockhand forecast BRG-6204 --score"};
}

}  // namespace dockhand

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "storage/assortment/assortment_of.h"
#include "storage/model/exit_code.h"
#include "storage/planning/classes.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

namespace plan = planning;

struct Options {
  double promise = 98;
  double order_cost = usual_order_cost;
  std::string today;
  bool all = false, excess = false;
  bool json = false, csv = false;

  ShownAs shown() const { return csv ? ShownAs::csv : json ? ShownAs::json : ShownAs::table; }
};

std::string why(const plan::Proposal& one, const SourceTerms& terms) {
  const std::int64_t safety = one.level - one.expected;
  std::string text = fmt::format("{} = {} expected in {} days", one.level, one.expected, one.days);
  if (safety <= 0) return text;
  if (terms.late == 0) return text + fmt::format(" + {} because neither demand nor lead time is sure", safety);
  return text + fmt::format(" + {} because {} was late {} of {} times", safety, terms.supplier, terms.late, terms.came);
}

RowJson row_of(const plan::Proposal& one, const Assortment& assortment) {
  const plan::Candidate& candidate = assortment.candidates[one.candidate];
  const auto& sources = assortment.sources[one.candidate];
  const SourceTerms& terms = sources[one.source];
  return {{"item", assortment.items[one.candidate].item.text()},
          {"order", one.order},
          {"supplier", terms.supplier},
          {"price", terms.price.none() ? "" : terms.price.text()},
          {"backup", one.backup ? sources[*one.backup].supplier : ""},
          {"level", one.level},
          {"free", static_cast<std::int64_t>(candidate.at_hand)},
          {"coming", static_cast<std::int64_t>(candidate.coming)},
          {"runs_out", one.runs_out ? one.runs_out->text() : ""},
          {"order_by", one.order_by.text()},
          {"saves", fmt::format("{:.1f}", static_cast<double>(one.saves) / 1000)},
          {"textbook", one.textbook},
          {"king", one.king},
          {"why", why(one, terms)}};
}

// What is too much of what sells, the most first; then what nobody ever asked for.
std::vector<RowJson> excess_of(std::vector<plan::Proposal> proposals, const Assortment& assortment) {
  std::vector<plan::Sold> sold;
  for (const plan::Proposal& one : proposals) sold.push_back({one.money_yearly, one.month_spread});
  const std::vector<std::string> classes = plan::classes_of(sold);
  std::vector<RowJson> rows;
  std::vector<std::size_t> places(proposals.size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
  std::stable_sort(places.begin(), places.end(),
                   [&](std::size_t a, std::size_t b) { return proposals[a].excess > proposals[b].excess; });
  for (const std::size_t i : places) {
    if (proposals[i].excess <= 0) continue;
    rows.push_back({{"item", assortment.items[proposals[i].candidate].item.text()},
                    {"excess", proposals[i].excess},
                    {"class", classes[i]}});
  }
  for (std::size_t i = 0; i < assortment.items.size(); ++i) {
    const std::int64_t there = assortment.supply[i].on_hand;
    if (!assortment.candidates[i].demand.weeks.empty() || there <= 0) continue;
    rows.push_back({{"item", assortment.items[i].item.text()}, {"excess", there}, {"class", "not asked for"}});
  }
  return rows;
}

int run(const CommonOptions& common, const Options& options) {
  if (options.promise < 50 || options.promise > 99.9) {
    return report({ErrorKind::bad_input, "--promise", "is a percentage from 50 to 99.9"});
  }
  if (!(options.order_cost > 0) || options.order_cost > 1e6) {
    return report({ErrorKind::bad_input, "--order-cost", "is more than 0, and at most a million"});
  }
  const auto today = options.today.empty() ? Result<Date>(system_clock().now().date()) : Date::parse(options.today);
  if (!today) return report(today.error());
  const auto database = database_of(common);
  if (!database) return report(database.error());
  auto views = PlanningViews::open(*database);
  if (!views) return report(views.error());
  const auto assortment = assortment_of(**views, *today, options.order_cost);
  if (!assortment) return report(assortment.error());
  const plan::PlanSettings settings{options.promise / 100, {options.order_cost, plan::Costs{}.holding}, 1};
  auto proposals = plan::propose(assortment->candidates, settings, *today);
  if (options.excess) return show_rows(excess_of(std::move(proposals), *assortment), options.shown());
  std::vector<RowJson> rows;
  for (const plan::Proposal& one : proposals) {
    if (one.order > 0 || options.all) rows.push_back(row_of(one, *assortment));
  }
  return show_rows(rows, options.shown());
}

}  // namespace

Subcommand subcommand_reorder() {
  auto options = std::make_shared<Options>();
  return {
      .name = "reorder",
      .about = "Tells what to order today, how much, and why",
      .options = {option("promise", &options->promise, "percent of order lines that find their units").with_standard(),
                  option("order-cost", &options->order_cost, "what an order line costs where its supplier says nothing")
                      .with_standard(),
                  option("all", &options->all, "also the items of which there is enough"),
                  option("excess", &options->excess, "items of which there is too much, or that nobody asks for"),
                  option("today", &options->today, "as if it were this day: 2026-11-28"),
                  option("json", &options->json, "one JSON object a row"),
                  option("csv", &options->csv, "CSV instead of a table")},
      .run = [options](const CommonOptions& common) { return run(common, *options); },
      .footer =
          "Nothing is ordered by it. The most worth first: what saves most waiting for its money.\n"
          "free: on hand less all that is asked for. level: at or below which free and coming units are too few.\n"
          "textbook and king: what their formulae would keep instead. backup: who would probably be\n"
          "sooner. order_by: the last day on which it comes in time nine times in ten.\n"
          "Example: dockhand reorder --promise 97"};
}

}  // namespace dockhand

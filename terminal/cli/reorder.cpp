#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "storage/model/exit_code.h"
#include "storage/planning/proposals.h"
#include "storage/views/planning_views.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

namespace plan = planning;

struct Options {
  double promise = 98;
  double order_cost = 6;
  std::string today;
  bool all = false;
  bool json = false;
};

// What a plan is made of, one entry an item.
struct Assortment {
  std::vector<ItemDemand> items;
  std::vector<ItemSupply> supply;
  std::vector<plan::Candidate> candidates;
};

// How long each supplier takes; "": one that is not known, as all of them together.
std::map<std::string, plan::LeadTime> lead_times(const std::vector<SupplierHistory>& suppliers, Date today) {
  std::vector<plan::Bought> of_all;
  for (const SupplierHistory& one : suppliers) of_all.insert(of_all.end(), one.lines.begin(), one.lines.end());
  const plan::LeadTime lane = plan::LeadTime::learned(plan::deliveries_of(of_all, today), plan::days_said(of_all));
  std::map<std::string, plan::LeadTime> leads{{"", lane}};
  for (const SupplierHistory& one : suppliers) {
    leads[one.supplier] =
        plan::LeadTime::learned(plan::deliveries_of(one.lines, today), plan::days_said(one.lines), lane);
  }
  return leads;
}

Result<Assortment> assortment_of(const std::filesystem::path& database, Date today) {
  auto views = PlanningViews::open(database);
  if (!views) return views.error();
  auto items = (*views)->demand();
  if (!items) return items.error();
  auto supply = (*views)->supply();
  if (!supply) return supply.error();
  const auto suppliers = (*views)->bought();
  if (!suppliers) return suppliers.error();
  const auto leads = lead_times(*suppliers, today);
  Assortment assortment{std::move(items).value(), std::move(supply).value(), {}};
  // Both are lists of all items by code; an item that came between the two reads waits for the next plan.
  const std::size_t count = std::min(assortment.items.size(), assortment.supply.size());
  for (std::size_t i = 0; i < count; ++i) {
    const ItemSupply& has = assortment.supply[i];
    assortment.candidates.push_back({plan::weekly(assortment.items[i].lines, today),
                                     static_cast<double>(has.on_hand - has.owed), static_cast<double>(has.coming),
                                     leads.at(has.supplier), plan::Buying{}});
  }
  return assortment;
}

std::string why(const plan::Proposal& one, const plan::Candidate& candidate) {
  return fmt::format("{} = {} expected in {:.1f} weeks + {} because neither demand nor lead time is sure", one.level,
                     one.expected, candidate.lead.mean() + 1, one.level - one.expected);
}

RowJson row_of(const plan::Proposal& one, const Assortment& assortment) {
  const plan::Candidate& candidate = assortment.candidates[one.candidate];
  const ItemSupply& has = assortment.supply[one.candidate];
  return {{"item", has.item.text()},
          {"order", one.order},
          {"supplier", has.supplier},
          {"level", one.level},
          {"free", static_cast<std::int64_t>(candidate.at_hand)},
          {"coming", static_cast<std::int64_t>(candidate.coming)},
          {"runs_out", one.runs_out ? one.runs_out->text() : ""},
          {"saves", fmt::format("{:.1f}", static_cast<double>(one.saves) / 1000)},
          {"textbook", one.textbook},
          {"king", one.king},
          {"why", why(one, candidate)}};
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
  const auto assortment = assortment_of(*database, *today);
  if (!assortment) return report(assortment.error());
  const plan::PlanSettings settings{options.promise / 100, {options.order_cost, plan::Costs{}.holding}, 1};
  std::vector<RowJson> rows;
  for (const plan::Proposal& one : plan::propose(assortment->candidates, settings)) {
    if (one.order > 0 || options.all) rows.push_back(row_of(one, *assortment));
  }
  return show_rows(rows, options.json ? ShownAs::json : ShownAs::table);
}

}  // namespace

Subcommand subcommand_reorder() {
  auto options = std::make_shared<Options>();
  return {.name = "reorder",
          .about = "Tells what to order today, how much, and why",
          .options =
              {option("promise", &options->promise, "percent of order lines that find their units").with_standard(),
               option("order-cost", &options->order_cost, "what an order line costs, in units' prices").with_standard(),
               option("all", &options->all, "also the items of which there is enough"),
               option("today", &options->today, "as if it were this day: 2026-11-28"),
               option("json", &options->json, "one JSON object a row")},
          .run = [options](const CommonOptions& common) { return run(common, *options); },
          .footer =
              "Nothing is ordered by it. The most worth first: what saves most waiting for its money.\n"
              "free: on hand less all that is asked for. level: at or below which free and coming units are too few.\n"
              "textbook and king: what their formulae would keep instead. All prices count alike.\n"
              "Example: dockhand reorder --promise 97"};
}

}  // namespace dockhand

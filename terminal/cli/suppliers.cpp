#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "storage/assortment/assortment_of.h"
#include "storage/model/exit_code.h"
#include "storage/planning/demand/assortment.h"
#include "storage/planning/ordering/scorecard.h"
#include "storage/views/planning_views.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

namespace plan = planning;

struct SuppliersOptions {
  std::string today;
  int weeks = 0;  // weeks of expected demand that are shown; 0: how each supplier has done
  bool json = false, csv = false;
  ShownAs shown() const {
    if (csv) return ShownAs::csv;
    return json ? ShownAs::json : ShownAs::table;
  }
};

// Returns "12 %". It is empty where there is nothing to have a share of.
template <class Count>
RowJson share(Count part, Count all) {
  if (all <= 0) return {};
  return fmt::format("{:.0f} %", 100.0 * static_cast<double>(part) / static_cast<double>(all));
}

// The day on which it came is not known here.
bool came_elsewhere(const plan::PastPurchase& line) { return !line.open() && line.received > 0 && !line.arrived; }

RowJson row_of(const SupplierHistory& supplier, Date today) {
  const plan::Scorecard card = plan::scorecard(supplier.lines, today);
  const bool known = card.timed > 0;
  RowJson row{{"supplier", supplier.supplier}, {"lines", card.lines}, {"open", card.open}, {"overdue", card.overdue}};
  row["on_time_in_full"] = share(card.on_time_in_full, card.finished);
  row["short"] = share(card.came_short, card.finished);
  row["elsewhere"] = std::count_if(supplier.lines.begin(), supplier.lines.end(), came_elsewhere);
  row["damaged"] = share(card.damaged, card.received);
  row["timed"] = card.timed;
  row["weeks_p50"] = known ? RowJson(card.lead.weeks_kept(0.5)) : RowJson();
  row["weeks_p90"] = known ? RowJson(card.lead.weeks_kept(0.9)) : RowJson();
  row["days_p50"] = known ? RowJson(card.days.half) : RowJson();
  row["days_p90"] = known ? RowJson(card.days.nine_in_ten) : RowJson();
  return row;
}

std::int64_t whole_units(std::int64_t thousandths) { return (thousandths + 999) / 1000; }

// Adds the next weeks of what is bought of a supplier first: what he may expect to be asked for, and what is open
// already.
void add_expected(const Assortment& all, std::size_t item, const plan::CountPrior& prior, std::size_t weeks,
                  std::vector<RowJson>& rows) {
  const plan::Candidate& candidate = all.candidates[item];
  if (candidate.demand.weeks.empty()) return;
  const plan::Forecast ahead = plan::weekly_forecast(candidate.demand, candidate.promotions, weeks, prior);
  Date week = candidate.demand.until;
  for (const plan::KeptPeriod& period : plan::kept(ahead)) {
    rows.push_back({{"supplier", all.sources[item].front().supplier},
                    {"item", all.items[item].item.text()},
                    {"week", week.text()},
                    {"p50", whole_units(period.p50)},
                    {"p90", whole_units(period.p90)},
                    {"open", static_cast<std::int64_t>(candidate.coming)}});
    week = Date::from_days(week.days() + 7);
  }
}

int show_expected(PlanningViews& views, Date today, const SuppliersOptions& options) {
  const auto all = assortment_of(views, today);
  if (!all) return report(all.error());
  std::vector<plan::Demand> demands;
  for (const plan::Candidate& candidate : all->candidates) demands.push_back(candidate.demand);
  const plan::CountPrior prior = plan::prior_of(demands);
  std::vector<RowJson> rows;
  for (std::size_t i = 0; i < all->items.size(); ++i) {
    add_expected(*all, i, prior, static_cast<std::size_t>(options.weeks), rows);
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const RowJson& a, const RowJson& b) { return a["supplier"] < b["supplier"]; });
  return show_rows(rows, options.shown());
}

int run_suppliers(const CommonOptions& common, const SuppliersOptions& options) {
  const auto today = day_of(options.today);
  if (!today) return report(today.error());
  const auto database = database_of(common);
  if (!database) return report(database.error());
  auto views = PlanningViews::open(*database);
  if (!views) return report(views.error());
  const auto part = (*views)->knows_a_part();
  if (!part) return report(part.error());
  if (options.weeks > 0 && *part) {
    return report({ErrorKind::refused, "--expected", "a terminal knows a part of the demand: ask the hub"});
  }
  if (options.weeks > 0) return show_expected(**views, *today, options);
  const auto suppliers = (*views)->bought();
  if (!suppliers) return report(suppliers.error());
  std::vector<RowJson> rows;
  for (const SupplierHistory& supplier : *suppliers) rows.push_back(row_of(supplier, *today));
  return show_rows(rows, options.shown());
}

}  // namespace

Subcommand subcommand_suppliers() {
  auto options = std::make_shared<SuppliersOptions>();
  return {
      .name = "suppliers",
      .about = "Tells how each supplier has done: on time, in full, and how long it takes",
      .options = {option("today", &options->today, "as if it were this day: 2026-11-28"),
                  option("expected", &options->weeks,
                         "what each may expect to be asked for in this many weeks: item by item")
                      .within(1, 52),
                  option("json", &options->json, "one JSON object a row"),
                  option("csv", &options->csv, "CSV instead of a table")},
      .run = [options](const CommonOptions& common) { return run_suppliers(common, *options); },
      .footer =
          "Weeks are learned from purchase lines that say when they were ordered (column \"ordered\"), from open ones\n"
          "as well: one that is late says so before it comes. timed: how many do. days_p50, days_p90: the same in "
          "days;\n"
          "plans count in whole weeks.\n"
          "short: lines that the office closed before all had come. damaged: units that were received into "
          "quarantine.\n"
          "elsewhere: lines that have come on a day which this database does not know; the hub does, where there is "
          "one.\n"
          "Share what is expected with a supplier, and agree on days: dockhand suppliers --expected 26 --csv"};
}

}  // namespace dockhand

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

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

// Units that are bought week by week: what lies there and is on its way is used up first. Parts of a unit add up, so
// that no week is rounded for itself.
class Bought {
 public:
  explicit Bought(double there) : left_(there) {}
  // Returns the whole units of a week in which this many are asked for.
  std::int64_t in_week(double units) {
    asked_ += units;
    const std::int64_t now = beyond(asked_);
    return now - std::exchange(told_, now);
  }
  // Returns the units, were the next week's this many.
  std::int64_t if_next(double units) const { return beyond(asked_ + units) - told_; }

 private:
  std::int64_t beyond(double asked) const { return std::llround(std::max(0.0, asked - left_)); }

  double left_, asked_ = 0;
  std::int64_t told_ = 0;
};

// Adds the next weeks of what is bought of the supplier whom the plan has chosen: what he may expect to be asked for,
// and what is open already.
void add_expected(const Assortment& all, std::size_t item, const std::string& supplier, const plan::CountPrior& prior,
                  std::size_t weeks, std::vector<RowJson>& rows) {
  const plan::Candidate& candidate = all.candidates[item];
  if (candidate.demand.weeks.empty() || candidate.ended) return;
  const plan::Forecast ahead = plan::weekly_forecast(candidate.demand, candidate.promotions, weeks, prior);
  Bought bought(candidate.at_hand + candidate.coming);
  Date week = candidate.demand.until;
  double left = 1 - candidate.week_gone;  // of the current week: what it has sold is off the shelf
  for (const plan::KeptPeriod& period : plan::kept(ahead)) {
    constexpr double thousandths = 1000;
    const std::int64_t most = bought.if_next(left * static_cast<double>(period.p90) / thousandths);
    const std::int64_t usual = bought.in_week(left * static_cast<double>(period.mean) / thousandths);
    left = 1;
    rows.push_back({{"supplier", supplier},
                    {"item", all.items[item].item.text()},
                    {"week", week.text()},
                    {"expected", usual},
                    {"p90", std::max(usual, most)},
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
  const auto plans = views.plans();
  if (!plans) return report(plans.error());
  std::map<ItemCode, std::string> chosen;
  for (const PlanRow& row : *plans) {
    if (!row.why.supplier.empty()) chosen.emplace(row.item, row.why.supplier);
  }
  std::vector<RowJson> rows;
  for (std::size_t i = 0; i < all->items.size(); ++i) {
    const auto found = chosen.find(all->items[i].item);
    const std::string& supplier = found == chosen.end() ? all->sources[i].front().supplier : found->second;
    add_expected(*all, i, supplier, prior, static_cast<std::size_t>(options.weeks), rows);
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
          "as well: one that is late says so before it comes. timed: how many of them say something by now, as they\n"
          "have come, or are late and were ordered a week ago. days_p50, days_p90: the same in days; plans count in\n"
          "whole weeks.\n"
          "short: lines that the office closed before all had come. damaged: units that were received into "
          "quarantine.\n"
          "elsewhere: lines that have come on a day which this database does not know; the hub does, where there is "
          "one.\n"
          "--expected: what is bought once what lies there and is on its way (open) is used up, of the supplier whom "
          "the\n"
          "last plan has chosen; of what has ended nothing is. p90: so many at most, nine times in ten.\n"
          "Share what is expected with a supplier, and agree on days: dockhand suppliers --expected 26 --csv"};
}

}  // namespace dockhand

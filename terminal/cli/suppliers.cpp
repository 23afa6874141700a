#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "storage/model/exit_code.h"
#include "storage/planning/scorecard.h"
#include "storage/views/planning_views.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

namespace plan = planning;

struct Options {
  std::string today;
  bool json = false;
};

RowJson row_of(const SupplierHistory& supplier, Date today) {
  const plan::Scorecard card = plan::scorecard(supplier.lines, today);
  const bool known = card.timed > 0;
  RowJson row{{"supplier", supplier.supplier}, {"lines", card.lines}, {"open", card.open}, {"overdue", card.overdue}};
  row["on_time_in_full"] = card.finished == 0
                               ? RowJson()
                               : RowJson(fmt::format("{:.0f} %", 100.0 * static_cast<double>(card.on_time_in_full) /
                                                                     static_cast<double>(card.finished)));
  row["timed"] = card.timed;
  row["weeks_p50"] = known ? RowJson(card.lead.weeks_kept(0.5)) : RowJson();
  row["weeks_p90"] = known ? RowJson(card.lead.weeks_kept(0.9)) : RowJson();
  return row;
}

int run(const CommonOptions& common, const Options& options) {
  const auto today = day_of(options.today);
  if (!today) return report(today.error());
  const auto database = database_of(common);
  if (!database) return report(database.error());
  auto views = PlanningViews::open(*database);
  if (!views) return report(views.error());
  const auto suppliers = (*views)->bought();
  if (!suppliers) return report(suppliers.error());
  std::vector<RowJson> rows;
  for (const SupplierHistory& supplier : *suppliers) rows.push_back(row_of(supplier, *today));
  return show_rows(rows, options.json ? ShownAs::json : ShownAs::table);
}

}  // namespace

Subcommand subcommand_suppliers() {
  auto options = std::make_shared<Options>();
  return {
      .name = "suppliers",
      .about = "Tells how each supplier has done: on time, in full, and how long it takes",
      .options = {option("today", &options->today, "as if it were this day: 2026-11-28"),
                  option("json", &options->json, "one JSON object a row")},
      .run = [options](const CommonOptions& common) { return run(common, *options); },
      .footer =
          "Weeks are learned from purchase lines that say when they were ordered (column \"ordered\"), from open ones\n"
          "as well: one that is late says so before it comes. timed: how many do."};
}

}  // namespace dockhand

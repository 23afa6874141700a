#include <memory>
#include <nlohmann/json.hpp>

#include "storage/model/exit_code.h"
#include "storage/views/cause_sums.h"
#include "storage/views/views.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

struct CausesOptions {
  std::string by = "cause";
  bool json = false;
};

std::vector<RowJson> rows_of(const std::vector<CauseSum>& sums, const std::string& by) {
  std::vector<RowJson> rows;
  for (const CauseSum& sum : sums) {
    RowJson row;
    if (by != "cause") row[by] = sum.group;
    row["cause"] = planning::name_of(sum.cause);
    row["lines"] = sum.lines;
    row["waiting"] = sum.waiting;
    row["units"] = sum.most;
    row["spent"] = sum.spent.text();
    row["words"] = planning::words_of(sum.cause);
    rows.push_back(std::move(row));
  }
  return rows;
}

int run_causes(const CommonOptions& common, const CausesOptions& options) {
  const auto database = database_of(common);
  if (!database) return report(database.error());
  const auto views = Views::open(*database);
  if (!views) return report(views.error());
  const auto causes = (*views)->causes();
  if (!causes) return report(causes.error());
  const auto spent = (*views)->spent();
  if (!spent) return report(spent.error());
  return show_rows(rows_of(sums_of(*causes, *spent, options.by), options.by),
                   options.json ? ShownAs::json : ShownAs::table);
}

}  // namespace

Subcommand subcommand_causes() {
  auto options = std::make_shared<CausesOptions>();
  return {
      .name = "causes",
      .about = "Tells why order lines wait, or waited, in units",
      .options = {option("by", &options->by, "one list for each: cause (default), supplier, item, month")
                      .one_of({"cause", "supplier", "item", "month"}),
                  option("json", &options->json, "one JSON object a line")},
      .run = [options](const CommonOptions& common) { return run_causes(common, *options); },
      .footer =
          "waiting: units that wait now. units: those that waited at most, the lines that have them by now included.\n"
          "spent: on goodwill, and on purchases that were brought sooner (`dockhand show spent`).\n"
          "The last lead time of the item is replayed without one thing after the other, in a fixed order; the units\n"
          "that would then not wait are that thing's. `dockhand show causes` has every line.\n"
          "Example: dockhand causes --by supplier"};
}

}  // namespace dockhand

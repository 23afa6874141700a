#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "storage/model/exit_code.h"
#include "storage/views/views.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

struct Options {
  std::string by = "cause";
  bool json = false;
};

using GroupOf = std::function<std::string(const CauseView&)>;

GroupOf group_named(const std::string& by) {
  if (by == "supplier") return [](const CauseView& one) { return one.supplier; };
  if (by == "item") return [](const CauseView& one) { return one.item.text(); };
  if (by == "month") return [](const CauseView& one) { return one.since.text().substr(0, 7); };
  return [](const CauseView&) { return std::string(); };
}

struct Sum {
  std::int64_t lines = 0, waiting = 0, most = 0;
};

// What cost most units stands first within its group; the groups by name.
std::vector<RowJson> sums_of(const std::vector<CauseView>& causes, const std::string& by) {
  const GroupOf group = group_named(by);
  std::map<std::pair<std::string, planning::Cause>, Sum> sums;
  for (const CauseView& one : causes) {
    Sum& sum = sums[{group(one), one.cause}];
    ++sum.lines;
    sum.waiting += one.units;
    sum.most += one.most;
  }
  std::vector<std::pair<std::pair<std::string, planning::Cause>, Sum>> sorted(sums.begin(), sums.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.first.first != b.first.first ? a.first.first < b.first.first : a.second.most > b.second.most;
  });
  std::vector<RowJson> rows;
  for (const auto& [key, sum] : sorted) {
    RowJson row;
    if (by != "cause") row[by] = key.first;
    row["cause"] = planning::name_of(key.second);
    row["lines"] = sum.lines;
    row["waiting"] = sum.waiting;
    row["units"] = sum.most;
    row["words"] = planning::words_of(key.second);
    rows.push_back(std::move(row));
  }
  return rows;
}

int run(const CommonOptions& common, const Options& options) {
  const auto database = database_of(common);
  if (!database) return report(database.error());
  const auto views = Views::open(*database);
  if (!views) return report(views.error());
  const auto causes = (*views)->causes();
  if (!causes) return report(causes.error());
  return show_rows(sums_of(*causes, options.by), options.json ? ShownAs::json : ShownAs::table);
}

}  // namespace

Subcommand subcommand_causes() {
  auto options = std::make_shared<Options>();
  return {
      .name = "causes",
      .about = "Tells why order lines wait, or waited, in units",
      .options = {option("by", &options->by, "one list for each: cause (default), supplier, item, month")
                      .one_of({"cause", "supplier", "item", "month"}),
                  option("json", &options->json, "one JSON object a line")},
      .run = [options](const CommonOptions& common) { return run(common, *options); },
      .footer =
          "waiting: units that wait now. units: those that waited at most, the lines that have them by now included.\n"
          "The last lead time of the item is replayed without one thing after the other, in a fixed order; the units\n"
          "that would then not wait are that thing's. `dockhand show causes` has every line.\n"
          "Example: dockhand causes --by supplier"};
}

}  // namespace dockhand

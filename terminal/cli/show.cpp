
#include <memory>
#include <nlohmann/json.hpp>

#include "storage/listings/listings.h"
#include "storage/model/exit_code.h"
#include "storage/model/tools/plural.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

struct ShowOptions {
  std::string topic;
  bool json = false, csv = false;
  ShowFilter filter;
};

// One row more is asked for than is shown: if it comes, something was left out, and that is said.
int show(const Topic& topic, const std::filesystem::path& database, const ShowOptions& options) {
  ShowFilter filter = options.filter;
  ++filter.limit;
  auto rows = topic.rows(database, filter);
  if (!rows) return report(rows.error());
  const bool cut = rows->size() > options.filter.limit;
  if (cut) rows->resize(options.filter.limit);
  ShownAs as = ShownAs::table;
  if (options.json) as = ShownAs::json;
  if (options.csv) as = ShownAs::csv;
  const int code = show_rows(*rows, as);
  if (cut && code == exit_ok) {
    std::fprintf(stderr, "dockhand: only the first %s shown; --limit shows more\n",
                 plural(options.filter.limit, "row is", "rows are").c_str());
  }
  return code;
}

int run_show(const CommonOptions& common, const ShowOptions& options) {
  auto database = database_of(common);
  if (!database) return report(database.error());
  for (const auto& topic : topics()) {
    if (options.topic != topic.name) continue;
    return show(topic, *database, options);
  }
  return report({ErrorKind::bad_input, options.topic, "there is nothing of this name to show"});
}

std::string footer() {
  std::string text = "What there is to show:\n";
  for (const auto& topic : topics()) text += "  " + std::string(topic.name) + ": " + topic.about + "\n";
  return text + "Example: dockhand show backorders --json";
}

}  // namespace

Subcommand subcommand_show() {
  auto options = std::make_shared<ShowOptions>();
  std::vector<std::string> names;
  for (const auto& topic : topics()) names.emplace_back(topic.name);
  return {.name = "show",
          .about = "Shows the books, as a table or with --json as one JSON object a line",
          .options = {argument("what", &options->topic, "what to show").required().one_of(std::move(names)),
                      option("json", &options->json, "JSON lines instead of a table"),
                      option("csv", &options->csv, "CSV instead of a table"),
                      option("limit", &options->filter.limit, "rows at most (default 1000)").within(1, 100'000'000),
                      option("zone", &options->filter.zone, "picks of this zone only")},
          .run = [options](const CommonOptions& common) { return run_show(common, *options); },
          .footer = footer()};
}

}  // namespace dockhand


#include <memory>
#include <nlohmann/json.hpp>

#include "terminal/cli/show_rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

struct Options {
  std::string topic;
  bool json = false;
  ShowFilter filter;
};

int run(const CommonOptions& common, const Options& options) {
  auto database = database_of(common);
  if (!database) return report(database.error());
  for (const auto& topic : topics()) {
    if (options.topic != topic.name) continue;
    auto rows = topic.rows(*database, options.filter);
    return rows ? show_rows(*rows, options.json) : report(rows.error());
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
  auto options = std::make_shared<Options>();
  std::vector<std::string> names;
  for (const auto& topic : topics()) names.emplace_back(topic.name);
  return {.name = "show",
          .about = "Shows the books, as a table or with --json as one JSON object a line",
          .options = {argument("what", &options->topic, "what to show").required().one_of(std::move(names)),
                      option("json", &options->json, "JSON lines instead of a table"),
                      option("limit", &options->filter.limit, "rows at most (default 1000)").within(1, 100'000'000),
                      option("zone", &options->filter.zone, "picks of this zone only")},
          .run = [options](const CommonOptions& common) { return run(common, *options); },
          .footer = footer()};
}

}  // namespace dockhand

#include <CLI/CLI.hpp>

#include "terminal/cli/command.h"
#include "terminal/cli/show_rows.h"

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

void add_show(CLI::App& app, CommonOptions& common, Exit& exit) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("show", "Shows the books, as a table or with --json as one JSON object a line");
  command->footer(footer());
  std::vector<std::string> names;
  for (const auto& topic : topics()) names.emplace_back(topic.name);
  command->add_option("what", options->topic, "what to show")->required()->check(CLI::IsMember(names));
  command->add_flag("--json", options->json, "JSON lines instead of a table");
  command->add_option("--limit", options->filter.limit, "rows at most (default 1000)")
      ->check(CLI::Range(1, 100'000'000));
  command->add_option("--zone", options->filter.zone, "picks of this zone only");
  command->callback([&common, options, &exit] { exit.code = run(common, *options); });
}

}  // namespace dockhand

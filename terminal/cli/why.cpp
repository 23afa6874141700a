#include <CLI/CLI.hpp>

#include "storage/views.h"
#include "storage/wording.h"
#include "terminal/cli/command.h"
#include "terminal/cli/exit_code.h"
#include "terminal/cli/rows.h"

namespace dockhand {
namespace {

struct Options {
  std::string line;
  bool json = false;
};

RowJson json_of(const Why& why) {
  const auto& line = why.line;
  RowJson json{{"line", line.line.text()},        {"customer", line.customer},
               {"item", line.item.text()},        {"ordered", line.ordered.units()},
               {"waiting", line.waiting.units()}, {"reserved", line.reserved.units()},
               {"picked", line.picked.units()},   {"shipped", line.shipped.units()}};
  json["decisions"] = RowJson::array();
  for (const auto& decision : why.decisions) {
    json["decisions"].push_back({{"time", decision.at.text()},
                                 {"seq", decision.seq},
                                 {"event", decision.by_event},
                                 {"rule", name_of(decision.explanation.rule)},
                                 {"granted", decision.explanation.granted.units()},
                                 {"text", sentence(decision.explanation)}});
  }
  json["ahead"] = RowJson::array();
  for (const auto& ahead : why.ahead) {
    json["ahead"].push_back({{"line", ahead.line.text()}, {"waiting", ahead.waiting.units()}});
  }
  json["expected"] = RowJson::array();
  for (const auto& supply : why.expected) {
    json["expected"].push_back(
        {{"line", supply.line.text()}, {"open", supply.open.units()}, {"due", supply.due.text()}});
  }
  return json;
}

std::string state_of(const OrderLineView& line) {
  const std::string rank = ", priority " + std::to_string(line.rank.priority) + ", promised " +
                           line.rank.promised.text() + ", ordered " + line.rank.ordered_at.date().text();
  return line.line.text() + ": " + line.ordered.text() + " of " + line.item.text() + " (" + printable(line.name) +
         ") for " + printable(line.customer) + rank + (line.partial ? "" : ", only sent whole") + "\n  " +
         line.waiting.text() + " waiting, " + line.reserved.text() + " reserved, " + line.picked.text() + " picked, " +
         line.shipped.text() + " shipped\n";
}

std::string text_of(const Why& why) {
  std::string text = state_of(why.line);
  for (const auto& decision : why.decisions) {
    text += "\n" + decision.at.text() + "  " + printable(decision.by_event) + "\n  " + sentence(decision.explanation) +
            "\n";
  }
  if (why.decisions.empty()) text += "\nNothing that arrived has reached it yet.\n";
  if (why.line.waiting.none()) return text;
  text += "\nAhead of it:";
  for (const auto& ahead : why.ahead) text += " " + ahead.line.text() + " (" + ahead.waiting.text() + ")";
  text += why.ahead.empty() ? " nobody\nExpected:" : "\nExpected:";
  for (const auto& supply : why.expected) {
    text += (&supply == &why.expected.front() ? " " : ", ") + supply.open.text() + " with " + supply.line.text() +
            " on " + supply.due.text();
  }
  if (why.expected.empty()) text += " nothing; offer another item";
  return text + "\n";
}

int run(const CommonOptions& common, const Options& options) {
  const auto line = OrderLine::parse(options.line);
  if (!line) return report(line.error());
  auto database = database_of(common);
  if (!database) return report(database.error());
  auto views = Views::open(*database);
  if (!views) return report(views.error());
  auto why = (*views)->why(*line);
  if (!why) return report(why.error());
  if (!why->has_value()) return report({ErrorKind::unknown, line->text(), "no such order line is known"});
  return write_out(options.json ? line_of(json_of(**why)) : text_of(**why)) ? exit_ok : exit_failed;
}

}  // namespace

void add_why(CLI::App& app, CommonOptions& common, Exit& exit) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("why", "Tells why an order line has what it has");
  command->footer(
      "Every decision that touched the line, who is ahead of it, and what is expected.\n"
      "Example: dockhand why SO-118/1");
  command->add_option("line", options->line, "ORDER/LINE")->required();
  command->add_flag("--json", options->json, "one JSON object");
  command->callback([&common, options, &exit] { exit.code = run(common, *options); });
}

}  // namespace dockhand

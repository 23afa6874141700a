#include "terminal/cli/command_line.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>
#include <sstream>

#include "storage/model/exit_code.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

constexpr const char* about =
    "Dockhand: the barcode terminal of a warehouse.\n"
    "Receives and picks by scanning, gives what arrives to the orders that wait for it, works offline, syncs later.\n"
    "Exit codes: 0 done, 1 a file, disk or network failed, 2 wrong usage, 3 bad or refused input, 4 audit failed,\n"
    "5 the database is damaged, foreign, newer than the program, or in use.";

// An option of a source checks its value itself. What is on is switched off by --no-NAME.
CLI::Option* add(CLI::App& command, const Option& option, SourceOptions& values) {
  const auto set = [&values, name = option.name](OptionValue value) {
    if (const Status done = values.set(name, std::move(value)); !done) throw CLI::ValidationError(done.error().message);
  };
  const OptionValue& standard = values.value_of(option.name);
  if (const bool* on = std::get_if<bool>(&standard)) {
    const std::string no = "--no-" + option.flag().substr(2);
    const std::string help = std::string(option.help) + (*on ? "; it does unless " + no : "");
    const std::function<void(std::int64_t)> flag = [set](std::int64_t count) { set(count > 0); };
    return command.add_flag_function(option.flag() + ",!" + no, flag, help);
  }
  if (const auto* number = std::get_if<std::int64_t>(&standard)) {
    const std::function<void(const std::int64_t&)> take = [set](std::int64_t value) { set(value); };
    return command.add_option_function(option.flag(), take, option.help)->default_str(std::to_string(*number));
  }
  const std::function<void(const std::string&)> take = [set](const std::string& value) { set(value); };
  return command.add_option_function(option.flag(), take, option.help)->default_str(std::get<std::string>(standard));
}

// A flag has no value, any other option has one, a list has several.
CLI::Option* add(CLI::App& command, const Option& option) {
  const auto add_one = [&](auto* target) -> CLI::Option* {
    if constexpr (std::is_same_v<decltype(target), SourceOptions*>) {
      return add(command, option, *target);
    } else if constexpr (std::is_same_v<decltype(target), bool*>) {
      return command.add_flag(option.flag(), *target, option.help);
    } else {
      // A list that has a name takes one text each time that it is named: what follows may be an argument.
      auto* added = command.add_option(option.flag(), *target, option.help);
      return option.has_name ? added->allow_extra_args(false) : added;
    }
  };
  return std::visit(add_one, option.target);
}

void declare(CLI::App& command, const Option& option) {
  CLI::Option* added = add(command, option);
  if (option.needed) added->required();
  if (option.shown) added->capture_default_str();
  if (!option.choices.empty()) added->check(CLI::IsMember(option.choices));
  if (option.most == 0) return;
  if (std::holds_alternative<double*>(option.target)) {
    added->check(CLI::Range(static_cast<double>(option.least), static_cast<double>(option.most)));
  } else {
    added->check(CLI::Range(option.least, option.most));
  }
}

void declare(CLI::App& app, const Subcommand& subcommand, CommonOptions& common, int& code) {
  CLI::App* command = app.add_subcommand(subcommand.name, subcommand.about);
  command->footer(subcommand.footer);
  if (subcommand.hidden) command->group("");
  for (const Option& option : subcommand.options) declare(*command, option);
  command->callback([command, &subcommand, &common, &code] {
    for (const Option& option : subcommand.options) {
      if (command->count(option.flag()) > 0) common.given.insert(option.name);
    }
    code = subcommand.run(common);
  });
}

}  // namespace

int run_command_line(int argc, const char* const* argv) {
  CLI::App app{about};
  app.set_version_flag("--version", DOCKHAND_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  CommonOptions common;
  int code = exit_ok;
  declare(app, option("db", &common.database, "database file (default: in your data folder)"));
  const std::vector<Subcommand> all = subcommands();
  for (const Subcommand& subcommand : all) declare(app, subcommand, common, code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    std::ostringstream help;
    if (app.exit(problem, help, std::cerr) != 0) return exit_usage;
    return write_out(help.str()) ? exit_ok : exit_failed;
  }
  return code;
}

}  // namespace dockhand

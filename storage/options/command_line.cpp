#include "storage/options/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <sstream>

#include "storage/model/exit_code.h"
#include "storage/options/file_itself.h"
#include "storage/options/option_file_reader.h"

namespace dockhand {
namespace {

// What is on is switched off by --no-NAME.
CLI::Option* add(CLI::App& command, const Option& option, const OwnedValue& value) {
  const auto set = [keep = value.set](OwnedValue::Value given) {
    if (const Status done = keep(std::move(given)); !done) throw CLI::ValidationError(done.error().message);
  };
  if (const bool* on = std::get_if<bool>(&value.standard)) {
    const std::string no = "--no-" + option.flag().substr(2);
    const std::string help = std::string(option.help) + (*on ? "; it does unless " + no : "");
    const std::function<void(std::int64_t)> flag = [set](std::int64_t count) { set(count > 0); };
    return command.add_flag_function(option.flag() + ",!" + no, flag, help);
  }
  if (const auto* number = std::get_if<std::int64_t>(&value.standard)) {
    const std::function<void(const std::int64_t&)> take = [set](std::int64_t given) { set(given); };
    return command.add_option_function(option.flag(), take, option.help)->default_str(std::to_string(*number));
  }
  const std::function<void(const std::string&)> take = [set](const std::string& given) { set(given); };
  return command.add_option_function(option.flag(), take, option.help)
      ->default_str(std::get<std::string>(value.standard));
}

// A flag has no value, any other option has one, a list has several.
CLI::Option* add(CLI::App& command, const Option& option) {
  const auto add_one = [&](const auto& target) -> CLI::Option* {
    using Target = std::decay_t<decltype(target)>;
    if constexpr (std::is_same_v<Target, OwnedValue>) {
      return add(command, option, target);
    } else if constexpr (std::is_same_v<Target, bool*>) {
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
  if (option.follows_links) added->transform([](const std::string& text) { return file_itself(text).string(); });
  if (!option.choices.empty()) added->check(CLI::IsMember(option.choices));
  if (option.most == 0) return;
  if (std::holds_alternative<double*>(option.target)) {
    added->check(CLI::Range(static_cast<double>(option.least), static_cast<double>(option.most)));
  } else {
    added->check(CLI::Range(option.least, option.most));
  }
}

CLI::App* declare(CLI::App& app, const ProgramCommand& command) {
  CLI::App* declared = app.add_subcommand(command.name, command.about);
  declared->footer(command.footer);
  if (command.hidden) declared->group("");
  for (const Option& option : command.options) declare(*declared, option);
  return declared;
}

void declare(CLI::App& app, const OptionFile& file, const std::vector<Option>& options) {
  app.config_formatter(reader_of(app, file, options));
  app.set_config("--config", "", file.help);
  app.allow_config_extras(CLI::config_extras_mode::error);
}

std::set<std::string> given_to(const CLI::App& declared, const ProgramCommand& command) {
  std::set<std::string> given;
  for (const Option& option : command.options) {
    if (declared.count(option.flag()) > 0) given.insert(option.name);
  }
  return given;
}

}  // namespace

int run_program(const Program& program, int argc, const char* const* argv) {
  CLI::App app{program.about};
  app.set_version_flag("--version", DOCKHAND_VERSION);
  if (!program.without_command) app.require_subcommand(1);
  app.fallthrough();
  for (const Option& option : program.options) declare(app, option);
  if (program.file) declare(app, *program.file, program.options);
  std::vector<CLI::App*> declared;
  for (const ProgramCommand& command : program.commands) declared.push_back(declare(app, command));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    std::ostringstream help;
    if (app.exit(problem, help, std::cerr) != 0) return exit_usage;
    return write_to_standard_output(program.name, help.str()) ? exit_ok : exit_failed;
  }
  for (std::size_t n = 0; n < declared.size(); ++n) {
    const ProgramCommand& command = program.commands[n];
    if (*declared[n]) return command.run(given_to(*declared[n], command));
  }
  return program.without_command();
}

bool write_to_standard_output(const std::string& program, const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return true;
  std::fprintf(stderr, "%s: standard output cannot be written (%s)\n", program.c_str(), std::strerror(errno));
  return false;
}

}  // namespace dockhand

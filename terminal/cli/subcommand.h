// The subcommands of `dockhand`, by list: one file here and one line in commands.def each.
//
// Decides: that a subcommand describes itself as data: name, help, options and what it does. Leaves to others: its
// options and its work (terminal/cli/NAME.cpp), reading the command line (terminal/cli/command_line.h).
#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "storage/model/result.h"
#include "storage/model/time.h"
#include "storage/options/option.h"

namespace dockhand {

// The options that every subcommand shares.
struct CommonOptions {
  std::filesystem::path database{};  // from --db; empty: default_database()
  std::set<std::string> given{};     // those of the subcommand's own options that stood on the command line
};

struct Subcommand {
  std::string name, about;
  std::vector<Option> options;
  std::function<int(const CommonOptions&)> run;  // its exit code; it keeps alive what the options set
  std::string footer{};
  bool hidden = false;  // it is not shown in --help
};

// Returns the file in the user's own folder: $XDG_DATA_HOME/dockhand/dockhand.db, else
// ~/.local/share/dockhand/dockhand.db.
std::filesystem::path default_database();
// Returns the file of --db, or the standard one after its folder was made.
Result<std::filesystem::path> database_of(const CommonOptions& options);
// Returns the day that --today names, or today.
Result<Date> day_of(const std::string& today);
// Writes "dockhand: SENTENCE" to standard error and returns the exit code of the kind.
int report(const Error& error);

struct DemoOptions;
// Plays the demo, in the data folder when `options` name none, and returns the exit code. `dockhand run` does so
// without a display.
int report_demo(const DemoOptions& options);

// They stand in the order of the list.
std::vector<Subcommand> subcommands();

#define COMMAND(name) Subcommand subcommand_##name();
#include "terminal/cli/commands.def"
#undef COMMAND

}  // namespace dockhand

// The subcommands of `dockhand`, by list: one file here and one line in commands.def each.
//
// Decides: how a subcommand announces itself. Leaves to others: its options and its work (terminal/cli/NAME.cpp).
#pragma once

#include <filesystem>
#include <string>

#include "storage/model/result.h"

namespace CLI {
class App;
}

namespace dockhand {

// Options that every subcommand shares.
struct CommonOptions {
  std::filesystem::path database;  // --db; empty: default_database()
};

// What a subcommand leaves for main to return.
struct Exit {
  int code = 0;
};

// The user's own folder: $XDG_DATA_HOME/dockhand/dockhand.db, else ~/.local/share/dockhand/dockhand.db.
std::filesystem::path default_database();
// --db, or the default with its folder made.
Result<std::filesystem::path> database_of(const CommonOptions& options);
// Writes "dockhand: SENTENCE" to standard error and returns the exit code of the kind.
int report(const Error& error);

// add_NAME adds the subcommand with its options and a callback that does the work and sets `exit.code`.
#define COMMAND(name) void add_##name(CLI::App& app, CommonOptions& common, Exit& exit);
#include "terminal/cli/commands.def"
#undef COMMAND

}  // namespace dockhand

#include "terminal/cli/subcommand.h"

#include <cstdio>
#include <cstdlib>

#include "storage/model/codes.h"
#include "storage/model/exit_code.h"
#include "storage/options/file_itself.h"

namespace dockhand {
namespace fs = std::filesystem;

namespace {

bool is_set(const char* variable) { return variable != nullptr && *variable != '\0'; }

// Returns where the programs of a user keep their data, by the XDG Base Directory Specification.
fs::path data_folder() {
  const char* data = std::getenv("XDG_DATA_HOME");
  if (is_set(data)) return data;
  const char* home = std::getenv("HOME");
  if (is_set(home)) return fs::path(home) / ".local" / "share";
  return fs::temp_directory_path();
}

}  // namespace

fs::path default_database() { return data_folder() / "dockhand" / "dockhand.db"; }

Result<fs::path> database_of(const CommonOptions& options) {
  if (!options.database.empty()) return options.database;
  const fs::path file = default_database();
  std::error_code failure;
  fs::create_directories(file.parent_path(), failure);
  if (failure) {
    return Error{ErrorKind::read_only, file.parent_path().string(),
                 "the folder cannot be made (" + failure.message() + "); name another place with --db"};
  }
  return file_itself(file);
}

std::vector<Subcommand> subcommands() {
  return {
#define COMMAND(name) subcommand_##name(),
#include "terminal/cli/commands.def"
#undef COMMAND
  };
}

Result<Date> day_of(const std::string& today) {
  return today.empty() ? Result<Date>(system_clock().now().date()) : Date::parse(today);
}

int report(const Error& error) {
  const std::string sentence = error.sentence();
  std::fprintf(stderr, "dockhand: %s\n", printable(sentence, sentence.size()).c_str());
  return exit_code_of(error);
}

}  // namespace dockhand

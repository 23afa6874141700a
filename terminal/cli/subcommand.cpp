#include "terminal/cli/subcommand.h"

#include <cstdio>
#include <cstdlib>

#include "storage/model/codes.h"
#include "terminal/cli/exit_code.h"

namespace dockhand {
namespace fs = std::filesystem;

fs::path default_database() {
  const char* data = std::getenv("XDG_DATA_HOME");
  const char* home = std::getenv("HOME");
  const fs::path base = data != nullptr && *data != '\0'   ? fs::path(data)
                        : home != nullptr && *home != '\0' ? fs::path(home) / ".local" / "share"
                                                           : fs::temp_directory_path();
  return base / "dockhand" / "dockhand.db";
}

Result<fs::path> database_of(const CommonOptions& options) {
  if (!options.database.empty()) return options.database;
  const fs::path file = default_database();
  std::error_code failure;
  fs::create_directories(file.parent_path(), failure);
  if (failure) {
    return Error{ErrorKind::read_only, file.parent_path().string(),
                 "the folder cannot be made (" + failure.message() + "); name another place with --db"};
  }
  return file;
}

std::vector<Subcommand> subcommands() {
  return {
#define COMMAND(name) subcommand_##name(),
#include "terminal/cli/commands.def"
#undef COMMAND
  };
}

int report(const Error& error) {
  const std::string sentence = error.sentence();
  std::fprintf(stderr, "dockhand: %s\n", printable(sentence, sentence.size()).c_str());
  return exit_code_of(error);
}

}  // namespace dockhand

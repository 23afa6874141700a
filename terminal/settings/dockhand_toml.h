// This reads dockhand.toml, the file with the settings of a terminal.
//
// Decides: where the file is, and that what it says wrongly is refused with its line. Leaves to others: the options
// that may stand in it (terminal/settings/run_options.h), its tables (terminal/settings/scanner_toml.h,
// terminal/settings/site_toml.h).
#pragma once

#include <filesystem>

#include "terminal/settings/run_options.h"

namespace dockhand {

// Returns the file that counts: the one that is named, else dockhand.toml in the user's folder for settings
// ($XDG_CONFIG_HOME/dockhand, else ~/.config/dockhand), else the one beside the database. Only a file that is named has
// to exist.
Result<std::filesystem::path> settings_file(const std::filesystem::path& named, const std::filesystem::path& database);

// Reads `file` over `options`. A file that does not exist changes nothing. An unknown name, a wrong type or a syntax
// error is refused with its line, because a setting that is silently ignored is found only when it is too late.
Status read_settings(const std::filesystem::path& file, RunOptions& options);

}  // namespace dockhand

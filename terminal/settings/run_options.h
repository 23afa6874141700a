// What `dockhand run` starts with.
//
// Decides: the names and defaults of its settings; dockhand.toml gives them for good, the command line for once; where
// that file is. Leaves to others: what they do.
#pragma once

#include <filesystem>

#include "scanner/source/wedge.h"
#include "terminal/settings/display_options.h"
#include "terminal/station/station.h"

namespace dockhand {

struct RunOptions {
  DisplayOptions display;
  StationOptions station;  // its scanners are the [[scanner]] tables
  bool fullscreen = false;
  std::string drawing = "software";
  WedgeSettings keyboard;  // the table [keyboard]
};

// The file that holds: the one named, else dockhand.toml in the user's folder for settings ($XDG_CONFIG_HOME/dockhand,
// else ~/.config/dockhand), else the one beside the database. Only a named one has to be there.
Result<std::filesystem::path> settings_file(const std::filesystem::path& named, const std::filesystem::path& database);

// Reads `file` over `options`; a file that is not there changes nothing. An unknown name, a wrong type or a syntax
// error is refused with its line: a setting that is silently ignored is found out at night.
Status read_settings(const std::filesystem::path& file, RunOptions& options);

}  // namespace dockhand

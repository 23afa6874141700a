// What `dockhand run` starts with.
//
// Decides: the names and defaults of its settings; dockhand.toml beside the database gives them for good, the command
// line for once. Leaves to others: what they do.
#pragma once

#include <filesystem>

#include "terminal/display_options.h"
#include "terminal/station.h"

namespace dockhand {

struct RunOptions {
  DisplayOptions display;
  StationOptions station;
  bool fullscreen = false;
  std::string drawing = "software";
};

// Reads `file` over `options`; a file that is not there changes nothing. An unknown name, a wrong type or a syntax
// error is refused with its line: a setting that is silently ignored is found out at night.
Status read_settings(const std::filesystem::path& file, RunOptions& options);

}  // namespace dockhand

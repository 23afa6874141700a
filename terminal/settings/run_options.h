// The options with which `dockhand run` starts.
//
// Decides: the names, help and standard values of its options; dockhand.toml gives them for good, the command line for
// once. Leaves to others: what they do, reading them (terminal/settings/dockhand_toml.h, terminal/cli/command_line.h).
#pragma once

#include <string>
#include <vector>

#include "scanner/source/wedge.h"
#include "storage/options/option.h"
#include "terminal/settings/display_options.h"
#include "terminal/station/station.h"

namespace dockhand {

struct RunOptions {
  DisplayOptions display;
  StationOptions station;  // its scanners are the [[scanner]] tables
  bool fullscreen = false;
  std::string drawing = "software";
  int volume = 100;        // percent; 0: mute
  int vibration = 100;     // percent, where the terminal can; 0: none
  WedgeSettings keyboard;  // from the table [keyboard]
};

// Returns what may stand on the command line and in dockhand.toml. The options set `options`, which must outlive them.
std::vector<Option> options_of(RunOptions& options);

}  // namespace dockhand

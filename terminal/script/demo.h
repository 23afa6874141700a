// `dockhand demo`: a dock shift on the real screens, offscreen and deterministic.
//
// Decides: the story: the office's documents come from a hub, the network goes down, goods are received, given to
// orders and picked, the network comes back. Leaves to others: the steps of the shift (assets/demo/shift.ui), the
// screens.
#pragma once

#include <filesystem>

#include "storage/model/result.h"
#include "terminal/settings/display_options.h"

namespace dockhand {

struct DemoOptions {
  std::filesystem::path out;  // folder for screenshots and databases; made anew; empty: "demo" in the data folder
  DisplayOptions display;
};

// Plays the whole shift, prints what happened, and returns an exit code.
int play_demo(const DemoOptions& options);

}  // namespace dockhand

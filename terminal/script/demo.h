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
  std::filesystem::path out;  // folder for screenshots and databases; made when it is not there
  DisplayOptions display;
};

// Plays the whole shift and prints what happened. The Error is the first thing that went wrong.
Status play_demo(const DemoOptions& options);

}  // namespace dockhand

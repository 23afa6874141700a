// `dockhand demo`: a dock shift on the real screens, offscreen and deterministic.
#pragma once

#include <filesystem>
#include <string>

namespace dockhand {

struct DemoOptions {
  std::filesystem::path out;  // folder for the screenshots; empty: beside the current folder, "dockhand-demo"
};

// Plays the whole shift, prints what happened, and returns an exit code.
int play_demo(const DemoOptions& options);

}  // namespace dockhand

// dockhand demo: a dock shift on the same screens, offscreen.
#include "terminal/script/demo.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "terminal/cli/command.h"

namespace dockhand {

void add_demo(CLI::App& app, CommonOptions&, Exit& exit) {
  auto options = std::make_shared<DemoOptions>();
  auto* command = app.add_subcommand(
      "demo",
      "play a dock shift offscreen: label pictures are read, goods received, given to orders and picked with the\n"
      "network down, then synced with a hub on loopback; leaves a screenshot of every step and a summary");
  command->add_option("--out", options->out, "folder for screenshots and databases (default: demo in the data folder)");
  command->add_option("--size", options->display.size, "pixels, 480x800 or 1280x800, say")->capture_default_str();
  command->add_option("--unit", options->display.unit, "pixels per millimetre (default: from the size)");
  command->add_option("--theme", options->display.theme, "day or night")->capture_default_str();
  command->callback([options, &exit] { exit.code = play_demo(*options); });
}

}  // namespace dockhand

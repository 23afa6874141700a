// dockhand run: the terminal in its window.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "terminal/cli/command.h"
#include "terminal/cli/exit_code.h"
#include "terminal/script/demo.h"
#include "terminal/settings/run_options.h"
#include "terminal/station/scanner_settings.h"
#include "terminal/window/window.h"

namespace dockhand {
namespace {

// The options as given; what was not given comes from dockhand.toml.
struct Given {
  RunOptions values;
  std::filesystem::path config;
  CLI::App* command = nullptr;
};

RunOptions merged(const Given& given, RunOptions settings) {
  const auto has = [&](const char* option) { return given.command->count(option) > 0; };
  if (has("--size")) settings.display.size = given.values.display.size;
  if (has("--theme")) settings.display.theme = given.values.display.theme;
  if (has("--unit")) settings.display.unit = given.values.display.unit;
  if (has("--mirror")) settings.display.mirrored = given.values.display.mirrored;
  if (has("--dim-after")) settings.display.dim_after = given.values.display.dim_after;
  if (has("--fullscreen")) settings.fullscreen = given.values.fullscreen;
  if (has("--draw")) settings.drawing = given.values.drawing;
  if (has("--dock")) settings.station.dock = given.values.station.dock;
  if (has("--operator")) settings.station.person = given.values.station.person;
  if (has("--hub")) settings.station.hub = given.values.station.hub;
  if (has("--token-file")) settings.station.token_file = given.values.station.token_file;
  settings.station.demo = given.values.station.demo;
  return settings;
}

// A terminal that starts is worth more than the faster way of drawing.
Result<std::unique_ptr<Window>> open_window(WindowOptions options) {
  auto window = Window::open(options);
  if (window || options.drawing == Drawing::software || window.error().kind == ErrorKind::unknown) return window;
  fmt::print(stderr, "dockhand: {}: drawing in software instead.\n", window.error().sentence());
  options.drawing = Drawing::software;
  return Window::open(options);
}

int run(const Given& given, const CommonOptions& common) {
  const auto database = database_of(common);
  if (!database) return report(database.error());
  const auto file = settings_file(given.config, *database);
  if (!file) return report(file.error());
  RunOptions settings;
  if (auto read = read_settings(*file, settings); !read) return report(read.error());
  RunOptions options = merged(given, settings);
  if (options.station.scanners.empty()) options.station.scanners = certain_scanners(probe());
  options.station.keep_log = true;
  options.station.database = *database;
  const auto display = parse_display(options.display);
  if (!display) return report(display.error());
  const auto drawing = parse_drawing(options.drawing);
  if (!drawing) return report(drawing.error());
  auto window = open_window({*display, options.display.unit != 0, options.fullscreen, *drawing, options.keyboard});
  if (!window) {
    fmt::print("dockhand: {}: playing `dockhand demo` instead.\n", window.error().sentence());
    std::fflush(stdout);
    return play_demo({});
  }
  const SystemClock clock;
  Window& shown = **window;
  auto station = Station::open(options.station, clock, [&shown] { shown.wake(); });
  if (!station) return report(station.error());
  shown.run(**station);
  return exit_ok;
}

}  // namespace

void add_run(CLI::App& app, CommonOptions& common, Exit& exit) {
  auto given = std::make_shared<Given>();
  RunOptions& values = given->values;
  auto* command = app.add_subcommand("run", "open the terminal; without any display, play the demo");
  given->command = command;
  command->add_option("--size", values.display.size, "pixels of the window, 480x800 or 1280x800, say")
      ->capture_default_str();
  command->add_option("--theme", values.display.theme, "day or night")->capture_default_str();
  command->add_option("--unit", values.display.unit, "pixels per millimetre (default: from the size)");
  command->add_flag("--mirror", values.display.mirrored, "the action bar for the left hand");
  command
      ->add_option("--dim-after", values.display.dim_after, "seconds without use until the screen gets dark; 0: never")
      ->capture_default_str();
  command->add_flag("--fullscreen", values.fullscreen, "the whole display");
  command->add_option("--draw", values.drawing, "software, or gles: OpenGL ES 2, for displays of many pixels")
      ->capture_default_str();
  command->add_option("--dock", values.station.dock, "where this terminal receives")->capture_default_str();
  command->add_option("--operator", values.station.person, "who works")->capture_default_str();
  command->add_option("--hub", values.station.hub, "keep in sync with this hub, http://host:port");
  command->add_option("--token-file", values.station.token_file, "file with the hub's token");
  command->add_flag("--demo", values.station.demo, "fill an empty database with the demo warehouse");
  command->add_option("--config", given->config, "the settings (default: dockhand.toml in your settings folder)");
  command->footer(
      "Every option but --demo and --config may stand in dockhand.toml, for good: in the folder for your settings\n"
      "(~/.config/dockhand) or beside the database. Its [[scanner]] tables name the scanners; without any, each "
      "device\n"
      "that is surely a scanner is used. Example: dockhand run --demo");
  command->callback([given, &common, &exit] { exit.code = run(*given, common); });
}

}  // namespace dockhand

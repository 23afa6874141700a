// dockhand run: the terminal in its window.
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "storage/model/exit_code.h"
#include "terminal/cli/subcommand.h"
#include "terminal/script/demo.h"
#include "terminal/settings/dockhand_toml.h"
#include "terminal/settings/keep_preferences.h"
#include "terminal/station/scanner_settings.h"
#include "terminal/window/window.h"

namespace dockhand {
namespace {

// The options that were given. Those that were not given come from dockhand.toml.
struct Given {
  RunOptions values;
  std::filesystem::path config;
};

RunOptions merged(Given& given, const std::set<std::string>& names, RunOptions settings) {
  const std::vector<Option> from = options_of(given.values), to = options_of(settings);
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (names.contains(from[i].name)) copy(from[i], to[i]);
  }
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

int run(Given& given, const CommonOptions& common) {
  const auto database = database_of(common);
  if (!database) return report(database.error());
  const auto file = settings_file(given.config, *database);
  if (!file) return report(file.error());
  RunOptions settings;
  if (auto read = read_settings(*file, settings); !read) return report(read.error());
  RunOptions options = merged(given, common.given, settings);
  if (options.station.scanners.empty()) options.station.scanners = certain_scanners(probe());
  options.station.keep_log = true;
  options.station.answer = true;
  options.station.plan = true;
  options.station.database = *database;
  const auto display = parse_display(options.display);
  if (!display) return report(display.error());
  const auto drawing = parse_drawing(options.drawing);
  if (!drawing) return report(drawing.error());
  PreferenceStore preferences{preferences_of(options),
                              [&](const Preferences& wanted) { return keep_preferences(*file, wanted); }};
  options.station.preferences = &preferences;
  auto window = open_window({*display, options.display.unit != 0, options.fullscreen, *drawing, options.keyboard,
                             "/sys/class", &preferences, [](const std::string& theme) {
                               const auto now = theme_now(theme);
                               return now ? *now : ThemeName::day;
                             }});
  if (!window) {
    fmt::print("dockhand: {}: playing `dockhand demo` instead.\n", window.error().sentence());
    std::fflush(stdout);
    return report_demo({});
  }
  const SystemClock clock;
  Window& shown = **window;
  options.station.power_supplies = "/sys/class/power_supply";
  options.station.devices = [&shown] { return shown.devices(); };
  auto station = Station::open(options.station, clock, [&shown] { shown.wake(); });
  if (!station) return report(station.error());
  shown.run(**station);
  return exit_ok;
}

}  // namespace

Subcommand subcommand_run() {
  auto given = std::make_shared<Given>();
  std::vector<Option> all = options_of(given->values);
  all.push_back(option("config", &given->config, "the settings (default: dockhand.toml in your settings folder)"));
  return {.name = "run",
          .about = "Opens the terminal; where there is no display, plays the demo",
          .options = std::move(all),
          .run = [given](const CommonOptions& common) { return run(*given, common); },
          .footer =
              "Every option but --demo and --config may stand in dockhand.toml, for good: in the folder for your "
              "settings\n"
              "(~/.config/dockhand) or beside the database. Its [[scanner]] tables name the scanners; without any, "
              "each device\n"
              "that is surely a scanner is used. Example: dockhand run --demo"};
}

}  // namespace dockhand

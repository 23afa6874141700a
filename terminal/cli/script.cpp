// dockhand script: plays a UI script on the real screens, without a window.
#include "terminal/script/script.h"

#include <fmt/format.h>

#include <fstream>
#include <memory>
#include <sstream>

#include "storage/import/columns/people.h"
#include "storage/model/exit_code.h"
#include "storage/model/house_day.h"
#include "terminal/cli/subcommand.h"
#include "terminal/script/script_driver.h"
#include "terminal/settings/display_options.h"
#include "terminal/station/scratch_folder.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

struct ScriptOptions {
  fs::path file;
  fs::path out = ".";
  DisplayOptions display;
  StationOptions station;
};

// Every script begins at this moment.
constexpr Instant script_start{1795357800000};  // 2026-11-22T14:30:00Z, within the demo warehouse's orders

Result<Script> read_script(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || fs::is_directory(file)) return Error{ErrorKind::io, file.string(), "the script cannot be read"};
  std::ostringstream text;
  text << in.rdbuf();
  return parse_script(file.string(), text.str());
}

// Who signs on in a script that plays on a warehouse of its own; their PINs are kept there.
Status let_people_in(const fs::path& script, StationOptions& station) {
  const fs::path people = script.parent_path() / "people" / script.stem().replace_extension(".csv");
  std::error_code failure;
  if (!fs::exists(people, failure)) return Done{};
  fs::copy_file(people, users_beside(station.database), failure);
  if (failure) return Error{ErrorKind::io, people.string(), "the people of the script cannot be copied"};
  constexpr double half_a_minute = 0.5;
  station.sign_off_after = half_a_minute;
  return Done{};
}

// Without --db the script plays on a fresh demo warehouse, which goes when it ends.
Status play(ScriptOptions options, const CommonOptions& common) {
  const auto script = read_script(options.file);
  if (!script) return script.error();
  const auto display = parse_display(options.display);
  if (!display) return display.error();
  const ScratchFolder scratch;
  const bool fresh = common.database.empty();
  options.station.demo = fresh && !script->has_hub();
  options.station.sticks = fs::absolute(options.file).parent_path() / "sticks";
  options.station.database = fresh ? scratch.path() / "dockhand.db" : common.database;
  if (Status let = fresh ? let_people_in(options.file, options.station) : Done{}; !let) return let;
  use_days_of(DaysOf::utc);  // a script tells the same story everywhere
  ManualClock clock(script_start);
  PreferenceStore liked;  // kept nowhere: the next script begins anew
  liked.now.theme = options.display.theme;
  liked.now.text = options.display.text;
  liked.now.mirrored = options.display.mirrored;
  liked.now.dock = options.station.dock;
  options.station.preferences = &liked;
  auto station = Station::open(options.station, clock, [] {});
  if (!station) return station.error();
  Surface surface(*display);
  OwnHub hub(scratch.path() / "hub.db", clock);
  ScriptDriver driver(**station, surface, clock, liked.now, options.out, options.file.parent_path());
  if (script->has_hub()) {
    driver.set_hub(hub);
    if (Status begun = driver.play(ScriptStep{.kind = StepKind::hub, .text = "on", .numbers = {}}); !begun)
      return begun;
  }
  return driver.play(*script);
}

int run_script(const ScriptOptions& options, const CommonOptions& common) {
  if (const Status played = play(options, common); !played) return report(played.error());
  fmt::print("{}: all steps passed\n", options.file.string());
  return exit_ok;
}

}  // namespace

Subcommand subcommand_script() {
  auto options = std::make_shared<ScriptOptions>();
  std::vector<Option> all = options_of(options->display);
  all.insert(all.begin(),
             argument("FILE", &options->file, "one step a line: tap, type, scan, expect, shot, ... (see the README)")
                 .required());
  all.push_back(option("mirror", &options->display.mirrored, "the action bar for the left hand"));
  all.push_back(option("out", &options->out, "folder for shots").with_standard());
  all.push_back(option("dock", &options->station.dock, "where this terminal receives").with_standard());
  all.push_back(option("operator", &options->station.person, "who works").with_standard());
  all.push_back(option("pick_whole", &options->station.picking.whole, "as of dockhand run"));
  all.push_back(option("place_by_item", &options->station.picking.place_by_item, "as of dockhand run"));
  return {.name = "script",
          .about = "Plays a UI script on the real screens, without a window",
          .options = std::move(all),
          .run = [options](const CommonOptions& common) { return run_script(*options, common); }};
}

}  // namespace dockhand

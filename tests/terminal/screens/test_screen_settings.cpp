// What a person changes about the terminal holds at once and after the next start.
#include <fstream>
#include <sstream>

#include "terminal/device/preferences.h"
#include "terminal/settings/dockhand_toml.h"
#include "terminal/settings/keep_preferences.h"
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {
  PreferenceStore store{{.dock = "DOCK-1"}};
  std::vector<Preferences> kept;

  void setUp() {
    Terminal::setUp();
    office_does(Import{{LocationRow{place("DOCK-2"), LocationKind::dock, 20}}});
    store.keep = [this](const Preferences& wanted) -> Status {
      kept.push_back(wanted);
      return Done{};
    };
    app = std::make_unique<App>(
        *ledger, *views, clock,
        AppSettings{.dock = place("DOCK-1"), .operator_name = person("Anna K."), .preferences = &store}, [] {});
  }
  std::filesystem::path toml() const { return folder / "dockhand.toml"; }
  void write(const std::string& text) const { std::ofstream(toml()) << text; }
  std::string read() const {
    std::ifstream stream(toml());
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
  }
};
}  // namespace

TEST(each_tap_takes_the_next_choice_of_a_row_and_keeps_it) {
  tap("settings");
  tap("volume");
  REQUIRE(store.now.volume == 50);
  REQUIRE(kept.back().volume == 50);
  REQUIRE(shows("Sound | Middle"));
  tap("theme");
  tap("theme");
  REQUIRE(store.now.theme == "auto");
  tap("hand");
  REQUIRE(store.now.mirrored);
  tap("text");
  REQUIRE(store.now.text == "large");
  REQUIRE(toast() == "It is kept.");
}

TEST(the_language_has_a_row_that_says_which_there_are) {
  tap("settings");
  REQUIRE(shows("Language | English, the only one so far"));
  tap("language");
  REQUIRE(toast() == "English is the only language that this terminal has so far.");
  REQUIRE(kept.empty());
}

TEST(by_cards_a_row_is_chosen_by_its_number_and_a_dock_by_its_code) {
  scan("GO-SETTINGS");
  scan("CHOICE-5");
  REQUIRE(store.now.text == "large");
  scan("DOCK-2");
  REQUIRE(store.now.dock == "DOCK-2");
  scan("GO-HOME");
  REQUIRE(page().instruction.location == "DOCK-2");
  REQUIRE(shows("DOCK-2 · Anna K."));
}

TEST(what_cannot_be_kept_is_not_changed) {
  store.keep = [](const Preferences&) -> Status { return Error{ErrorKind::io, "dockhand.toml", "the disk is full"}; };
  tap("settings");
  tap("hand");
  REQUIRE(refused());
  REQUIRE_FALSE(store.now.mirrored);
}

TEST(only_what_was_changed_is_written_and_comments_and_tables_stay) {
  write("# ours\ntheme = \"day\"\nhub = \"http://hub:8470\"\n\n[site]\n");
  REQUIRE(keep_preferences(toml(), {.volume = 20, .theme = "auto", .dock = "DOCK-2"}).ok());
  RunOptions options;
  REQUIRE(read_settings(toml(), options).ok());
  REQUIRE(preferences_of(options) == Preferences{.volume = 20, .theme = "auto", .dock = "DOCK-2"});
  REQUIRE(options.station.hub == "http://hub:8470");
  REQUIRE(read().starts_with("# ours\ntheme = \"auto\"\n"));
  REQUIRE(read().find("[site]") != std::string::npos);
}

TEST(a_file_that_is_wrong_already_stays_as_it_is) {
  write("nonsense = 1\n");
  REQUIRE_FALSE(keep_preferences(toml(), {.dock = "DOCK-2"}).ok());
  REQUIRE(read() == "nonsense = 1\n");
}

TEST(a_loudness_of_the_file_is_a_whole_number_up_to_100) {
  RunOptions options;
  write("volume = 40\n");
  REQUIRE(read_settings(toml(), options).ok());
  REQUIRE(options.volume == 40);
  for (const char* wrong : {"volume = 101\n", "volume = -1\n", "volume = 2.5\n", "volume = \"loud\"\n"}) {
    write(wrong);
    REQUIRE_FALSE(read_settings(toml(), options).ok());
  }
}

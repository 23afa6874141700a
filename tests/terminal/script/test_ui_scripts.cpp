// Every script of tests/scripts/ on the real screens: small, tall and wide, by day and by night, with normal and large
// text.
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/unity.h"

namespace fs = std::filesystem;

namespace {

struct Fixture {
  fs::path out;

  void setUp() {
    ::setenv("TZ", "UTC", 1);
    out = fs::temp_directory_path() / ("dockhand-ui-" + std::to_string(::getpid()));
    fs::create_directories(out);
  }
  void tearDown() { fs::remove_all(out); }

  static std::vector<fs::path> scripts() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(DOCKHAND_SOURCE_DIR "/tests/scripts")) {
      if (entry.path().extension() == ".ui") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  void play_all(const std::string& size, const std::string& theme, const std::string& text = "normal") const {
    REQUIRE_FALSE(scripts().empty());
    for (const fs::path& script : scripts()) {
      const std::string command = std::string("'") + DOCKHAND_PROGRAM + "' script '" + script.string() + "' --size " +
                                  size + " --theme " + theme + " --text " + text + " --out '" + out.string() + "'";
      INFO(command);
      CHECK(std::system(command.c_str()) == 0);
    }
  }
};

}  // namespace

TEST(portrait_by_day) { play_all("480x800", "day"); }
TEST(portrait_by_night) { play_all("480x800", "night"); }
TEST(landscape_by_day) { play_all("1280x800", "day"); }
TEST(landscape_by_night) { play_all("1280x800", "night"); }
TEST(tall_by_day) { play_all("720x1280", "day"); }
TEST(portrait_with_large_text) { play_all("480x800", "day", "large"); }
TEST(tall_by_night_with_large_text) { play_all("720x1280", "night", "large"); }
TEST(landscape_with_large_text) { play_all("1280x800", "day", "large"); }
TEST(low_landscape_with_large_text) { play_all("800x480", "day", "large"); }

#include <fstream>

#include "terminal/presenter.h"
#include "terminal/run_options.h"
#include "tests/unity.h"

namespace {

using namespace dockhand;
namespace fs = std::filesystem;

struct Fixture {
  void setUp() {
    folder = fs::temp_directory_path() / ("dockhand-options-" + std::to_string(std::rand()));
    fs::create_directories(folder);
  }
  void tearDown() { fs::remove_all(folder); }

  fs::path write(const std::string& text) const {
    const fs::path file = folder / "dockhand.toml";
    std::ofstream(file) << text;
    return file;
  }

  fs::path folder;
  RunOptions options;
};

TEST(a_file_that_is_not_there_changes_nothing) {
  REQUIRE(read_settings(folder / "dockhand.toml", options).ok());
  REQUIRE(options.display.size == "480x800");
}

TEST(settings_are_read) {
  REQUIRE(read_settings(write("theme = \"night\"\nunit = 9\nfullscreen = true\ndock = \"DOCK-2\"\n"), options).ok());
  REQUIRE(options.display.theme == "night");
  REQUIRE(options.display.unit == 9);
  REQUIRE(options.fullscreen);
  REQUIRE(options.station.dock == "DOCK-2");
}

TEST(drawing_is_software_or_gles) {
  REQUIRE(options.drawing == "software");
  REQUIRE(read_settings(write("draw = \"gles\"\n"), options).ok());
  REQUIRE(parse_drawing(options.drawing).value() == Drawing::gles);
  REQUIRE(parse_drawing("vulkan").error().kind == ErrorKind::bad_input);
}

TEST(an_unknown_setting_is_refused_with_its_line) {
  const Status read = read_settings(write("theme = \"day\"\ncolour = \"red\"\n"), options);
  REQUIRE_FALSE(read.ok());
  REQUIRE(read.error().sentence().find("dockhand.toml:2: there is no setting \"colour\"") != std::string::npos);
}

TEST(a_wrong_type_is_refused) {
  const Status read = read_settings(write("fullscreen = \"yes\"\n"), options);
  REQUIRE_FALSE(read.ok());
  REQUIRE(read.error().message.find("true or false") != std::string::npos);
}

TEST(broken_toml_is_refused_with_its_line) {
  const Status read = read_settings(write("theme = \"day\n"), options);
  REQUIRE_FALSE(read.ok());
  REQUIRE(read.error().place.find("dockhand.toml:1") != std::string::npos);
}

TEST(a_display_is_checked) {
  REQUIRE(parse_display({"1280x800", "night", 0}).ok());
  REQUIRE_FALSE(parse_display({"1280", "night", 0}).ok());
  REQUIRE_FALSE(parse_display({"480x800", "dusk", 0}).ok());
  REQUIRE_FALSE(parse_display({"480x800", "day", 100}).ok());
  REQUIRE(parse_display({"480x800", "day", 0, true, 60}).value().dim_after == 60'000);
  REQUIRE_FALSE(parse_display({"480x800", "day", 0, true, -1}).ok());
}

}  // namespace

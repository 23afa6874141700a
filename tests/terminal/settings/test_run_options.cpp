#include <fstream>

#include "terminal/settings/dockhand_toml.h"
#include "terminal/window/presenter.h"
#include "tests/support/unity.h"

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

TEST(the_folders_of_the_office_stand_in_a_table) {
  REQUIRE(read_settings(write("[files]\nin = \"in\"\nout = \"/srv/out\"\nmake = true\n"), options).ok());
  REQUIRE(options.station.drop.in == folder / "in");
  REQUIRE(options.station.drop.out == "/srv/out");
  REQUIRE(options.station.drop.make);
  const Status wrong = read_settings(write("[files]\nout = 7\n"), options);
  REQUIRE(wrong.error().sentence().find("dockhand.toml:2") != std::string::npos);
}

TEST(an_option_is_named_alike_on_the_command_line_and_in_the_file) {
  for (const Option& one : options_of(options)) {
    if (std::string(one.name) == "dim_after") REQUIRE(one.flag() == "--dim-after");
  }
  REQUIRE(read_settings(write("dim_after = 2.5\ntoken_file = \"secret\"\n"), options).ok());
  REQUIRE(options.display.dim_after == 2.5);
  REQUIRE(options.station.token_file == "secret");
}

TEST(a_text_that_is_none_of_an_options_choices_is_refused_with_its_line) {
  const Status wrong = read_settings(write("theme = \"night\"\ntext = \"huge\"\n"), options);
  REQUIRE(wrong.error().sentence().find("dockhand.toml:2: \"text\" has to be one of normal, large") !=
          std::string::npos);
  REQUIRE(options.display.text == "normal");
}

TEST(what_holds_for_one_start_only_cannot_stand_in_the_file) {
  const Status read = read_settings(write("demo = true\n"), options);
  REQUIRE_FALSE(read.ok());
  REQUIRE(read.error().message.find("there is no setting \"demo\"") != std::string::npos);
}

TEST(a_driver_takes_no_number_with_a_fraction) {
  const Status read = read_settings(write("[[scanner]]\ndriver = \"serial\"\nbaud = 9600.5\n"), options);
  REQUIRE_FALSE(read.ok());
  REQUIRE(read.error().sentence().find("dockhand.toml:3") != std::string::npos);
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

TEST(scanners_are_read_with_their_options) {
  const Status read =
      read_settings(write("[[scanner]]\nname = \"gun\"\ndriver = \"serial\"\ndevice = \"/dev/ttyACM0\"\n"
                          "baud = 115200\nprefix = \"\\u0002\"\n\n[[scanner]]\ndriver = \"tcp\"\n"),
                    options);
  REQUIRE(read.ok());
  const auto& scanners = options.station.scanners;
  REQUIRE(scanners.size() == 2);
  REQUIRE(scanners[0].name == "gun");
  REQUIRE(scanners[0].source.where == "/dev/ttyACM0");
  REQUIRE(scanners[0].source.options.number("baud") == 115200);
  REQUIRE(scanners[0].source.options.text("prefix") == "\x02");
  REQUIRE(scanners[1].name == "tcp-2");
}

TEST(the_keyboards_scanner_is_read) {
  REQUIRE(read_settings(write("[keyboard]\nsuffix = \"#\"\nmin_length = 6\n"), options).ok());
  REQUIRE(options.keyboard.terminators == "#");
  REQUIRE(options.keyboard.min_length == 6);
  const Status wrong = read_settings(write("[keyboard]\nterminator = \"#\"\n"), options);
  REQUIRE(wrong.error().sentence().find(
              "dockhand.toml:2: there is no option \"terminator\" here; there are suffix, prefix") !=
          std::string::npos);
  REQUIRE_FALSE(read_settings(write("[keyboard]\nsuffix = \"\"\n"), options).ok());
  REQUIRE_FALSE(read_settings(write("[keyboard]\nmin_length = 0\n"), options).ok());
  REQUIRE_FALSE(read_settings(write("[[keyboard]]\n"), options).ok());
}

TEST(cameras_say_what_two_labels_with_one_text_are) {
  REQUIRE(read_settings(write("[[scanner]]\ndriver = \"v4l2\"\ntwins = \"each\"\nabsence_ms = 900\n"), options).ok());
  REQUIRE(options.station.scanners.at(0).source.options.text("twins") == "each");
  REQUIRE_FALSE(read_settings(write("[[scanner]]\ndriver = \"v4l2\"\ntwins = \"both\"\n"), options).ok());
}

TEST(a_wrong_scanner_is_refused_with_its_line_and_what_there_is) {
  const auto refusal = [&](const std::string& text) {
    const Status read = read_settings(write(text), options);
    return read.ok() ? std::string() : read.error().sentence();
  };
  const auto has = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
  REQUIRE(has(refusal("[[scanner]]\nname = \"a\"\n"), "dockhand.toml:1: a scanner needs a \"driver\""));
  REQUIRE(has(refusal("[[scanner]]\ndriver = \"laser\"\n"), "dockhand.toml:2: \"driver\" has to be one of serial"));
  REQUIRE(has(refusal("[[scanner]]\ndriver = \"serial\"\nbuad = 1\n"), "dockhand.toml:3: there is no option \"buad\""));
  REQUIRE(
      has(refusal("[[scanner]]\ndriver = \"serial\"\nbaud = \"1\"\n"), "dockhand.toml:3: \"baud\" has to be a whole"));
  REQUIRE(has(refusal("[[scanner]]\ndriver = \"serial\"\nbaud = 1\n"), "\"baud\" has to be from 300 to 921600"));
  REQUIRE(has(refusal("[[scanner]]\ndriver = \"v4l2\"\ntwins = \"both\"\n"), "\"twins\" has to be one of "));
  REQUIRE(has(refusal("[[scanner]]\ndriver = \"serial\"\nbaud = [1]\n"), "cannot be a date, a list or a table"));
  REQUIRE(has(refusal("[scanner]\ndriver = \"serial\"\n"), "dockhand.toml:1: scanners are written as [[scanner]]"));
  REQUIRE(has(refusal("[[scanner]]\ndriver=\"tcp\"\nname=\"a\"\n[[scanner]]\ndriver=\"tcp\"\nname=\"a\"\n"),
              "two scanners are called \"a\""));
}

TEST(the_users_settings_come_before_those_beside_the_database) {
  const fs::path database = folder / "data" / "dock.db";
  ::setenv("XDG_CONFIG_HOME", (folder / "config").c_str(), 1);
  REQUIRE(settings_file({}, database).value() == folder / "data" / "dockhand.toml");
  fs::create_directories(folder / "config" / "dockhand");
  std::ofstream(folder / "config" / "dockhand" / "dockhand.toml") << "";
  REQUIRE(settings_file({}, database).value() == folder / "config" / "dockhand" / "dockhand.toml");
  ::unsetenv("XDG_CONFIG_HOME");
  const fs::path named = write("");
  REQUIRE(settings_file(named, database).value() == named);
  REQUIRE_FALSE(settings_file(folder / "none.toml", database).ok());
}

TEST(what_codes_mean_at_a_site_is_read) {
  REQUIRE(read_settings(write("[site]\nlenient = true\n[[site.pattern]]\nrole = \"location\"\npattern = "
                              "\"L:(.*)\"\n[[site.restricted]]\nlayout = \"21IIIIIWWWWWC\"\ndecimals = 3\n"),
                        options)
              .ok());
  REQUIRE(options.station.site.lenient);
  REQUIRE(options.station.site.patterns.at(0).role == "location");
  REQUIRE(options.station.site.restricted.at(0).layout == "21IIIIIWWWWWC");
}

TEST(a_wrong_pattern_of_the_site_is_refused) {
  REQUIRE_FALSE(read_settings(write("[[site.pattern]]\nrole = \"location\"\npattern = \"([\"\n"), options).ok());
  REQUIRE_FALSE(read_settings(write("[[site.pattern]]\nrole = \"location\"\n"), options).ok());
  REQUIRE_FALSE(read_settings(write("[[site.restricted]]\nlayout = \"21IIIIIWWWWWC\"\nplaces = 3\n"), options).ok());
  REQUIRE_FALSE(read_settings(write("[site]\nforgiving = true\n"), options).ok());
  REQUIRE_FALSE(options.station.site.lenient);
}

}  // namespace

// The lists and the folders agree: a file without its line is dead code that looks alive. (A line without its file
// fails at link.)
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "tests/support/unity.h"

using namespace dockhand::test;
namespace fs = std::filesystem;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

const fs::path root = DOCKHAND_SOURCE_DIR;

std::set<std::string> listed(const char* list) {
  std::ifstream file(root / list);
  std::set<std::string> names;
  const std::regex line(R"(^[A-Z]+\((\w+).*\))");
  for (std::string text; std::getline(file, text);) {
    std::smatch match;
    if (std::regex_search(text, match, line)) names.insert(match[1]);
  }
  return names;
}

// The names in `folder` for which some source file there defines PREFIX_NAME, with arguments that begin like `first`.
std::set<std::string> defined(const char* folder, const std::string& prefix, const std::string& first = "") {
  std::set<std::string> names;
  const std::regex definition("\\b" + prefix + R"((\w+)\()" + first + R"([^;]*\) \{)");
  for (const auto& entry : fs::directory_iterator(root / folder)) {
    if (entry.path().extension() != ".cpp") continue;
    std::ifstream file(entry.path());
    const std::string text(std::istreambuf_iterator<char>(file), {});
    for (std::sregex_iterator match(text.begin(), text.end(), definition), end; match != end; ++match) {
      names.insert((*match)[1]);
    }
  }
  return names;
}

}  // namespace

TEST(every_subcommand_is_listed) {
  REQUIRE_FALSE(listed("terminal/cli/commands.def").empty());
  REQUIRE(listed("terminal/cli/commands.def") == defined("terminal/cli", "Subcommand subcommand_"));
}

TEST(every_screen_is_listed) {
  REQUIRE_FALSE(listed("terminal/screens/screens.def").empty());
  REQUIRE(listed("terminal/screens/screens.def") == defined("terminal/screens", "ScreenInfo describe_"));
}

TEST(every_scanner_driver_is_listed) {
  REQUIRE_FALSE(listed("scanner/drivers/drivers.def").empty());
  REQUIRE(listed("scanner/drivers/drivers.def") == defined("scanner/drivers", "open_", R"(const SourceSettings)"));
}

TEST(every_channel_of_letters_is_listed) {
  std::set<std::string> made;
  for (const std::string& name : defined("sync/message", "Channel>> make_")) {
    made.insert(name.substr(0, name.rfind("_channel")));
  }
  REQUIRE_FALSE(made.empty());
  REQUIRE(listed("sync/message/channels.def") == made);
}

TEST(the_top_level_is_what_it_says) {
  const std::set<std::string> allowed{"CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "terminal",
                                      "scanner",        "storage",           "sync",    "assets",    "tests",
                                      "toolchains"};
  for (const auto& entry : fs::directory_iterator(root)) {
    const std::string name = entry.path().filename().string();
    INFO(name);
    REQUIRE((name.front() == '.' || allowed.contains(name)));
  }
}

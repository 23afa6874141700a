// What one can keep in the head: a file, a function, a folder has a bound. (clang-tidy measures functions inside of
// classes too, but sees the program's files only.)
#include <map>
#include <regex>
#include <set>

#include "tests/support/source_tree.h"
#include "tests/support/unity.h"

using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

constexpr std::size_t most_lines_of_a_file = 400;
constexpr std::size_t most_lines_of_a_function = 60;
constexpr std::size_t most_sources_of_a_folder = 25;

constexpr std::size_t most_modules_of_a_folder = 30;  // a header with its .cpp is one

// Folders of many small files of one kind, which are found by their names.
bool is_a_collection(const std::string& folder) {
  return folder == "terminal/screens" || folder == "terminal/cli" || folder == "tests/terminal/screens";
}

bool is_cpp(const std::string& file) { return extension_of(file) == ".cpp" || extension_of(file) == ".h"; }

}  // namespace

TEST(no_file_is_longer_than_400_lines) {
  for (const std::string& file : project_files()) {
    if (!is_cpp(file)) continue;
    INFO(file << " is too long: what it does besides its one thing wants a file of its own");
    REQUIRE(lines_of(file).size() <= most_lines_of_a_file);
  }
}

TEST(no_function_is_longer_than_60_lines) {
  const std::regex head(R"(^[^\s#/}].*\)[^;=]*\{$)");  // at the left edge, as clang-format leaves it
  for (const std::string& file : project_files()) {
    if (!is_cpp(file)) continue;
    const std::vector<std::string> lines = lines_of(file);
    for (std::size_t n = 0; n < lines.size(); n++) {
      if (!std::regex_match(lines[n], head)) continue;
      const auto end = std::find(lines.begin() + static_cast<std::ptrdiff_t>(n), lines.end(), "}");
      INFO(place(file, n + 1) << " is too long: give its steps names");
      REQUIRE(end - lines.begin() - static_cast<std::ptrdiff_t>(n) - 1 <= std::ptrdiff_t{most_lines_of_a_function});
    }
  }
}

TEST(no_folder_holds_more_than_25_sources_or_30_modules) {
  std::map<std::string, std::size_t> sources;
  std::map<std::string, std::set<std::string>> modules;
  for (const std::string& file : project_files()) {
    if (extension_of(file) == ".cpp") sources[folder_of(file)]++;
    if (is_cpp(file)) modules[folder_of(file)].insert(file.substr(0, file.rfind('.')));
  }
  for (const auto& [folder, of_folder] : modules) {
    if (is_a_collection(folder)) continue;
    INFO(folder << " has become two rooms: part them, and draw the arrow in tests/rooms.def");
    REQUIRE(sources[folder] <= most_sources_of_a_folder);
    REQUIRE(of_folder.size() <= most_modules_of_a_folder);
  }
}

// A part of a UI script that says by which way it is done is done by that way alone, and the page of the tests says of
// each script what it plays.
#include <algorithm>
#include <map>

#include "tests/support/source_tree.h"
#include "tests/support/unity.h"

using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

using Steps = std::vector<std::string>;
const std::map<std::string, Steps> steps_of_way{
    {"# By scans", {"scan"}}, {"# By touch", {"tap", "drag"}}, {"# By keys", {"key", "type"}}};

std::string first_word(const std::string& line) { return line.substr(0, line.find(' ')); }

bool has(const Steps& steps, const std::string& step) {
  return std::find(steps.begin(), steps.end(), step) != steps.end();
}

// Says whether somebody does something with this step.
bool is_done(const std::string& step) {
  return std::any_of(steps_of_way.begin(), steps_of_way.end(), [&](const auto& way) { return has(way.second, step); });
}

std::vector<std::string> scripts() {
  std::vector<std::string> scripts = project_files();
  std::erase_if(scripts, [](const auto& file) { return folder_of(file) != "tests/scripts" || !file.ends_with(".ui"); });
  return scripts;
}

}  // namespace

TEST(a_part_of_a_script_that_is_done_by_one_way_is_done_by_that_way_alone) {
  for (const std::string& file : scripts()) {
    const Steps* allowed = nullptr;
    std::size_t number = 0;
    for (const std::string& line : lines_of(file)) {
      ++number;
      if (line.starts_with("#")) {
        const auto way = std::find_if(steps_of_way.begin(), steps_of_way.end(),
                                      [&](const auto& one) { return line.starts_with(one.first); });
        allowed = way == steps_of_way.end() ? nullptr : &way->second;
      }
      if (allowed == nullptr || !is_done(first_word(line))) continue;
      INFO(place(file, number) << ": " << line);
      CHECK(has(*allowed, first_word(line)));
    }
  }
}

TEST(the_page_of_the_tests_says_what_each_script_plays) {
  std::string page;
  for (const std::string& line : lines_of("tests/README.md")) page += line + "\n";
  REQUIRE_FALSE(scripts().empty());
  for (const std::string& file : scripts()) {
    const std::string name = file.substr(file.rfind('/') + 1);
    INFO(name);
    CHECK(page.find("`" + name.substr(0, name.size() - 3) + "`") != std::string::npos);
  }
}

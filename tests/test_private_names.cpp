// Where the sources of a folder are compiled as one, a private function of one is in sight of the next. One that takes
// what much can become (a text, a path, a number, JSON) may be taken there for the function of a header that has the
// same name, and nothing complains. So its name is one that no other source of its folder calls.
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

struct Names {
  std::set<std::string> taking;  // private functions whose first parameter much can become
  std::set<std::string> own;     // private functions, and what has a name within a function
  std::set<std::string> called;  // without saying whose it is
};

// A line without what stands in quotes and behind "//".
std::string code_of(const std::string& line) {
  static const std::regex words(R"regex("(\\.|[^"\\])*"|//.*)regex");
  return std::regex_replace(line, words, "");
}

// Adds every name of `code` that `pattern` finds as its first group.
void add(std::set<std::string>& names, const std::string& code, const std::regex& pattern) {
  for (auto match = std::sregex_iterator(code.begin(), code.end(), pattern); match != std::sregex_iterator(); match++) {
    names.insert(match->str(1));
  }
}

Names names_of(const std::string& file) {
  static const std::regex function(R"(^[A-Za-z_][^()=;]*[ &*]([a-z_0-9]+)\()");
  static const std::regex taking(
      R"(^[A-Za-z_][^()=;]*[ &*]([a-z_0-9]+)\((?=(const )?(std::string(_view)?|(std::filesystem|fs)::path|char|int|double|bool|)"
      R"(std::size_t|std::int64_t|Json)\b(?!::)))");
  static const std::regex local(R"(\b([a-z_0-9]+) = \[)");
  static const std::regex call(R"((?:^|[^\w.:>&*])(?!return\b)([a-z_][a-z_0-9]*)\()");
  Names names;
  bool is_private = false;
  for (const std::string& line : lines_of(file)) {
    const std::string code = code_of(line);
    if (line == "namespace {") is_private = true;
    if (line == "}  // namespace") is_private = false;
    if (is_private) add(names.taking, code, taking);
    if (is_private) add(names.own, code, function);
    add(names.own, code, local);
    add(names.called, code, call);
  }
  return names;
}

}  // namespace

TEST(a_private_function_of_a_text_or_number_has_a_name_that_no_neighbour_calls) {
  std::map<std::string, std::map<std::string, Names>> folders;
  for (const std::string& file : sources_and_headers()) {
    if (extension_of(file) == ".cpp") folders[folder_of(file)][file] = names_of(file);
  }
  std::string complaints;
  for (const auto& [folder, files] : folders) {
    for (const auto& [owner, own] : files) {
      for (const auto& [file, names] : files) {
        for (const std::string& name : own.taking) {
          if (file != owner && names.called.contains(name) && !names.own.contains(name)) {
            complaints += owner + " has a private " + name + "(), and " + file + " calls another one of that name\n";
          }
        }
      }
    }
  }
  INFO(complaints << "Give the private one a name of its own.");
  REQUIRE(complaints.empty());
}

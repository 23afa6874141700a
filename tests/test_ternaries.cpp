// A choice among three is no one-liner: `a ? b : c ? d : e` asks its reader to count. Here no condition stands in the
// branch of another one; what is chosen gets a name, or a function with a return for each case.
#include <regex>
#include <sstream>

#include "tests/support/source_tree.h"
#include "tests/support/unity.h"

using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

// Returns the text of a file without comments, strings and characters. Its lines stay where they are.
std::string code_of(const std::string& file) {
  static const std::regex raw(R"re(R"(\w*)\((?:[^)]|\)(?!\w*"))*\)\w*")re");
  static const std::regex quoted(R"re("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])+'|//.*)re");
  std::string code;
  bool in_raw = false;
  for (std::string line : lines_of(file)) {
    line = std::regex_replace(line, raw, "");
    const bool ends = in_raw && line.find(")") != std::string::npos && line.find('"') != std::string::npos;
    if (in_raw) line = ends ? line.substr(line.rfind('"') + 1) : "";
    if (ends) in_raw = false;
    line = std::regex_replace(line, quoted, "");
    if (const std::size_t begins = line.find("R\""); begins != std::string::npos) {
      in_raw = true;
      line.resize(begins);
    }
    code += line + "\n";
  }
  return code;
}

// Returns the line of the first condition that stands in the branch of another, or 0. Within parentheses it is one of
// its own.
std::size_t nested_at(const std::string& code) {
  std::size_t line = 1;
  int depth = 0;
  std::vector<int> open;  // how deep each condition stands that is not over
  for (const char c : code) {
    if (c == '\n') ++line;
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') {
      --depth;
      std::erase_if(open, [&](int one) { return one > depth; });
    }
    if (c == ',' || c == ';') std::erase_if(open, [&](int one) { return one >= depth; });
    if (c != '?') continue;
    if (std::find(open.begin(), open.end(), depth) != open.end()) return line;
    open.push_back(depth);
  }
  return 0;
}

}  // namespace

TEST(no_condition_stands_in_the_branch_of_another) {
  REQUIRE(nested_at("x = a ? b : c ? d : e;") == 1);
  REQUIRE(nested_at("x = f(a ? b : c, d ? e : g);\ny = a ? f(b ? c : d) : e;") == 0);
  for (const std::string& file : project_files()) {
    if (extension_of(file) != ".cpp" && extension_of(file) != ".h") continue;
    const std::size_t line = nested_at(code_of(file));
    INFO(place(file, line) << ": give the choice a name, or a function with a return for each case");
    CHECK(line == 0);
  }
}

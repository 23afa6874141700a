// A screen knows what was pressed by the id of a button, a row or a choice, which is a text. With a typo in it the
// button is dead, and the compiler has nothing to say: so what is compared has to be shown somewhere.
#include <map>
#include <regex>
#include <string>

#include "tests/support/source_tree.h"
#include "tests/support/unity.h"

using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

// What is compared with an id, in its quotes, and where that is done first; and the code without these comparisons.
struct Texts {
  std::map<std::string, std::string> compared;
  std::string rest;
};

Texts texts() {
  static const std::regex comparison(R"re(\b\w*id (?:==|!=) ("[^"]+")|\b\w*id\.starts_with\(("[^"]+)"\))re");
  Texts all;
  for (const std::string& file : sources_and_headers()) {
    if (!within(file, "terminal") || within(file, "terminal/cli")) continue;
    const std::vector<std::string> lines = lines_of(file);
    for (std::size_t n = 0; n < lines.size(); n++) {
      const std::string line = lines[n].substr(0, lines[n].find("//"));
      for (std::sregex_iterator one(line.begin(), line.end(), comparison), end; one != end; ++one)
        all.compared.emplace((*one)[1].matched ? (*one)[1] : (*one)[2], place(file, n + 1));
      all.rest += std::regex_replace(line, comparison, "") + "\n";
    }
  }
  return all;
}

// "digit:0" may be made of "digit:" and a number.
bool is_shown(const std::string& id, const std::string& code) {
  const std::size_t colon = id.find(':');
  return code.find(id) != std::string::npos ||
         (colon != std::string::npos && code.find(id.substr(0, colon + 1) + '"') != std::string::npos);
}

}  // namespace

TEST(an_id_that_is_compared_is_one_that_something_shows) {
  const Texts all = texts();
  REQUIRE(all.compared.size() > 50);
  std::string complaints;
  for (const auto& [id, at] : all.compared) {
    if (!is_shown(id, all.rest)) complaints += at + ": nothing has the id " + id + "\n";
  }
  INFO(complaints);
  REQUIRE(complaints.empty());
}

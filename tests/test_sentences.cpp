// What people read is written as whole sentences with named arguments, so that it can be said in another language. Here
// the words that stand beside a "+" are counted: what there is may become less and never more. A handling unit of the
// books has one word for people.
#include <algorithm>
#include <regex>

#include "tests/support/source_tree.h"
#include "tests/support/unity.h"

using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

// Says whether a text in quotes is words, not an id: a blank stands beside letters.
bool has_words(const std::string& text) {
  static const std::regex letters("[A-Za-z]{2}");
  return text.find(' ') != std::string::npos && std::regex_search(text, letters);
}

// Returns whether words are joined with something else on this line.
bool is_glued(const std::string& line) {
  static const std::regex before(R"re("((?:\\.|[^"\\])*)"\s*\+)re"), after(R"re(\+=?\s*"((?:\\.|[^"\\])*)")re");
  if (line.find_first_not_of(' ') == line.find("//")) return false;
  for (const std::regex& side : {before, after}) {
    for (auto match = std::sregex_iterator(line.begin(), line.end(), side); match != std::sregex_iterator(); match++) {
      if (has_words(match->str(1))) return true;
    }
  }
  return false;
}

}  // namespace

TEST(fewer_sentences_are_glued_from_parts_than_before_and_never_more) {
  REQUIRE(is_glued(R"(return "Scan " + place.text();)"));
  REQUIRE(is_glued(R"(text += " is here";)"));
  REQUIRE_FALSE(is_glued(R"(return "key:" + id;)"));
  REQUIRE_FALSE(is_glued(R"(return fmt::format("Scan {place}", fmt::arg("place", place.text()));)"));
  constexpr std::size_t most = 59;
  std::size_t glued = 0;
  for (const std::string& file : sources_and_headers()) {
    const bool is_read = within(file, "storage/words") || (within(file, "terminal") && !within(file, "terminal/cli"));
    if (!is_read) continue;
    for (const std::string& line : lines_of(file)) glued += is_glued(line) ? 1U : 0U;
  }
  INFO(glued << " lines join words with values. Write fmt::format with a name for each value; most is " << most);
  CHECK(glued <= most);
}

TEST(people_read_pallet_where_the_books_have_a_handling_unit) {
  static const std::regex quoted(R"re("(?:\\.|[^"\\])*")re");
  for (const std::string& file : sources_and_headers()) {
    std::size_t number = 0;
    for (const std::string& line : lines_of(file)) {
      ++number;
      if (line.find_first_not_of(' ') == line.find("//")) continue;
      for (auto match = std::sregex_iterator(line.begin(), line.end(), quoted); match != std::sregex_iterator();
           match++) {
        INFO(place(file, number) << ": people call it a pallet (storage/DESIGN.md)");
        CHECK(match->str().find("andling unit") == std::string::npos);
      }
    }
  }
}

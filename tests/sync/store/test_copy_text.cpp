// Rows as lines of COPY: what goes in comes out.
#include "sync/store/copy_text.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  TableShape table{"t", {{"name", false}, {"units", true}}};

  static std::string line(const Value& name, const Value& units) {
    std::string text;
    add_copy_line(text, {7, {name, units}});
    return text;
  }
  void comes_back(const std::string& name) {
    const NumberedRow row{-3, {name, std::int64_t{5}}};
    std::string text;
    add_copy_line(text, row);
    CAPTURE(text);
    REQUIRE(text.find('\0') == std::string::npos);
    REQUIRE(std::count(text.begin(), text.end(), '\n') == 1);
    REQUIRE(row_of_copy_line(text, table) == row);
  }
};

}  // namespace

TEST(a_row_is_its_number_and_its_cells_with_tabs_between) {
  REQUIRE(line("anna", std::int64_t{-2}) == "7\tanna\t-2\n");
  REQUIRE(line({}, {}) == "7\t\\N\t\\N\n");
}

TEST(nothing_and_an_empty_text_are_not_the_same) {
  const NumberedRow row{1, {std::string(), Value()}};
  std::string text;
  add_copy_line(text, row);
  REQUIRE(row_of_copy_line(text, table) == row);
}

TEST(every_text_comes_back_as_it_was) {
  comes_back("");
  comes_back("\\N");
  comes_back("a\tb\nc\rd\\e");
  comes_back("Kugellager \xC3\xBC");
  comes_back(std::string("a\0b", 3));
  comes_back("\xFF\xC3(");
  comes_back("\xEF\xBF\xBE");
  comes_back(
      "\xEF\xBF\xBE"
      "6162");
  comes_back("\b\f\v");
}

TEST(what_is_no_row_of_the_table_is_refused) {
  for (const char* wrong : {"", "7", "7\ta", "7\ta\t1\tb", "x\ta\t1", "7\ta\tb", "7\ta\t", "7\ta\\\t1", "7\t\\q\t1",
                            "7\t\xEF\xBF\xBE"
                            "6\t1",
                            "7\ta\t99999999999999999999"}) {
    CAPTURE(wrong);
    REQUIRE_FALSE(row_of_copy_line(wrong, table));
  }
}

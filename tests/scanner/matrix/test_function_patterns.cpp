#include "scanner/matrix/function_patterns.h"
#include "tests/support/pictures/synthetic_frames.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
constexpr int quiet = 4;  // modules around a print

struct Fixture {
  void setUp() {}
  void tearDown() {}

  static const FunctionPattern* pattern_of(Symbology symbology, int side) {
    for (const FunctionPattern& pattern : function_patterns())
      if (pattern.symbology == symbology && pattern.side() == side) return &pattern;
    return nullptr;
  }
  static bool agrees(const FunctionPattern& pattern, const Print& print) {
    for (int y = 0; y < pattern.side(); ++y)
      for (int x = 0; x < pattern.side(); ++x) {
        const bool dark = print.modules.view().at(x + quiet, y + quiet) < 128;
        if (pattern.at(x, y) != 0 && dark != (pattern.at(x, y) > 0)) return false;
      }
    return true;
  }
  // Returns sizes that appear when a text grows. Each is checked against what zint draws.
  static std::vector<int> sizes_that_agree(Symbology symbology, std::size_t longest) {
    std::vector<int> sizes;
    for (std::size_t length = 1; length <= longest; ++length) {
      const std::string text(length, 'k');
      const Print drawn = print(symbology, text, text);
      const int side = drawn.modules.width - 2 * quiet;
      const FunctionPattern* pattern = pattern_of(symbology, side);
      if (pattern == nullptr) break;
      INFO(name_of(symbology) << " of " << side << " modules, " << length << " characters");
      REQUIRE(agrees(*pattern, drawn));
      if (sizes.empty() || sizes.back() != side) sizes.push_back(side);
    }
    return sizes;
  }
};
}  // namespace

TEST(a_qr_symbol_has_its_finders_and_timing_where_they_are_expected) {
  REQUIRE(sizes_that_agree(Symbology::qr, 140) == std::vector{21, 25, 29, 33, 37, 41});
}

TEST(a_data_matrix_symbol_has_its_borders_where_they_are_expected) {
  REQUIRE(sizes_that_agree(Symbology::datamatrix, 70) == std::vector{10, 12, 14, 16, 18, 20, 22, 24, 26});
}

TEST(beyond_a_symbol_there_is_paper_and_inside_there_is_data) {
  const FunctionPattern& pattern = *pattern_of(Symbology::datamatrix, 14);
  REQUIRE(pattern.at(-1, 5) == -1);
  REQUIRE(pattern.at(14, 5) == -1);
  REQUIRE(pattern.at(5, 5) == 0);
}

#include "scanner/reader/frames.h"
#include "scanner/reader/islands.h"
#include "scanner/reader/reader.h"
#include "tests/support/synthetic_frames.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
constexpr int columns = 6, rows = 4, module = 4, margin = 30;  // pixels

struct Fixture {
  void setUp() {}
  void tearDown() {}

  struct Sheet {
    Picture picture;
    std::vector<Print> prints;

    int read_of(const std::vector<Symbol>& symbols) const {
      return static_cast<int>(std::count_if(prints.begin(), prints.end(), [&](const Print& print) {
        return std::any_of(symbols.begin(), symbols.end(), [&](const Symbol& s) { return s.text == print.text; });
      }));
    }
  };
  // Symbols beside each other, `gap` pixels of paper between their quiet zones.
  static Sheet sheet(Symbology symbology, int gap) {
    Chance chance(7);
    std::vector<Print> prints;
    for (int i = 0; i < columns * rows; ++i) prints.push_back(random_print(chance, symbology));
    const int side = prints.front().modules.width * module + gap;
    Sheet sheet{Picture(columns * side + 2 * margin, rows * side + 2 * margin, 255), prints};
    for (int i = 0; i < columns * rows; ++i) {
      const PictureView modules = prints[static_cast<std::size_t>(i)].modules.view();
      for (int y = 0; y < modules.height * module; ++y)
        for (int x = 0; x < modules.width * module; ++x)
          sheet.picture.row(margin + i / columns * side + y)[margin + i % columns * side + x] =
              modules.at(x / module, y / module);
    }
    return sheet;
  }
};
}  // namespace

TEST(each_symbol_of_a_sheet_is_an_island) {
  const Sheet page = sheet(Symbology::datamatrix, 8);
  const auto islands = find_islands(page.picture.view());
  REQUIRE(islands.size() >= columns * rows);
  REQUIRE(islands.size() <= max_islands);
}

TEST(paper_has_no_islands) {
  REQUIRE(find_islands(Picture(640, 480, 200).view()).empty());
  REQUIRE(find_islands(Picture(5, 5, 0).view()).empty());
  REQUIRE(find_islands(PictureView{}).empty());
}

TEST(twenty_four_symbols_on_a_clean_sheet_are_read_in_one_still) {
  for (const Symbology symbology : {Symbology::qr, Symbology::datamatrix, Symbology::aztec})
    for (const int gap : {8, 40}) {
      const Sheet page = sheet(symbology, gap);
      const auto symbols = read_still(page.picture.view(), {});
      INFO(name_of(symbology) << ", gap " << gap);
      REQUIRE(page.read_of(symbols) >= 23);
      REQUIRE(symbols.size() <= page.prints.size());
    }
}

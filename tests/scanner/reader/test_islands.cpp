#include "scanner/reader/frames.h"
#include "scanner/reader/islands.h"
#include "scanner/reader/reader.h"
#include "tests/support/pictures/synthetic_frames.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
constexpr int columns = 6, rows = 4, module = 4, margin = 30;  // the last two in pixels

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
  // Draws symbols beside each other, with `gap` pixels of paper between their quiet zones, and with so many pixels for
  // each module.
  static Sheet sheet(Symbology symbology, int gap, int scale = module, int border = margin) {
    Chance chance(7);
    std::vector<Print> prints;
    for (int i = 0; i < columns * rows; ++i) prints.push_back(random_print(chance, symbology));
    const int side = prints.front().modules.width * scale + gap;
    Sheet sheet{Picture(columns * side + 2 * border, rows * side + 2 * border, 255), prints};
    for (int i = 0; i < columns * rows; ++i) {
      const PictureView modules = prints[static_cast<std::size_t>(i)].modules.view();
      for (int y = 0; y < modules.height * scale; ++y)
        for (int x = 0; x < modules.width * scale; ++x)
          sheet.picture.row(border + i / columns * side + y)[border + i % columns * side + x] =
              modules.at(x / scale, y / scale);
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

// Rows that lie exactly level are a field of bars, though a faint one.
TEST(a_level_sheet_is_read_in_its_first_frame) {
  const Sheet page = sheet(Symbology::datamatrix, 4, 1, 4);
  Chance chance(3);
  Scene scene(1280, 787, chance);
  View view;
  view.x = 640;
  view.y = 393;
  view.module = module;
  scene.add(Print{Symbology::datamatrix, "", page.picture}, view);
  Optics optics;
  optics.blur = 0.5;
  optics.noise = 2;
  FrameReader reader{ReaderSettings{}, std::chrono::seconds(10)};
  REQUIRE(page.read_of(reader.read(scene.shoot(optics, chance).view())) >= 23);
}

#include "scanner/camera/view_gate.h"
#include "scanner/reader/add_on.h"
#include "scanner/reader/frames.h"
#include "scanner/reader/reader.h"
#include "tests/support/pictures/synthetic_frames.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  // Returns what a gate lets through while a hand holds this before a camera.
  std::vector<Symbol> scans(const Print& print, double module, int frames) {
    Chance chance(3);
    FrameReader reader{ReaderSettings{}, std::chrono::seconds(10)};
    ViewGate gate;
    std::vector<Symbol> all;
    for (int i = 0; i < frames; ++i) {
      Scene scene(1280, 720, chance);
      View view;
      view.module = module;
      view.x = 600 + 3 * i;
      view.angle = 0.08;
      scene.add(print, view);
      Optics optics;
      optics.blur = 0.6;
      for (const Symbol& symbol : gate.pass(reader.read(scene.shoot(optics, chance).view()), Instant{33 * i}))
        all.push_back(symbol);
    }
    return all;
  }
  static Symbol number(std::string text) {
    Symbol symbol;
    symbol.symbology = Symbology::ean13;
    symbol.text = std::move(text);
    return symbol;
  }

  const Print magazine = print(Symbology::ean13, "977123456700+05", "9771234567003 05");
  const Print book = print(Symbology::ean13, "978044101498+51299", "9780441014989 51299");
  const Print bare = print(Symbology::ean13, "977123456700", "9771234567003");
};
}  // namespace

TEST(a_number_with_its_add_on_is_one_scan_and_has_it) {
  for (const Print& print : {magazine, book})
    for (const double module : {2.0, 3.0}) {
      const auto seen = scans(print, module, 12);
      INFO(print.text << " at " << module << " pixels a module");
      REQUIRE(seen.size() == 1);
      REQUIRE(seen[0].text == print.text);
    }
}

TEST(a_number_without_an_add_on_is_not_held_back) {
  const auto seen = scans(bare, 3, 1);
  REQUIRE(seen.size() == 1);
  REQUIRE(seen[0].text == bare.text);
}

TEST(a_still_picture_lists_the_number_once) {
  Chance chance(5);
  Scene scene(900, 500, chance);
  View view;
  view.x = 450;
  view.y = 250;
  scene.add(book, view);
  const auto symbols = read_still(scene.shoot({}, chance).view(), {});
  REQUIRE(symbols.size() == 1);
  REQUIRE(symbols[0].text == book.text);
}

TEST(an_add_on_that_is_read_later_is_no_other_scan) {
  ViewGate gate;
  REQUIRE(gate.pass({number("9771234567003")}, Instant{0}).size() == 1);
  REQUIRE(gate.pass({number("9771234567003 05")}, Instant{33}).empty());
  REQUIRE(gate.pass({number("9771234567003")}, Instant{66}).empty());
  REQUIRE(gate.pass({number("9771234567010")}, Instant{99}).size() == 1);
}

TEST(only_two_or_five_digits_behind_a_number_are_an_add_on) {
  REQUIRE(adds_to(number("9771234567003 05"), number("9771234567003")));
  REQUIRE(adds_to(number("977123456700305"), number("9771234567003")));
  REQUIRE(adds_to(number("9771234567003 51299"), number("9771234567003")));
  REQUIRE_FALSE(adds_to(number("9771234567003 512"), number("9771234567003")));
  REQUIRE_FALSE(adds_to(number("9771234567003"), number("9771234567003")));
  REQUIRE_FALSE(adds_to(number("9771234567003 ab"), number("9771234567003")));
  REQUIRE_FALSE(adds_to(number("9771234567003 05"), number("")));
}

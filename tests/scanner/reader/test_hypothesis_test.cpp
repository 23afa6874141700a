#include "scanner/bars/symbol_codec.h"
#include "scanner/reader/hypothesis_test.h"
#include "tests/support/pictures/synthetic_frames.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  // It has two pixels for each module, as a shelf shows it.
  static Picture shelf(const Print& print, double angle) {
    Chance chance(5);
    Scene scene(480, 320, chance);
    View view;
    view.x = 240;
    view.y = 160;
    view.module = 2;
    view.angle = angle;
    scene.add(print, view);
    Optics optics;
    optics.blur = 0.7;
    return scene.shoot(optics, chance);
  }
  // As if it had been read there.
  static Symbol claimed(Symbology symbology, const std::string& text, double angle, double modules) {
    Symbol symbol;
    symbol.symbology = symbology;
    symbol.text = text;
    const auto at = [&](double along, double down) {
      return Point{static_cast<int>(std::lround(240 + along * std::cos(angle) - down * std::sin(angle))),
                   static_cast<int>(std::lround(160 + along * std::sin(angle) + down * std::cos(angle)))};
    };
    symbol.corners = {at(-modules, -25), at(modules, -25), at(modules, 25), at(-modules, 25)};
    return symbol;
  }
  static Print drawn(Symbology symbology, const std::string& text) {
    return print(symbology, text.substr(0, text.size() - 1), text);
  }
};
}  // namespace

TEST(modules_of_a_text_are_those_that_spell_it) {
  Chance chance(6);
  for (const Symbology symbology : {Symbology::ean13, Symbology::upca}) {
    for (int i = 0; i < 20; ++i) {
      const Print print = random_print(chance, symbology);
      Symbol symbol;
      symbol.symbology = symbology;
      symbol.text = print.text;
      const auto modules = modules_of(symbol);
      REQUIRE(modules.size() == 95);
      REQUIRE(decode_modules(modules)->text == print.text);
    }
  }
  Symbol other;
  other.symbology = Symbology::code128;
  other.text = "4006381333931";
  REQUIRE(modules_of(other).empty());
  other.symbology = Symbology::ean13;
  other.text = "40063813";
  REQUIRE(modules_of(other).empty());
}

TEST(the_text_of_a_label_is_proven) {
  for (const double angle : {0.0, 0.3}) {
    const Picture picture = shelf(drawn(Symbology::ean13, "4863086063583"), angle);
    REQUIRE(test_hypothesis(claimed(Symbology::ean13, "4863086063583", angle, 95), picture.view()) ==
            TestOutcome::confirmed);
  }
  const Picture upce = shelf(print(Symbology::upce, "04252614", "04252614"), 0);
  REQUIRE(test_hypothesis(claimed(Symbology::upce, "04252614", 0, 51), upce.view()) == TestOutcome::confirmed);
}

// A library takes 6, 8 and 6 of set B for zeros of set A here: each is a module away, and the check digit is right.
TEST(a_text_of_mistaken_widths_is_refuted) {
  const Picture picture = shelf(drawn(Symbology::ean13, "4863086063583"), 0);
  REQUIRE(test_hypothesis(claimed(Symbology::upca, "803000063583", 0, 95), picture.view()) == TestOutcome::rejected);
}

// A library reads them so from right to left, and from a slanted line. Nothing is right about the model that suits them
// best; what the label says is found all the same.
TEST(a_text_that_explains_nothing_is_refuted_by_the_one_that_is_there) {
  const Picture picture = shelf(drawn(Symbology::ean13, "4479417823773"), 0);
  Symbol turned = claimed(Symbology::upca, "411470110210", 0, 95);
  std::rotate(turned.corners.begin(), turned.corners.begin() + 2, turned.corners.end());
  REQUIRE(test_hypothesis(turned, picture.view()) == TestOutcome::rejected);
  const Picture slanted = shelf(drawn(Symbology::ean13, "4031042876762"), 0.11);
  REQUIRE(test_hypothesis(claimed(Symbology::ean13, "4031042216162", 0.11, 95), slanted.view()) ==
          TestOutcome::rejected);
}

TEST(nothing_is_said_of_other_symbologies_and_of_no_place) {
  const Picture picture = shelf(drawn(Symbology::ean13, "4863086063583"), 0);
  REQUIRE(test_hypothesis(claimed(Symbology::code39, "A-1", 0, 95), picture.view()) == TestOutcome::inconclusive);
  Symbol nowhere;
  nowhere.symbology = Symbology::ean13;
  nowhere.text = "4863086063583";
  REQUIRE(test_hypothesis(nowhere, picture.view()) == TestOutcome::inconclusive);
}

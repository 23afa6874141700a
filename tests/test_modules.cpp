#include "scanner/module_codes.h"
#include "scanner/symbol_lines.h"
#include "tests/synthetic_frames.h"
#include "tests/unity.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  static std::vector<std::uint8_t> bars(const Print& print) {
    const PictureView view = print.modules.view();
    std::vector<std::uint8_t> bars;
    for (int x = 0; x < view.width; ++x) bars.push_back(view.at(x, view.height / 2) < 128 ? 1 : 0);
    while (bars.front() == 0) bars.erase(bars.begin());
    while (bars.back() == 0) bars.pop_back();
    return bars;
  }
  // What a lens with this blur (in modules) makes of it, four samples a module.
  static std::vector<float> line(const Print& print, double blur) {
    const PictureView view = print.modules.view();
    std::vector<float> line;
    for (int i = 0; i < 4 * view.width; ++i) {
      double sum = 0;
      double weights = 0;
      for (int j = -16; j <= 16; ++j) {
        const double weight = std::exp(-j * j / (2 * blur * blur * 16));
        const int x = std::clamp((i + j) / 4, 0, view.width - 1);
        sum += weight * view.at(x, view.height / 2);
        weights += weight;
      }
      line.push_back(static_cast<float>(40 + 0.5 * sum / weights));
    }
    return line;
  }
  static std::string read(const std::vector<float>& line) {
    SymbolLines lines;
    if (!lines.add(line)) return "";
    const auto explanation = lines.read([] { return true; }, 100);
    return explanation ? explanation->symbol.text : "";
  }
};
}  // namespace

TEST(modules_spell_what_was_drawn_in_both_directions) {
  Chance chance(1);
  for (const Symbology symbology : {Symbology::ean13, Symbology::upca, Symbology::code128}) {
    for (int i = 0; i < 20; ++i) {
      const Print drawn = random_print(chance, symbology);
      auto modules = bars(drawn);
      REQUIRE(read_modules(modules)->text == drawn.text);
      REQUIRE(read_modules(modules)->symbology == symbology);
      std::reverse(modules.begin(), modules.end());
      REQUIRE(read_modules(modules)->text == drawn.text);
    }
  }
}

TEST(code_128_in_all_its_sets_is_read) {
  for (const char* text : {"123456", "abcXYZ", "12345678A", "A1234567b9", "a\tb"}) {
    const Print drawn = print(Symbology::code128, text, text);
    REQUIRE(read_modules(bars(drawn))->text == text);
  }
}

TEST(one_wrong_module_makes_it_unreadable) {
  Chance chance(2);
  const Print drawn = random_print(chance, Symbology::code128);
  const auto modules = bars(drawn);
  for (std::size_t i = 0; i < modules.size(); ++i) {
    auto damaged = modules;
    damaged[i] ^= 1U;
    REQUIRE_FALSE(read_modules(damaged).has_value());
  }
}

TEST(modules_that_the_lens_has_mixed_are_told_apart) {
  Chance chance(3);
  for (const Symbology symbology : {Symbology::ean13, Symbology::code128})
    for (const double blur : {0.3, 0.6}) {
      const Print drawn = random_print(chance, symbology);
      INFO(drawn.text << " blur " << blur);
      REQUIRE(read(line(drawn, blur)) == drawn.text);
    }
}

TEST(noise_spells_nothing) {
  Chance chance(4);
  for (int round = 0; round < 3; ++round) {
    std::vector<float> noise;
    for (int i = 0; i < 500; ++i) noise.push_back(static_cast<float>(128 + 60 * chance.normal()));
    REQUIRE(read(noise).empty());
  }
  REQUIRE(find_stretches({}).empty());
  REQUIRE(find_stretches(std::vector<float>(400, 7)).empty());
}

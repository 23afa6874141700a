#include <functional>

#include "scanner/bars/symbol_codec.h"
#include "scanner/bars/symbol_lines.h"
#include "tests/support/pictures/synthetic_frames.h"
#include "tests/support/unity.h"

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
  // Says yes so many times.
  static std::function<bool()> yes(int times) {
    return [times]() mutable { return times-- > 0; };
  }
  static std::string read(const std::vector<float>& line, int times = 400) {
    SymbolLines lines;
    if (!lines.add(line)) return "";
    const auto explained = lines.read(yes(times));
    return explained ? explained->symbol.text : "";
  }
  static std::vector<float> noisy(std::vector<float> line, double sigma, Chance& chance) {
    for (float& level : line) level += static_cast<float>(sigma * chance.normal());
    return line;
  }
};
}  // namespace

TEST(modules_spell_what_was_drawn_in_both_directions) {
  Chance chance(1);
  for (const Symbology symbology :
       {Symbology::ean13, Symbology::upca, Symbology::code128, Symbology::itf, Symbology::code39}) {
    for (int i = 0; i < 20; ++i) {
      const Print drawn = random_print(chance, symbology);
      auto modules = bars(drawn);
      REQUIRE(decode_modules(modules)->text == drawn.text);
      REQUIRE(decode_modules(modules)->symbology == symbology);
      std::reverse(modules.begin(), modules.end());
      REQUIRE(decode_modules(modules)->text == drawn.text);
    }
  }
}

TEST(code_128_in_all_its_sets_is_read) {
  for (const char* text : {"123456", "abcXYZ", "12345678A", "A1234567b9", "a\tb"}) {
    const Print drawn = print(Symbology::code128, text, text);
    REQUIRE(decode_modules(bars(drawn))->text == text);
  }
}

TEST(one_wrong_module_makes_it_unreadable) {
  Chance chance(2);
  const Print drawn = random_print(chance, Symbology::code128);
  const auto modules = bars(drawn);
  for (std::size_t i = 0; i < modules.size(); ++i) {
    auto damaged = modules;
    damaged[i] ^= 1U;
    REQUIRE_FALSE(decode_modules(damaged).has_value());
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
  for (int round = 0; round < 2; ++round) {
    std::vector<float> noise;
    for (int i = 0; i < 500; ++i) noise.push_back(static_cast<float>(128 + 60 * chance.normal()));
    REQUIRE(read(noise, 20).empty());
  }
  REQUIRE(find_bar_runs({}).empty());
  REQUIRE(find_bar_runs(std::vector<float>(400, 7)).empty());
}

TEST(a_upce_is_read_from_its_modules) {
  const Print drawn = print(Symbology::upce, "0123456", "01234565");
  REQUIRE(decode_modules(bars(drawn))->text == "01234565");
  REQUIRE(read(line(drawn, 0.7)) == "01234565");
}

TEST(a_layout_holds_what_was_drawn_in_both_directions) {
  Chance chance(5);
  const Print drawn = random_print(chance, Symbology::itf);
  for (const bool turned : {false, true}) {
    auto modules = bars(drawn);
    if (turned) std::reverse(modules.begin(), modules.end());
    const auto count = static_cast<int>(modules.size());
    std::vector<StateCosts> costs(modules.size() + 2 * quiet_modules);
    for (int i = 0; i < static_cast<int>(costs.size()); ++i)
      for (unsigned state = 0; state < states; ++state) {
        const int module = i - quiet_modules;
        const bool bar = module >= 0 && module < count && modules[static_cast<std::size_t>(module)] == 1;
        costs[static_cast<std::size_t>(i)][state] = (state >> 2U & 1U) == (bar ? 1U : 0U) ? 0 : 1;
      }
    bool found = false;
    for (const SymbolTemplate* kind : templates_between(count, 1, 1)) {
      const CharacterRow row = likeliest(costs, *kind);
      if (row.bars != modules) continue;
      found = true;
      REQUIRE(row.cost == 0);
      REQUIRE(margin(costs, *kind) == 2);  // of two characters: 11101 and 10111
    }
    REQUIRE(found);
  }
}

TEST(lines_of_two_symbols_are_not_mixed) {
  Chance chance(7);
  for (int round = 0; round < 2; ++round) {
    const Print first = random_print(chance, Symbology::ean13);
    const Print second = random_print(chance, Symbology::ean13);
    SymbolLines lines;
    for (const Print* drawn : {&first, &second, &first}) {
      REQUIRE(lines.add(noisy(line(*drawn, 0.8), 6, chance)));
      const auto explained = lines.read(yes(22));
      if (explained) REQUIRE(explained->symbol.text == drawn->text);
    }
  }
}

TEST(what_is_not_allowed_to_go_on_is_not_read) {
  Chance chance(8);
  SymbolLines lines;
  REQUIRE(lines.add(line(random_print(chance, Symbology::ean13), 0.6)));
  REQUIRE_FALSE(lines.read([] { return false; }));
}

// A blur makes these two look alike, and both have a right check digit.
TEST(modules_are_bettered_only_by_those_that_are_there) {
  const Print drawn = print(Symbology::ean13, "492472765828", "4924727658282");
  const Print alike = print(Symbology::ean13, "992172165828", "9921721658282");
  const auto levels = line(drawn, 0.6);
  const auto runs = find_bar_runs(levels);
  REQUIRE_FALSE(runs.empty());
  REQUIRE_FALSE(fit_modules(levels, runs[0], bars(drawn)).better);
  REQUIRE(fit_modules(levels, runs[0], bars(alike)).better == bars(drawn));
}

// A window that is hardly higher than wide: what is left between its bars is wider than high, and too narrow for two
// halves.
#include "terminal/draw/checks.h"
#include "terminal/draw/renderer.h"
#include "tests/support/terminal/gallery.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}
};
}  // namespace

TEST(it_has_one_column_and_every_text_whole) {
  Renderer renderer({480, 600, Scale::of_display(480, 600), ThemeName::day});
  for (const auto& [name, frame] : test::realistic()) {
    const auto faults = misfits(renderer.draw(frame, {}));
    INFO(name << ": " << (faults.empty() ? "" : faults.front()));
    REQUIRE(faults.empty());
  }
}

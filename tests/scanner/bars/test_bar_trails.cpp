#include "scanner/bars/bar_trails.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  static BarField field(double x, double y) {
    BarField field;
    field.x = x;
    field.y = y;
    field.length = 200;
    field.height = 80;
    return field;
  }
};
}  // namespace

TEST(a_field_that_moves_a_little_keeps_its_lines_and_another_has_its_own) {
  BarTrails trails;
  trails.next_frame({field(200, 200), field(500, 400)});
  const SymbolLines* first = &trails.lines_of(field(200, 200));
  REQUIRE(first != &trails.lines_of(field(500, 400)));
  trails.next_frame({field(500, 404), field(206, 197)});
  REQUIRE(first == &trails.lines_of(field(206, 197)));
  REQUIRE(first != &trails.lines_of(field(500, 404)));
}

TEST(a_field_that_was_not_seen_for_a_while_begins_anew) {
  BarTrails trails;
  trails.next_frame({field(200, 200)});
  for (int frame = 0; frame < 40; ++frame) trails.next_frame({field(500, 400)});
  trails.lines_of(field(500, 400));
  const SymbolLines& again = trails.lines_of(field(200, 200));
  REQUIRE_FALSE(SymbolLines(again).read([] { return true; }).has_value());
}

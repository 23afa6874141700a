#include "scanner/image/projection.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  static void require_at(PointF is, PointF expected) {
    INFO(is.x << ", " << is.y << " instead of " << expected.x << ", " << expected.y);
    REQUIRE(std::hypot(is.x - expected.x, is.y - expected.y) < 1e-9);
  }
  const std::array<PointF, 4> corners{{{40, 30}, {140, 50}, {130, 170}, {20, 140}}};
};
}  // namespace

TEST(the_corners_of_the_square_come_to_lie_on_those_of_the_quadrilateral) {
  const Projection seen = square_to(corners);
  require_at(seen({0, 0}), corners[0]);
  require_at(seen({1, 0}), corners[1]);
  require_at(seen({1, 1}), corners[2]);
  require_at(seen({0, 1}), corners[3]);
}

TEST(straight_lines_stay_straight) {
  const Projection seen = square_to(corners);
  const PointF a = seen({0.2, 0.1}), b = seen({0.5, 0.4}), c = seen({0.9, 0.8});
  REQUIRE(std::abs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)) < 1e-9);
}

TEST(the_inverse_leads_back) {
  const Projection seen = square_to(corners);
  const auto back = seen.inverse();
  REQUIRE(back);
  require_at((*back)(seen({0.3, 0.7})), {0.3, 0.7});
  require_at(back->after(seen)({0.6, 0.2}), {0.6, 0.2});
}

TEST(one_after_the_other_is_one_projection) {
  const Projection moved = moved_and_scaled(0.5, 0.25, 0.5, 0.25);
  require_at(moved({1, 1}), {1, 0.5});
  require_at(square_to(corners).after(moved)({-1, -1}), corners[0]);
}

TEST(a_plane_seen_from_its_edge_has_no_inverse) { REQUIRE_FALSE(moved_and_scaled(1, 1, 1, 0).inverse()); }

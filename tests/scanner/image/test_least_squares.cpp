#include "scanner/image/least_squares.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  // The points lie on the line 3 + 2x, but one of them is far off.
  static LeastSquares<2> line(double weight_of_outlier) {
    LeastSquares<2> equations;
    for (const double x : {0.0, 1.0, 2.0, 3.0}) equations.add({1, x}, 3 + 2 * x);
    equations.add({1, 1}, 100, weight_of_outlier);
    return equations;
  }
};
}  // namespace

TEST(unknowns_that_explain_all_are_found) {
  const auto solved = line(0).solve();
  REQUIRE(solved);
  REQUIRE(std::abs((*solved)[0] - 3) < 1e-9);
  REQUIRE(std::abs((*solved)[1] - 2) < 1e-9);
}

TEST(an_equation_counts_by_its_weight) { REQUIRE((*line(1).solve())[0] > 10); }

TEST(values_can_come_after_the_equations) {
  LeastSquares<2> equations;
  for (const double x : {0.0, 1.0, 2.0}) equations.add({1, x}, 0);
  for (const double x : {0.0, 1.0, 2.0}) equations.add_value({1, x}, 3 + 2 * x);
  REQUIRE(std::abs((*equations.solve())[1] - 2) < 1e-9);
}

TEST(unknowns_that_are_left_open_are_not_guessed) {
  LeastSquares<2> equations;
  equations.add({1, 1}, 5);
  equations.add({2, 2}, 10);
  REQUIRE_FALSE(equations.solve());
}

TEST(the_unit_of_an_unknown_does_not_matter) {
  for (const double unit : {1e-9, 1.0, 1e9}) {
    LeastSquares<2> equations;
    for (const double x : {0.0, 1.0, 2.0}) equations.add({unit, unit * x}, 3 + 2 * x);
    const auto solved = equations.solve();
    REQUIRE(solved);
    REQUIRE(std::abs((*solved)[1] * unit - 2) < 1e-9);
  }
}

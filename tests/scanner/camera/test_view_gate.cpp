#include "scanner/camera/view_gate.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  static Symbol code(std::string text) {
    Symbol symbol;
    symbol.symbology = Symbology::code128;
    symbol.text = std::move(text);
    return symbol;
  }
  // How many scans one frame with these codes gives at this millisecond.
  std::size_t at(std::int64_t ms, const std::vector<Symbol>& seen) { return gate.pass(seen, Instant{ms}).size(); }

  ViewGate gate{std::chrono::milliseconds(500)};
};
}  // namespace

TEST(a_code_held_in_view_is_one_scan) {
  std::size_t scans = 0;
  for (std::int64_t ms = 0; ms < 10'000; ms += 33) scans += at(ms, {code("A")});
  REQUIRE(scans == 1);
}

TEST(a_code_counts_again_when_it_has_left) {
  REQUIRE(at(0, {code("A")}) == 1);
  REQUIRE(at(100, {}) == 0);
  REQUIRE(at(700, {code("A")}) == 1);
}

TEST(a_few_missed_frames_are_no_leaving) {
  REQUIRE(at(0, {code("A")}) == 1);
  REQUIRE(at(450, {code("A")}) == 0);
  REQUIRE(at(900, {code("A")}) == 0);
}

TEST(another_code_beside_a_held_one_is_a_scan) {
  REQUIRE(at(0, {code("A")}) == 1);
  REQUIRE(at(33, {code("A"), code("B")}) == 1);
  REQUIRE(at(66, {code("A"), code("B")}) == 0);
}

TEST(twins_in_one_frame_are_one_scan) { REQUIRE(at(0, {code("A"), code("A")}) == 1); }

TEST(twins_count_each_when_the_screen_asks_for_it) {
  ViewGate each{std::chrono::milliseconds(500), Twins::each};
  const auto scans = [&](std::int64_t ms, const std::vector<Symbol>& seen) {
    return each.pass(seen, Instant{ms}).size();
  };
  REQUIRE(scans(0, {code("A"), code("A")}) == 2);
  REQUIRE(scans(33, {code("A")}) == 0);
  REQUIRE(scans(66, {code("A"), code("A")}) == 0);
  REQUIRE(scans(100, {code("A"), code("A"), code("A"), code("B")}) == 2);
  REQUIRE(scans(2000, {code("A")}) == 1);
}

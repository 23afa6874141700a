// Moments in sentences of the books, as a screen says them.
#include "terminal/kit/words.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}
  static Instant at(const char* text) { return Instant::parse(text).value(); }
};

}  // namespace

TEST(a_moment_in_a_sentence_is_the_time_on_the_wall_and_all_else_stays) {
  const Instant now = at("2026-11-22T12:00:00.000Z"), today = at("2026-11-22T08:02:00.000Z");
  const Instant before = at("2026-11-20T21:34:43.347Z");
  REQUIRE(with_times_here("scans between 2026-11-20T21:34:43.347Z and 2026-11-22T08:02:00.000Z may be missing", now) ==
          "scans between " + time_of(before, now) + " and " + time_of(today, now) + " may be missing");
  REQUIRE(with_times_here("2026-11-22T08:02:00.000Z", now) == time_of(today, now));
  for (const char* same : {"", "T", "due 2026-11-22, 24 of SO-17/1 in TOTE-3", "2026-13-22T08:02:00.000Z"}) {
    REQUIRE(with_times_here(same, now) == same);
  }
}

#include <algorithm>
#include <cstdlib>

#include "terminal/window/sound.h"
#include "tests/support/unity.h"

namespace {

using namespace dockhand;

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

TEST(accepted_is_short_and_high_and_refused_long_and_low) {
  REQUIRE(tones_of(Sound::accepted).size() == 1);
  REQUIRE(tones_of(Sound::accepted)[0].hz == 2400);
  REQUIRE(tones_of(Sound::accepted)[0].ms == 70);
  REQUIRE(tones_of(Sound::refused).front().hz == 400);
  REQUIRE(tones_of(Sound::none).empty());
}

TEST(samples_last_as_long_as_the_tones_and_have_soft_edges) {
  const auto samples = samples_of(tones_of(Sound::accepted), 44100);
  REQUIRE(samples.size() == 70 * 44100 / 1000);
  REQUIRE(samples.front() == 0);
  REQUIRE(samples.back() == 0);
  const auto loud = [](std::int16_t s) { return std::abs(s) > 15000; };
  REQUIRE(std::any_of(samples.begin(), samples.end(), loud));
}

}  // namespace

// The end of a thread that looks, rests and looks again.
#include <chrono>
#include <thread>

#include "storage/model/tools/halt.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  Halt stop;
};

constexpr std::chrono::hours longer_than_any_test{24};

}  // namespace

TEST(a_rest_ends_with_its_time) {
  REQUIRE(stop.rest(std::chrono::milliseconds(1)));
  REQUIRE_FALSE(stop.given());
}

TEST(a_signal_that_was_given_ends_every_rest_at_once) {
  stop.give();
  REQUIRE(stop.given());
  REQUIRE_FALSE(stop.rest(longer_than_any_test));
  REQUIRE_FALSE(stop.rest(longer_than_any_test));
}

TEST(a_signal_wakes_a_thread_that_rests) {
  int looks = 0;
  std::thread thread([&] {
    do ++looks;
    while (stop.rest(longer_than_any_test));
  });
  stop.give();
  thread.join();
  REQUIRE(looks == 1);
}

TEST(a_signal_wakes_all_threads_that_rest) {
  std::thread one([&] { stop.rest(longer_than_any_test); });
  std::thread other([&] { stop.rest(longer_than_any_test); });
  stop.give();
  one.join();
  other.join();
  REQUIRE(stop.given());
}

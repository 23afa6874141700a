// Scans that wait share a flush, and are decided, answered and shown as if each had been alone.
#include <future>

#include "tests/support/disk/counting_disk.h"
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  test::CountingDisk counting;
  std::promise<void> gate;

  void setUp() {
    disk = &counting;
    test::Terminal::setUp();
    scan("PO-7");
    app->take_sound();
  }
  static std::int64_t syncs() { return test::CountingDisk::syncs; }
  // The ledger is busy until `let_go`, so that what is scanned meanwhile waits.
  void hold() {
    gate = {};
    auto opened = std::make_shared<std::shared_future<void>>(gate.get_future().share());
    REQUIRE(ledger->run([opened](Ledger&) { opened->wait(); }));
  }
  void let_go() {
    gate.set_value();
    settle();
  }
};

}  // namespace

TEST(twenty_scans_that_wait_cost_at_most_four_flushes) {
  const std::int64_t before = syncs();
  hold();
  for (int i = 0; i < 20; ++i) queue(bearing);
  let_go();
  REQUIRE(received("PO-7") == 20);
  REQUIRE(count() == "20/24");
  REQUIRE(app->take_sound() == Sound::accepted);
  REQUIRE(syncs() - before <= 4);
}

TEST(a_scan_alone_costs_one_flush) {
  const std::int64_t before = syncs();
  scan(bearing);
  REQUIRE(syncs() - before == 1);
  REQUIRE(app->take_sound() == Sound::accepted);
}

TEST(a_burst_ends_where_a_scan_is_refused_and_the_rest_of_it_is_not_booked) {
  const std::int64_t before = syncs();
  hold();
  for (int i = 0; i < 5; ++i) queue(bearing);
  queue("HELLO-1");
  for (int i = 0; i < 4; ++i) queue(bearing);
  let_go();
  REQUIRE(refused());
  REQUIRE(refusal().scanned_code == "HELLO-1");
  REQUIRE(shows("4 scans since: not booked."));
  REQUIRE(received("PO-7") == 5);
  REQUIRE(syncs() - before <= 4);
}

// The purchase has 24: each scan is judged by what the ones before it have booked.
TEST(each_scan_of_a_burst_sees_what_the_ones_before_it_have_booked) {
  hold();
  for (int i = 0; i < 30; ++i) queue(bearing);
  let_go();
  const std::string burst = all();
  const std::int64_t booked = received("PO-7");
  tearDown();
  setUp();
  for (int i = 0; i < 30; ++i) scan(bearing);
  REQUIRE(received("PO-7") == booked);
  REQUIRE(all() == burst);
}

TEST(nothing_of_a_burst_is_shown_or_heard_before_its_flush) {
  hold();
  for (int i = 0; i < 4; ++i) queue(bearing);
  gate.set_value();
  std::vector<std::string> shown;
  int heard = 0;
  while (!app->idle()) {
    ledger->drain();
    if (app->tick()) shown.push_back(count());
    if (app->take_sound() != Sound::none) ++heard;
  }
  REQUIRE(shown == std::vector<std::string>{"4/24"});
  REQUIRE(heard == 1);
}

TEST(a_flush_that_fails_keeps_the_burst_for_another_try_and_it_counts_once) {
  hold();
  for (int i = 0; i < 10; ++i) queue(bearing);
  gate.set_value();
  ledger->drain();
  app->tick();  // the first is booked alone; the others follow and share a flush
  test::CountingDisk::failing = 1;
  settle();
  REQUIRE(refused());
  REQUIRE(shows("Try again: it counts once."));
  REQUIRE(app->take_sound() == Sound::refused);
  tap("confirm");
  REQUIRE_FALSE(refused());
  REQUIRE(app->take_sound() == Sound::accepted);
  REQUIRE(received("PO-7") == 10);
  REQUIRE(count() == "10/24");
  scan(bearing);
  REQUIRE(count() == "11/24");
}

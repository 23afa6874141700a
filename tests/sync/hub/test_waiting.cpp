// An idle terminal hears of a change at the hub without asking again and again.
#include <ctime>

#include "sync/ear.h"
#include "sync/hub/hub.h"
#include "sync/protocol.h"
#include "sync/session.h"
#include "sync/site/waiting_room.h"
#include "sync/worker.h"
#include "tests/support/raw_socket.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;
using namespace std::chrono_literals;

namespace {

using SteadyClock = std::chrono::steady_clock;

struct Fixture {
  void setUp() {
    Floor office{folder / "hub.db", LedgerRole::hub, clock, "office"};
    office.open_warehouse();
  }
  void tearDown() {
    worker.reset();
    hub.reset();
  }

  void start_hub() {
    hub = Hub::start(Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value(), {"127.0.0.1", 0, ""}).value();
  }
  std::unique_ptr<Connector> link() const { return make_connector({hub->address()}).value(); }
  // Returns how far the hub's rows are for one who knows nothing yet.
  PullRequest newest() const {
    PullRequest asked{WriterId::parse("w").value(), {}, clock.now()};
    const auto line = link();
    for (bool more = true; more;) {
      const auto part = line->pull(asked).value();
      asked.position = {part.generation, part.cursor, part.life};
      more = part.more;
    }
    return asked;
  }
  void office_receives() {
    const Command command{CommandId::parse("r" + std::to_string(++given)).value(), OperatorName::parse("anna").value(),
                          clock.now(), Receive{Units{item("BRG"), units(1), {}, {}, {}}, place("DOCK-1"), {}, false}};
    REQUIRE(hub->ledger().submit({command}, Flush::now, [](const LedgerThread::Answers&) {}));
  }
  template <class Condition>
  static void wait_until(Condition condition) {
    const auto deadline = SteadyClock::now() + 60s;
    while (!condition() && SteadyClock::now() < deadline) std::this_thread::sleep_for(5ms);
    REQUIRE(condition());
  }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  int given = 0;
  std::unique_ptr<Hub> hub;
  std::unique_ptr<SyncWorker> worker;
};

}  // namespace

TEST(who_is_behind_is_told_at_once) {
  start_hub();
  const PullRequest asked = newest();
  office_receives();
  hub->ledger().drain();
  REQUIRE(link()->wait(asked).value());
  REQUIRE(link()->wait({asked.asking, {}, clock.now()}).value());
}

TEST(who_knows_all_is_told_when_something_changes) {
  start_hub();
  const PullRequest asked = newest();
  std::atomic<bool> told{false};
  std::thread waiter([&] { told = link()->wait(asked).value(); });
  std::this_thread::sleep_for(300ms);
  REQUIRE_FALSE(told);
  office_receives();
  waiter.join();
  REQUIRE(told);
}

TEST(a_hub_that_stops_sends_everybody_away_at_once) {
  start_hub();
  const PullRequest asked = newest();
  const auto line = link();
  std::atomic<bool> asking{false};
  std::thread waiter([&] {
    asking = true;
    (void)line->wait(asked);
  });
  wait_until([&] { return asking.load(); });
  std::this_thread::sleep_for(100ms);
  const auto begin = SteadyClock::now();
  hub.reset();
  waiter.join();
  REQUIRE(SteadyClock::now() - begin < 2500ms);
}

// They wait over connections of their own, as terminals would.
TEST(two_thousand_who_wait_cost_next_to_nothing_and_hear_of_a_change) {
  constexpr int all = 2000;
  start_hub();
  const std::string asked = to_json(newest());
  std::vector<RawSocket> waiters;
  for (int i = 0; i < all; ++i) {
    const std::string from = "127.0.1." + std::to_string(1 + i % 8);
    waiters.push_back(RawSocket::to(hub->port(), from.c_str()));
    REQUIRE(waiters.back().send("POST /v1/wait HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(asked.size()) +
                                "\r\n\r\n" + asked));
  }
  std::this_thread::sleep_for(1s);
  const std::clock_t before = std::clock();
  std::this_thread::sleep_for(2s);
  REQUIRE(std::clock() - before < CLOCKS_PER_SEC / 5);
  office_receives();
  const auto begin = SteadyClock::now();
  for (const RawSocket& one : waiters) {
    std::string answer;
    while (answer.find('}') == std::string::npos && SteadyClock::now() - begin < 10s) answer += one.receive(10s, 1);
    REQUIRE(answer.find("\"changed\":true") != std::string::npos);
  }
  REQUIRE(SteadyClock::now() - begin < 10s);
}

TEST(many_who_wait_are_told_in_portions) {
  std::atomic<std::uint64_t> version{1};
  std::atomic<std::int64_t> cursor{5};
  std::atomic<std::size_t> told{0};
  const auto look = [&](const PullRequest&) {
    return std::optional(WaitingRoom::Sight{{"g", cursor.load(), ""}, version.load()});
  };
  WaitingRoom room(look, [&] { return version.load(); });
  const std::size_t all = 2 * WaitingRoom::portion + 1;
  for (std::size_t i = 0; i < all; ++i) {
    room.enter({WriterId::parse("w").value(), {"g", 5, ""}, clock.now()},
               [&](bool changed) { told += changed ? 1 : 0; });
  }
  std::this_thread::sleep_for(3 * WaitingRoom::every);
  REQUIRE(told == 0);
  cursor = 6;
  ++version;
  wait_until([&] { return told > 0; });
  REQUIRE(told <= WaitingRoom::portion);
  wait_until([&] { return told == all; });
}

TEST(a_terminal_that_listens_has_the_hubs_rows_within_a_second_while_its_clock_stands_still) {
  start_hub();
  LedgerThread terminal{Ledger::open(folder / "a.db", LedgerRole::terminal, clock).value()};
  std::atomic<std::int64_t> pulled{0};
  std::atomic<int> runs{0};
  worker = std::make_unique<SyncWorker>(
      terminal, link(), clock, 1,
      [&](const SyncStatus& status) {
        pulled += status.done.pulled;
        ++runs;
      },
      link());
  wait_until([&] { return pulled > 0; });
  std::this_thread::sleep_for(HubEar::first_pull + 500ms);
  const std::int64_t before = pulled;
  const auto begin = SteadyClock::now();
  office_receives();
  wait_until([&] { return pulled > before; });
  REQUIRE(SteadyClock::now() - begin < 5s);
  worker.reset();
}

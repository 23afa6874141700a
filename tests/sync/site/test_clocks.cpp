// A clock that is wrong is noticed and told; nothing depends on it.
#include <algorithm>

#include "sync/session.h"
#include "tests/support/site/local_hub.h"
#include "tests/support/warehouse/shift.h"

using namespace dockhand;
using namespace dockhand::test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  void setUp() {
    office.emplace("hub.db", LedgerRole::hub, hub_clock, "office", disk);
    office->open_warehouse();
    a.emplace("a.db", LedgerRole::terminal, clock, "a", disk);
    b.emplace("b.db", LedgerRole::terminal, hub_clock, "b", disk);
    sync(*a, clock);
  }
  void tearDown() {}

  SyncReport sync(Floor& terminal, const Clock& its_clock) {
    LocalConnector line(*office->ledger, [] { return Fault::none; });
    const auto synced = sync_once(on_this_thread(*terminal.ledger), line, its_clock);
    REQUIRE(synced.status.ok());
    return synced.report;
  }
  std::vector<std::string> told(const std::string& file) {
    std::vector<std::string> all;
    auto db = open_reader(file, disk).value();
    for (auto rows = db->query("SELECT detail FROM notice WHERE open=1 AND kind='wrong_clock' ORDER BY id");
         rows.next();) {
      all.push_back(parse_notice(rows.text(0)).value().detail);
    }
    return all;
  }

  FaultDisk disk;
  ManualClock hub_clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};  // of terminal a
  std::optional<Floor> office, a, b;
};

}  // namespace

TEST(a_clock_that_is_hours_off_is_told_everywhere_until_it_is_right) {
  a->accepted(a->receipt(1));
  hub_clock.advance(185min);
  sync(*a, clock);
  sync(*b, hub_clock);
  const std::string wanted =
      "The clock of the terminal that anna used last is 3 h 5 min behind the hub's: set it, times of its scans are "
      "wrong";
  for (const char* file : {"hub.db", "a.db", "b.db"}) REQUIRE(told(file) == std::vector<std::string>{wanted});
  clock.advance(185min);
  sync(*a, clock);
  sync(*b, hub_clock);
  for (const char* file : {"hub.db", "a.db", "b.db"}) REQUIRE(told(file).empty());
}

TEST(a_clock_that_is_minutes_off_is_no_news) {
  hub_clock.advance(5min);
  sync(*a, clock);
  REQUIRE(told("hub.db").empty());
}

TEST(a_wrong_clock_is_told_once_and_again_after_it_was_right) {
  clock.advance(24h * 400);
  sync(*a, clock);
  REQUIRE(told("hub.db").size() == 1);
  REQUIRE(told("hub.db").front().find("400 days ahead of") != std::string::npos);
  office->accepted(Settle{a->ledger->writer().text() + "#clock"});
  sync(*a, clock);
  REQUIRE(told("hub.db").empty());
  hub_clock.advance(24h * 400);
  sync(*a, clock);
  hub_clock.advance(1h);
  sync(*a, clock);
  REQUIRE(told("hub.db").size() == 1);
}

TEST(a_clock_that_is_wrong_in_another_way_by_now_is_told_as_it_is) {
  hub_clock.advance(24h * 900);
  sync(*a, clock);
  REQUIRE(told("hub.db").size() == 1);
  REQUIRE(told("hub.db").front().find("900 days behind") != std::string::npos);
  clock.advance(24h * 1800);
  sync(*a, clock);
  REQUIRE(told("hub.db").size() == 1);
  REQUIRE(told("hub.db").front().find("900 days ahead of") != std::string::npos);
}

TEST(a_clock_that_was_set_back_is_told_without_a_hub_and_reaches_it_later) {
  clock.advance(3h);
  a->accepted(a->receipt(1));
  clock.advance(-3h);
  a->accepted(a->receipt(2));
  a->accepted(a->receipt(2));
  REQUIRE(told("a.db").size() == 1);
  REQUIRE(told("a.db").front() ==
          "The clock of the terminal that anna used last says 2026-11-22T08:00:00.000Z, 3 h 0 min before the scan "
          "before it");
  const std::string before = told("a.db").front();
  hub_clock.advance(3h);
  sync(*a, clock);
  sync(*b, hub_clock);
  for (const char* file : {"hub.db", "a.db", "b.db"}) {
    const auto all = told(file);
    REQUIRE(all.size() == 2);  // it has told so itself, and the hub sees that it is wrong
    REQUIRE(std::count(all.begin(), all.end(), before) == 1);
  }
}

TEST(a_clock_that_was_set_right_is_wrong_no_more_once_its_hub_has_seen_it) {
  clock.advance(3h);
  a->accepted(a->receipt(1));
  sync(*a, clock);
  clock.advance(-3h);
  a->accepted(a->receipt(2));
  REQUIRE(told("a.db").size() == 2);
  sync(*a, clock);
  sync(*b, hub_clock);
  for (const char* file : {"hub.db", "a.db", "b.db"}) REQUIRE(told(file).empty());
}

TEST(a_clock_that_was_set_right_before_its_hub_had_seen_it_is_told_as_wrong_nowhere) {
  clock.advance(3h);
  a->accepted(a->receipt(1));
  clock.advance(-3h);
  a->accepted(a->receipt(2));
  REQUIRE(told("a.db").size() == 1);
  sync(*a, clock);
  sync(*b, hub_clock);
  for (const char* file : {"hub.db", "a.db", "b.db"}) REQUIRE(told(file).empty());
}

TEST(a_refused_scan_tells_nothing_of_the_clock) {
  clock.advance(3h);
  a->accepted(a->receipt(1));
  clock.advance(-3h);
  a->refused(a->receipt(1, "NOTHING"));
  REQUIRE(told("a.db").empty());
}

// A terminal that runs while somebody enrols it anew beside it.
#include <thread>

#include "sync/access/access_register.h"
#include "sync/access/enrolment_code.h"
#include "sync/enrolment.h"
#include "sync/hub/hub.h"
#include "terminal/station/station.h"
#include "tests/support/terminal/terminal_fixture.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    {
      Floor office{folder / "hub.db", LedgerRole::hub, clock, "office"};
      office.open_warehouse();
    }
    const HubOptions options{"127.0.0.1", 0, "0123456789abcdef", folder / "hub.db", TerminalsBy::key, {}};
    hub = Hub::start(Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value(), options).value();
  }
  void tearDown() {
    station.reset();
    hub.reset();
  }
  Enrolment enrolled() {
    AccessRegister known(folder / "hub.db", system_clock());
    return enrol(folder / "t.db", {hub->address(), known.new_secret("Dock 4").value(), ""}).value();
  }
  void run() {
    StationOptions options;
    options.database = folder / "t.db";
    station = Station::open(options, system_clock(), [] {}).value();
  }
  bool comes_to_show(const std::string& text, bool wanted = true) {
    for (int i = 0; i < 1000; ++i) {
      station->settle();
      if ((texts_of(station->app().frame()).find(text) != std::string::npos) == wanted) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    FAIL_CHECK(texts_of(station->app().frame()));
    return false;
  }
  bool has_items() {
    for (int i = 0; i < 1000; ++i) {
      if (!Views::open(folder / "t.db").value()->items(1).value().empty()) return true;
      station->settle();
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  std::unique_ptr<Hub> hub;
  std::unique_ptr<Station> station;
};

}  // namespace

TEST(a_terminal_that_runs_goes_by_its_new_key_at_once) {
  const Enrolment old = enrolled();
  AccessRegister known(folder / "hub.db", system_clock());
  REQUIRE(known.revoke(old.terminal).ok());
  run();
  REQUIRE(comes_to_show("Nothing goes to the hub"));
  enrolled();
  REQUIRE(comes_to_show("Nothing goes to the hub", false));
  REQUIRE(has_items());
}

TEST(a_terminal_that_runs_alone_talks_to_the_hub_at_which_it_is_enrolled_beside) {
  run();
  enrolled();
  REQUIRE(has_items());
}

TEST(a_code_of_a_hub_is_known_as_a_whole_and_in_parts) {
  const std::string code = text_of(EnrolmentCode{"https://hub:8470", fresh_secret(), std::string(64, 'a')});
  const std::size_t secret = code.find('*', 4) + 1;
  REQUIRE(may_be_enrolment_code(code));
  REQUIRE(may_be_enrolment_code(code.substr(0, 12)));
  REQUIRE(may_be_enrolment_code(code.substr(secret)));
  REQUIRE(may_be_enrolment_code(code.substr(secret, 14)));
  for (const char* other :
       {"4006381333931", "BRG-6204", "SO-17", "PO-7001", "A-01-02-03", "DOCK-1", "340123450000000017"})
    REQUIRE_FALSE(may_be_enrolment_code(other));
}

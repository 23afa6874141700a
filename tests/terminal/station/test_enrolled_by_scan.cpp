// An empty terminal that is shown the hub's code: it is one of the hub's from then on, and says why where it is not.
#include <thread>

#include "sync/access/access_register.h"
#include "sync/access/enrolment_code.h"
#include "sync/hub/hub.h"
#include "terminal/station/station.h"
#include "tests/support/heard.h"
#include "tests/support/terminal/terminal_fixture.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() { open(false); }
  void tearDown() {
    station.reset();
    hub.reset();
  }
  void open(bool demo) {
    station.reset();
    StationOptions options;
    options.database = folder / (demo ? "demo.db" : "terminal.db");
    options.demo = demo;
    station = Station::open(options, system_clock(), [] {}).value();
  }
  void start_hub() {
    {
      Floor office{folder / "hub.db", LedgerRole::hub, clock, "office"};
      office.open_warehouse();
    }
    const HubOptions options{"127.0.0.1", 0, "0123456789abcdef", folder / "hub.db", TerminalsBy::key, {}};
    hub = Hub::start(Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value(), options).value();
  }
  std::string code() {
    AccessRegister known(folder / "hub.db", system_clock());
    return text_of(EnrolmentCode{hub->address(), known.new_secret("Dock 4").value(), ""});
  }
  void scan(const std::string& text) {
    Reading reading;
    reading.symbol.text = text;
    reading.raw = text;
    station->scan(reading);
    station->settle();
  }
  bool comes_to_show(const std::string& text) {
    for (int i = 0; i < 1000; ++i) {
      station->settle();
      if (texts_of(station->app().frame()).find(text) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    FAIL_CHECK(texts_of(station->app().frame()));
    return false;
  }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  std::unique_ptr<Hub> hub;
  std::unique_ptr<Station> station;
};

}  // namespace

TEST(an_empty_terminal_that_scans_the_hubs_code_has_its_books_at_once) {
  REQUIRE(comes_to_show("scan the hub's code"));
  start_hub();
  scan(code());
  REQUIRE(comes_to_show("This terminal is Dock 4 now"));
  for (int i = 0; i < 1000 && Views::open(folder / "terminal.db").value()->items(1).value().empty(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  REQUIRE_FALSE(Views::open(folder / "terminal.db").value()->items(1).value().empty());
}

TEST(a_code_that_does_not_hold_is_told_on_the_page) {
  start_hub();
  const std::string once = code();
  scan(once.substr(0, once.size() - 6));
  REQUIRE(comes_to_show("was not read whole"));
  std::string wrong = once;
  const std::size_t secret = wrong.find("*", 5) + 1;
  wrong[secret] = wrong[secret] == '7' ? '8' : '7';
  scan(wrong);
  REQUIRE(comes_to_show("Not enrolled: the hub says"));
}

TEST(without_a_network_an_enrolment_says_so_and_can_be_scanned_again) {
  start_hub();
  const std::string once = code();
  hub.reset();
  scan(once);
  REQUIRE(comes_to_show("Not enrolled: "));
  scan(once);
  REQUIRE(comes_to_show("Not enrolled: "));
}

TEST(a_terminal_with_books_is_given_to_no_hub_by_a_scan) {
  start_hub();
  open(true);
  scan(code());
  REQUIRE(comes_to_show("There are books here already"));
  REQUIRE_FALSE(std::filesystem::exists(folder / "demo.db.hub"));
}

// A terminal that has a hub, and enrols at another one.
#include <filesystem>

#include "sync/access/access_register.h"
#include "sync/enrolment.h"
#include "sync/hub/hub.h"
#include "sync/session.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  // One hub with its own folder, and so with a register of its own.
  struct Site {
    std::filesystem::path database;
    std::unique_ptr<Hub> hub;

    EnrolmentCode code(const std::string& name) const {
      AccessRegister known(database, system_clock());
      return {hub->address(), known.new_secret(name).value(), ""};
    }
  };

  void setUp() {
    {
      std::filesystem::create_directory(folder / "first");
      Floor office{folder / "first/hub.db", LedgerRole::hub, clock, "office"};
      office.open_warehouse();
    }
    first = serve("first");
    other = serve("other");
    REQUIRE(enrol(folder / "a.db", first.code("Dock 1")).ok());
  }
  void tearDown() {}

  Site serve(const std::string& name) const {
    std::filesystem::create_directory(folder / name);
    Site site{folder / name / "hub.db", nullptr};
    const HubOptions options{"127.0.0.1", 0, "0123456789abcdef", site.database, TerminalsBy::key, {}};
    site.hub = Hub::start(Ledger::open(site.database, LedgerRole::hub, clock).value(), options).value();
    return site;
  }
  void work() const {
    Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
    const auto link = make_connector(upstream_of("", "", folder / "a.db").value().value()).value();
    REQUIRE(sync_once(on_this_thread(*terminal.ledger), *link, clock).status.ok());
    terminal.accepted(terminal.receipt(5));
  }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  Site first, other;
};

}  // namespace

TEST(books_of_one_hub_go_to_another_only_where_somebody_says_that_it_is_the_same_site) {
  work();
  const EnrolmentCode code = other.code("Dock 9");
  const auto refused = enrol(folder / "a.db", code);
  REQUIRE_FALSE(refused.ok());
  REQUIRE(refused.error().kind == ErrorKind::refused);
  REQUIRE(refused.error().sentence().find("--same-site") != std::string::npos);
  REQUIRE(read_enrolment(folder / "a.db").value()->name == "Dock 1");
  REQUIRE(enrol(folder / "a.db", code, BooksGo::to_any_hub).ok());
  REQUIRE(read_enrolment(folder / "a.db").value()->name == "Dock 9");
}

TEST(a_terminal_that_has_booked_nothing_may_go_to_another_hub) {
  REQUIRE(enrol(folder / "a.db", other.code("Dock 8")).ok());
}

TEST(a_terminal_may_enrol_anew_at_its_own_hub_whatever_it_has_booked) {
  work();
  const std::string before = read_enrolment(folder / "a.db").value()->terminal;
  for (const char* name : {"Dock 1", "Dock 7"}) {
    const auto anew = enrol(folder / "a.db", first.code(name));
    REQUIRE(anew.ok());
    REQUIRE(anew->terminal == before);
    REQUIRE(anew->name == name);
    work();
  }
  AccessRegister known(first.database, system_clock());
  REQUIRE(known.terminals()->size() == 1);
  REQUIRE(known.terminals()->front().name == "Dock 7");
}

// A terminal that has a hub, and enrols at another one.
#include <filesystem>
#include <functional>

#include "storage/schema/open_reader.h"
#include "sync/access/access_register.h"
#include "sync/enrolment.h"
#include "sync/hub/hub.h"
#include "sync/session.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

constexpr const char* token = "0123456789abcdef";

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
    first = serve("first", [this](Floor& office) {
      office.accepted(SetStatus{item("GLV"), lot("L-1"), LotStatus::recalled, "maker"});
    });
    other = serve("other");
    REQUIRE(enrol(folder / "a.db", first.code("Dock 1")).ok());
  }
  void tearDown() {}

  Site serve(
      const std::string& name, const std::function<void(Floor&)>& before = [](Floor&) {}) const {
    std::filesystem::create_directory(folder / name);
    Site site{folder / name / "hub.db", nullptr};
    {
      Floor office{site.database, LedgerRole::hub, clock, "office"};
      office.open_warehouse();
      before(office);
    }
    const HubOptions options{"127.0.0.1", 0, token, site.database, TerminalsBy::token, {}};
    site.hub = Hub::start(Ledger::open(site.database, LedgerRole::hub, clock).value(), options).value();
    return site;
  }
  SyncResult sync(const Floor& terminal, const Upstream& hub) const {
    const auto link = make_connector(hub).value();
    return sync_once(on_this_thread(*terminal.ledger), *link, clock);
  }
  Upstream enrolled() const { return upstream_of("", "", folder / "a.db").value().value(); }
  // Only looks at what the hub has.
  void look() const {
    const Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
    REQUIRE(sync(terminal, enrolled()).status.ok());
  }
  static std::int64_t count(const std::filesystem::path& file, const std::string& what) {
    const auto db = open_reader(file).value();
    auto rows = db->query_text("SELECT count(*) FROM " + what, {});
    return rows.next() ? rows.integer(0) : -1;
  }
  void work() const {
    Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
    REQUIRE(sync(terminal, enrolled()).status.ok());
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

TEST(a_terminal_that_only_looked_tells_another_site_nothing_of_the_former_one) {
  look();
  REQUIRE(count(folder / "a.db", "lot WHERE status='recalled'") == 1);
  REQUIRE(enrol(folder / "a.db", other.code("Dock 8")).ok());
  look();
  REQUIRE(count(folder / "a.db", "lot WHERE status='recalled'") == 0);
  REQUIRE(count(folder / "a.db", "event") == 0);
  REQUIRE(count(other.database, "lot WHERE status='recalled'") == 0);
  REQUIRE(count(other.database, "notice WHERE detail LIKE '%made anew%'") == 0);
}

TEST(what_was_stopped_stays_so_where_somebody_says_that_it_is_the_same_site) {
  look();
  REQUIRE(enrol(folder / "a.db", other.code("Dock 8"), BooksGo::to_any_hub).ok());
  look();
  look();
  REQUIRE(count(other.database, "lot WHERE status='recalled'") == 1);
}

TEST(books_of_a_terminal_with_a_token_go_to_no_other_hub_either) {
  Floor terminal{folder / "t.db", LedgerRole::terminal, clock, "t"};
  Upstream there{first.hub->address(), token}, elsewhere{other.hub->address(), token};
  REQUIRE(sync(terminal, there).status.ok());
  terminal.accepted(terminal.receipt(5));
  const SyncResult refused = sync(terminal, elsewhere);
  REQUIRE(refused.status.error().kind == ErrorKind::refused);
  REQUIRE(refused.status.error().sentence().find("--same-site") != std::string::npos);
  REQUIRE(count(other.database, "event WHERE action='receive'") == 0);
  REQUIRE(sync(terminal, there).status.ok());
  elsewhere.same = Ledger::SameSite::said;
  REQUIRE(sync(terminal, elsewhere).status.ok());
  REQUIRE(count(other.database, "event WHERE action='receive'") == 1);
}

TEST(a_terminal_with_a_token_that_has_booked_nothing_may_go_to_another_hub) {
  const Floor terminal{folder / "t.db", LedgerRole::terminal, clock, "t"};
  for (const Site* site : {&first, &other}) {
    REQUIRE(sync(terminal, {site->hub->address(), token}).status.ok());
    REQUIRE(count(folder / "t.db", "lot WHERE status='recalled'") == (site == &first ? 1 : 0));
  }
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

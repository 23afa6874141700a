// Two dockhand-hub processes for one site in a real PostgreSQL: killed, stopped, woken, and PostgreSQL with them. What
// was acknowledged is there once, and both stores and the terminal hold the same.
//
// It is skipped where Debian's package postgresql is not installed. The same in one process, with a store in memory, is
// tests/storage/store/test_store_cache.cpp.
#include <cstdio>
#include <random>
#include <thread>

#include "storage/model/fresh_id.h"
#include "sync/access/access_register.h"
#include "sync/enrolment.h"
#include "sync/local/desk.h"
#include "sync/session.h"
#include "sync/store/postgres_store.h"
#include "sync/store/postgres_text.h"
#include "tests/support/site/fleet_hub.h"
#include "tests/support/site/local_hub.h"
#include "tests/support/site/stored_site.h"

using namespace dockhand;
using namespace dockhand::test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  void setUp() {
    static int sites = 0;
    name = "fleet_" + std::to_string(++sites);
  }
  void tearDown() {}

  // False, and said so, where the package is not there.
  bool begin() {
    if (server() == nullptr) {
      std::puts("skipped: no PostgreSQL in /usr/lib/postgresql (Debian's package postgresql)");
      return false;
    }
    auto office = site.hub("a.db");
    site.furnish(office);
    terminal = Ledger::open(site.folder / "t.db", LedgerRole::terminal, system_clock()).value();
    return true;
  }
  std::unique_ptr<FleetHub> hub(const std::string& file, const std::vector<std::string>& options = {}) const {
    return std::make_unique<FleetHub>(site.folder / file, name, options);
  }

  void scan(int times) {
    for (int i = 0; i < times; ++i) {
      scanned.push_back(fresh_command_id().text());
      const auto booked = terminal->execute(
          {CommandId::parse(scanned.back()).value(), OperatorName::parse("anna").value(), system_clock().now(),
           Receive{Units{item("BRG"), units(1 + i % 5), {}, {}, {}}, place("DOCK-1"), {}, false}},
          Flush::later);
      REQUIRE(booked.ok());
      REQUIRE(std::holds_alternative<Accepted>(*booked));
    }
    REQUIRE(terminal->flush().ok());
  }
  Status sync(Connector& link) { return sync_once(on_this_thread(*terminal), link, system_clock()).status; }
  void sync_all(FleetHub& with) { sync_all(*with.link()); }
  void sync_all(Connector& link) {
    Status synced = sync(link);
    // It takes nothing as long as another hub owns the site.
    for (int i = 0; i < 600 && !synced; ++i) {
      std::this_thread::sleep_for(100ms);
      synced = sync(link);
    }
    INFO((synced ? "" : synced.error().sentence()));
    REQUIRE(synced.ok());
    REQUIRE(terminal->pending().value() == 0);
  }

  // Every scan must be once at the hub, and the same rows must be in its file, in PostgreSQL and at the terminal.
  void require_one_truth(const std::string& file) {
    for (const std::string& id : scanned) REQUIRE(site.knows(file, id));
    REQUIRE(site.books_hold(file));
    auto reader = site.link();
    REQUIRE(reader->claim().ok());
    REQUIRE(difference(contents_of(site.folder / file), contents_of(*reader)).empty());
    reader.reset();
    pull_what_the_hub_planned_last(file);
    terminal.reset();
    REQUIRE(hashes("t.db") == hashes(file));
  }
  // A hub plans its day while terminals work, and may be killed just after that.
  void pull_what_the_hub_planned_last(const std::string& file) {
    const auto hub =
        Ledger::open(site.folder / file, LedgerRole::hub, system_clock(), Disk::real(), site.link()).value();
    LocalConnector link(*hub, [] { return Fault::none; });
    REQUIRE(sync(link).ok());
  }
  std::vector<std::string> hashes(const std::string& file) {
    std::vector<std::string> all;
    for (const TableHash& table : table_hashes(site.folder / file).value()) {
      all.push_back(table.table + " " + table.hash);
    }
    return all;
  }

  std::string hash_of(const std::string& table, const std::string& file) const {
    for (const TableHash& one : table_hashes(site.folder / file).value()) {
      if (one.table == table) return one.hash;
    }
    return "";
  }

  std::string name;
  StoredSite site{[this] { return PostgresStore::at({server()->url(), name}).value(); }};
  std::unique_ptr<Ledger> terminal;
  std::vector<std::string> scanned;
  std::mt19937 random{7};
};

}  // namespace

TEST(the_owner_is_killed_amid_a_push_and_the_other_hub_goes_on) {
  if (!begin()) return;
  auto owner = hub("a.db");
  sync_all(*owner);
  std::string file = "a.db";
  for (int round = 0; round < 4; ++round) {
    const auto link = owner->link();
    const std::string next = file == "a.db" ? "b.db" : "a.db";
    auto standby = hub(next);
    scan(150);
    std::thread ending([&, after = std::chrono::milliseconds(random() % 400)] {
      std::this_thread::sleep_for(after);
      owner->kill();
    });
    static_cast<void>(sync(*link));
    ending.join();
    owner = std::move(standby);
    file = next;
    sync_all(*owner);
  }
  owner->kill();
  require_one_truth(file);
}

TEST(postgresql_and_the_owner_are_killed_at_once_and_nothing_is_lost) {
  if (!begin()) return;
  for (int round = 0; round < 3; ++round) {
    auto owner = hub("a.db");
    sync_all(*owner);
    const auto link = owner->link();
    scan(150);
    std::thread ending([&, after = std::chrono::milliseconds(random() % 400)] {
      std::this_thread::sleep_for(after);
      if (round != 1) server()->kill();
      owner->kill();
      if (round == 1) server()->kill();
    });
    static_cast<void>(sync(*link));
    ending.join();
    server()->run();
    owner = hub("a.db");
    sync_all(*owner);
  }
  // What hubs have acknowledged is in PostgreSQL: a new machine has all of it.
  auto last = hub("c.db");
  sync_all(*last);
  last->kill();
  require_one_truth("c.db");
}

TEST(postgresql_is_killed_under_a_hub_which_goes_on_when_it_is_back) {
  if (!begin()) return;
  const auto owner = hub("a.db");
  sync_all(*owner);
  scan(30);
  server()->kill();
  const auto link = owner->link();
  REQUIRE_FALSE(sync(*link).ok());
  server()->run();
  sync_all(*owner);
  owner->kill();
  require_one_truth("a.db");
}

TEST(an_owner_that_was_stopped_for_long_wakes_up_and_books_nothing) {
  if (!begin()) return;
  const auto sleeper = hub("a.db");
  sync_all(*sleeper);
  auto other = hub("b.db");
  sleeper->stop();
  scan(40);
  sync_all(*other);
  sleeper->wake();
  scan(40);
  const auto late = sleeper->link();
  REQUIRE_FALSE(sync(*late).ok());
  REQUIRE(terminal->pending().value() == 40);
  sync_all(*other);
  other->kill();
  sleeper->kill();
  require_one_truth("b.db");
}

TEST(a_process_that_ends_hands_all_of_its_sites_over) {
  if (!begin()) return;
  const std::string other = name + "_b", path = "/v1/sites/" + other;
  const auto also = [&](const std::string& file) {
    return std::vector<std::string>{"--also", other + "=" + (site.folder / file).string()};
  };
  auto first = std::make_unique<FleetHub>(site.folder / "a.db", name, also("a2.db"));
  sync_all(*first);
  FleetHub second(site.folder / "b.db", name, also("b2.db"));
  const auto guest = Ledger::open(site.folder / "guest.db", LedgerRole::terminal, system_clock()).value();
  const auto guest_syncs = [&](FleetHub& with) {
    const auto link = with.link(path);
    Status synced = Error{ErrorKind::busy, "", "was not asked"};
    for (int i = 0; i < 600 && !synced; ++i) {
      synced = sync_once(on_this_thread(*guest), *link, system_clock()).status;
      if (!synced) std::this_thread::sleep_for(100ms);
    }
    return synced.ok();
  };
  REQUIRE(guest_syncs(*first));
  const auto known = guest->execute({fresh_command_id(), OperatorName::parse("anna").value(), system_clock().now(),
                                     Import{{ItemRow{item("ELSEWHERE"), "Of the other site", Tracking::none}}}});
  REQUIRE(known.ok());
  scan(20);
  first.reset();
  sync_all(second);
  REQUIRE(guest_syncs(second));
  REQUIRE(guest->pending().value() == 0);
  second.kill();
  const auto knows_elsewhere = [&](const std::string& file) {
    const auto all = contents_of(site.folder / file);
    return std::any_of(all.begin(), all.end(), [](const std::string& line) {
      return line.starts_with("item ") && line.find("ELSEWHERE") != std::string::npos;
    });
  };
  REQUIRE(knows_elsewhere("b2.db"));
  REQUIRE_FALSE(knows_elsewhere("b.db"));
  require_one_truth("b.db");
}

TEST(a_hub_that_stands_by_has_for_pulls_what_the_owner_has_just_acknowledged) {
  if (!begin()) return;
  const auto owner = hub("a.db");
  sync_all(*owner);
  const auto standby = hub("b.db");
  const auto reader = Ledger::open(site.folder / "reader.db", LedgerRole::terminal, system_clock()).value();
  const auto link = standby->link();
  for (int round = 0; round < 5; ++round) {
    scan(20);
    sync_all(*owner);
    Status pulled = sync_once(on_this_thread(*reader), *link, system_clock()).status;
    for (int i = 0; i < 600 && !pulled && round == 0; ++i) {  // it fills its file first
      std::this_thread::sleep_for(100ms);
      pulled = sync_once(on_this_thread(*reader), *link, system_clock()).status;
    }
    INFO((pulled ? "" : pulled.error().sentence()));
    REQUIRE(pulled.ok());
    REQUIRE(hash_of("balance", "reader.db") == hash_of("balance", "a.db"));  // the day's plan is made meanwhile
  }
  scan(1);
  REQUIRE_FALSE(sync(*link).ok());  // a push is the owner's
  REQUIRE(terminal->pending().value() == 1);
  owner->kill();
  sync_all(*standby);
  standby->kill();
  require_one_truth("b.db");
}

TEST(a_terminal_that_has_enrolled_is_known_at_the_next_owner_and_a_revocation_holds_there) {
  if (!begin()) return;
  const std::vector<std::string> by_key{"--terminals", "key"};
  const auto owner = hub("a.db", by_key);
  AccessRegister office(std::make_shared<PostgresText>(PostgresPlace{server()->url(), name}, "access"), system_clock());
  const std::string at_owner = owner->address(), secret = office.new_secret("Dock 4").value();
  const auto standby = hub("b.db", by_key);  // the owner listens, so the site is its own
  const auto enrolled = enrol(site.folder / "t.db", EnrolmentCode{at_owner, secret, ""});
  INFO((enrolled ? "" : enrolled.error().sentence()));
  REQUIRE(enrolled.ok());
  const auto first = make_connector({at_owner, {}, enrolled->identity}).value();
  sync_all(*first);
  scan(10);
  sync_all(*first);
  owner->kill();
  scan(10);
  const auto link = make_connector({standby->address(), {}, enrolled->identity}).value();
  sync_all(*link);
  REQUIRE_FALSE(sync(*standby->link()).ok());  // who shows no key is nobody
  REQUIRE(office.terminal(enrolled->terminal).value()->writers.size() == 1);
  REQUIRE(office.revoke(enrolled->terminal).ok());
  Status synced = sync(*link);
  for (int i = 0; i < 100 && synced; ++i) {
    std::this_thread::sleep_for(100ms);
    synced = sync(*link);
  }
  REQUIRE_FALSE(synced.ok());
  REQUIRE(synced.error().kind == ErrorKind::refused);
}

TEST(a_command_line_beside_a_hub_that_stands_by_is_told_which_hub_owns_the_site) {
  if (!begin()) return;
  const auto owner = hub("a.db");
  sync_all(*owner);
  const auto other = hub("b.db");
  std::string why;
  for (int i = 0; i < 300 && why.find("said there") == std::string::npos; ++i) {
    std::this_thread::sleep_for(100ms);
    const auto desk = open_desk(site.folder / "b.db", LedgerRole::hub, system_clock(), site.link());
    const auto booked = desk ? (*desk)->book_set_aside() : Result<std::int64_t>(desk.error());
    REQUIRE_FALSE(booked.ok());
    why = booked.error().sentence();
  }
  INFO(why);
  REQUIRE(why.find("another hub owns the site (") != std::string::npos);
  REQUIRE(why.find(", process " + std::to_string(owner->process())) != std::string::npos);
  // The owner's own command line goes to the owner.
  REQUIRE(open_desk(site.folder / "a.db", LedgerRole::hub, system_clock(), site.link()).value()->book_set_aside().ok());
}

TEST(what_a_hub_knew_of_its_terminals_before_it_had_a_store_goes_there) {
  if (!begin()) return;
  AccessRegister before(site.folder / "a.db", system_clock());
  REQUIRE(before.new_secret("Dock 4").ok());
  const auto owner = hub("a.db");
  sync_all(*owner);
  AccessRegister shared(std::make_shared<PostgresText>(PostgresPlace{server()->url(), name}, "access"), system_clock());
  REQUIRE_FALSE(shared.hub().value().empty());
  REQUIRE(shared.hub().value() == before.hub().value());
}

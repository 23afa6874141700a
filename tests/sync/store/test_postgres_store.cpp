// A site in a real PostgreSQL, of Debian's package postgresql. Where that is not installed nothing is tested here; the
// cache itself is, with a store in memory (tests/storage/store/test_store_cache.cpp).
#include <chrono>
#include <cstdio>
#include <functional>

#include "storage/nightly/plan_thread.h"
#include "sync/store/postgres_store.h"
#include "tests/support/site/postgres_server.h"
#include "tests/support/site/stored_site.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

// One for all tests, each of which has a site of its own.
PostgresServer* server() {
  static const std::unique_ptr<PostgresServer> one = PostgresServer::start();
  return one.get();
}

struct Fixture {
  void setUp() {
    static int sites = 0;
    name = "site_" + std::to_string(++sites);
  }
  void tearDown() {}

  // False, and said so, where the package is not there.
  static bool there() {
    if (server() != nullptr) return true;
    std::puts("skipped: no PostgreSQL in /usr/lib/postgresql (Debian's package postgresql)");
    return false;
  }
  std::unique_ptr<SiteStore> link() const { return PostgresStore::at({server()->url(), name}).value(); }
  bool agree(const std::string& file) {
    auto reader = link();
    const auto claimed = reader->claim();
    INFO((claimed ? "" : claimed.error().sentence()));
    REQUIRE(claimed.ok());
    const std::string apart = difference(contents_of(site.folder / file), contents_of(*reader));
    INFO(apart);
    CHECK(apart.empty());
    return apart.empty();
  }
  // As PostgreSQL does by itself when a hub has been silent for ten seconds.
  static void end_silent_owners() {
    const auto pg = server()->connect();
    REQUIRE(pg->ask("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'").ok());
  }
  static std::string why(const Result<Outcome>& outcome) { return outcome ? "" : outcome.error().sentence(); }

  std::string name;
  StoredSite site{[this] { return link(); }};
};

}  // namespace

TEST(what_hubs_book_one_after_the_other_is_in_postgresql_row_by_row) {
  if (!there()) return;
  auto hub = site.hub("a.db");
  site.furnish(hub);
  site.live(hub, "a.db", 1, 60);
  hub.reset();
  REQUIRE(agree("a.db"));
  hub = site.hub("b.db");  // of all rows
  site.live(hub, "b.db", 2, 30);
  hub.reset();
  REQUIRE(agree("b.db"));
  hub = site.hub("a.db");  // of the rows that it has missed
  hub.reset();
  REQUIRE(agree("a.db"));
  REQUIRE(site.books_hold("a.db"));
}

TEST(a_second_hub_waits_as_long_as_the_first_is_there) {
  if (!there()) return;
  auto first = site.hub("a.db");
  const auto refused = site.open("b.db");
  REQUIRE_FALSE(refused.ok());
  REQUIRE(refused.error().kind == ErrorKind::busy);
  first.reset();
  REQUIRE(site.open("b.db").ok());
}

TEST(an_owner_that_was_silent_for_too_long_books_nothing_any_more) {
  if (!there()) return;
  auto first = site.hub("a.db");
  site.furnish(first);
  end_silent_owners();
  auto second = site.hub("b.db");
  REQUIRE(site.receive(*second, "r1").ok());
  const auto late = site.receive(*first, "r2");
  REQUIRE_FALSE(late.ok());
  REQUIRE(late.error().kind == ErrorKind::busy);
  REQUIRE(site.receive(*second, "r3").ok());
  REQUIRE_FALSE(site.knows("b.db", "r2"));
  second.reset();
  REQUIRE(site.receive(*first, "r2").ok());
  REQUIRE(site.knows("a.db", "r1"));
  REQUIRE(site.knows("a.db", "r3"));
  first.reset();
  REQUIRE(agree("a.db"));
}

// Its transaction is still open: PostgreSQL waits for more of its rows, as it does amid a COPY.
TEST(an_owner_that_was_stopped_amid_its_rows_does_not_keep_the_site) {
  if (!there()) return;
  auto first = site.hub("a.db");
  site.furnish(first);
  first.reset();
  const auto stopped = server()->connect();
  const std::string schema = "dockhand_" + name;
  REQUIRE(stopped
              ->run("BEGIN; UPDATE " + schema + ".hub_site SET number = number + 1; INSERT INTO " + schema +
                    ".hub_written VALUES(1, 'tag', '', '{}')")
              .ok());
  const auto second = link()->claim();
  INFO((second ? "" : second.error().sentence()));
  REQUIRE(second.ok());
  REQUIRE_FALSE(stopped->run("COMMIT").ok());
}

TEST(a_stopped_owner_of_another_role_is_waited_for_and_the_words_say_why) {
  if (!there()) return;
  auto first = site.hub("a.db");
  first.reset();
  const auto as = [&](const std::string& role) {
    std::string url = server()->url();
    return url.replace(url.find("user=dockhand"), 13, "user=" + role);
  };
  const std::string schema = "dockhand_" + name;
  REQUIRE(
      server()
          ->connect()
          ->run("CREATE ROLE one_hub LOGIN; CREATE ROLE other_hub LOGIN; GRANT " + schema + " TO one_hub, other_hub")
          .ok());
  const auto stopped = PgConnection::open(as("one_hub")).value();
  REQUIRE(stopped->run("SET ROLE " + schema + "; BEGIN; UPDATE " + schema + ".hub_site SET number = number + 1").ok());
  const auto second = PostgresStore::at({as("other_hub"), name}).value();
  const auto waits = second->claim();
  REQUIRE_FALSE(waits.ok());
  REQUIRE(waits.error().kind == ErrorKind::busy);
  REQUIRE(waits.error().sentence().find("as another role") != std::string::npos);
  REQUIRE(stopped->run("ROLLBACK").ok());
  REQUIRE(second->claim().ok());
}

TEST(nothing_is_lost_and_nothing_is_there_twice_when_postgresql_is_killed) {
  if (!there()) return;
  auto hub = site.hub("a.db");
  site.furnish(hub);
  for (int i = 0; i < 3; ++i) {
    const std::string before = "before" + std::to_string(i), amid = "amid" + std::to_string(i);
    REQUIRE(site.receive(*hub, before).ok());
    server()->kill();
    REQUIRE_FALSE(site.receive(*hub, amid).ok());
    server()->run();
    const auto again = site.receive(*hub, amid);
    INFO(why(again));
    REQUIRE(again.ok());
    REQUIRE(site.knows("a.db", before));
    REQUIRE(site.knows("a.db", amid));
  }
  hub.reset();
  REQUIRE(agree("a.db"));
  REQUIRE(site.books_hold("a.db"));
}

TEST(a_postgresql_that_stands_still_is_given_up_and_not_waited_for) {
  if (!there()) return;
  const std::chrono::milliseconds patience{1'000};  // a busy machine is not a still one
  const std::string many(8 << 20, '7');             // more than a socket holds
  const std::vector<std::function<Status(PgConnection&)>> statements{
      [](PgConnection& pg) { return pg.run("SELECT 1"); },
      [](PgConnection& pg) {
        const auto rows = pg.ask("SELECT $1", {"1"});
        return rows ? Status(Done{}) : Status(rows.error());
      },
      [&](PgConnection& pg) { return pg.copy_in("COPY t FROM STDIN", many + "\n"); },
      [](PgConnection& pg) {
        return pg.copy_out("COPY (SELECT repeat('7', 100000) FROM generate_series(1, 100)) TO STDOUT",
                           [](std::string_view) { return Status(Done{}); });
      }};
  for (const auto& statement : statements) {
    const auto pg = PgConnection::open(server()->url(), patience).value();
    REQUIRE(pg->run("CREATE TEMP TABLE t(a text)").ok());
    REQUIRE(statement(*pg).ok());
    server()->stand_still();
    const Status given_up = statement(*pg);
    server()->go_on();
    REQUIRE_FALSE(given_up.ok());
    REQUIRE(given_up.error().kind == ErrorKind::network);
    REQUIRE_FALSE(pg->run("SELECT 1").ok());
  }
}

TEST(a_connection_that_breaks_is_made_again) {
  if (!there()) return;
  auto hub = site.hub("a.db");
  site.furnish(hub);
  const auto pg = server()->connect();
  REQUIRE(pg->ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dockhand-hub'"
                  " AND pid <> pg_backend_pid()")
              .ok());
  REQUIRE_FALSE(site.receive(*hub, "r1").ok());
  const auto again = site.receive(*hub, "r1");
  INFO(why(again));
  REQUIRE(again.ok());
  REQUIRE(site.knows("a.db", "r1"));
}

TEST(a_site_cannot_see_the_tables_of_another) {
  if (!there()) return;
  auto hub = site.hub("a.db");
  site.furnish(hub);
  const auto pg = server()->connect();
  REQUIRE(pg->run("DROP ROLE IF EXISTS stranger; CREATE ROLE stranger NOLOGIN; SET ROLE stranger").ok());
  const auto seen = pg->ask("SELECT count(*) FROM dockhand_" + name + ".event");
  REQUIRE_FALSE(seen.ok());
  REQUIRE(seen.error().kind == ErrorKind::refused);
  REQUIRE(pg->run("RESET ROLE; SET ROLE dockhand_" + name).ok());
  REQUIRE(pg->ask("SELECT count(*) FROM dockhand_" + name + ".event").ok());
}

TEST(events_and_stock_can_be_read_there_with_plain_sql) {
  if (!there()) return;
  auto hub = site.hub("a.db");
  site.furnish(hub);
  REQUIRE(site.receive(*hub, "r1", 3).ok());
  const auto pg = server()->connect();
  const auto units =
      pg->ask("SELECT sum(quantity) FROM dockhand_" + name + ".balance WHERE place = 'DOCK-1' AND item = $1", {"BRG"});
  REQUIRE(units.ok());
  REQUIRE(units->front().front() == "3");
}

TEST(what_a_dump_that_was_put_back_lacks_comes_back_from_the_file_that_has_it) {
  if (!there()) return;
  auto hub = site.hub("a.db");
  site.furnish(hub);
  REQUIRE(site.receive(*hub, "r1").ok());
  server()->dump("dockhand_" + name);
  REQUIRE(site.receive(*hub, "r2", 3).ok());
  hub.reset();
  server()->restore("dockhand_" + name);
  hub = site.hub("a.db");
  REQUIRE(site.knows("a.db", "r1"));
  REQUIRE(site.knows("a.db", "r2"));
  REQUIRE(hub->lost_by_store() == Ledger::LostByStore{1, 0});
  REQUIRE(site.receive(*hub, "r3").ok());
  hub.reset();
  REQUIRE(agree("a.db"));
  REQUIRE(site.books_hold("a.db"));
}

TEST(a_place_that_cannot_be_used_is_refused_before_anything_is_asked) {
  REQUIRE(PostgresStore::at({"postgresql://hub:secret@db/fleet", "main"}).error().message.find("passfile") !=
          std::string::npos);
  REQUIRE(PostgresStore::at({"postgresql://db/fleet?no_such_option=1", "main"}).error().kind == ErrorKind::bad_input);
  for (const char* wrong : {"", "Main", "1a", "a-b", "a\"; DROP", "a b"}) {
    CAPTURE(wrong);
    REQUIRE_FALSE(PostgresStore::at({"postgresql://db/fleet", wrong}).ok());
  }
  REQUIRE(PostgresStore::at({"postgresql://db/fleet", "berlin_2"}).ok());
}

TEST(a_plan_is_the_same_rows_over_postgresql_at_the_next_hub_and_in_a_file_alone) {
  if (!there()) return;
  Import past;
  for (int week = 1; week <= 40; ++week) {
    const Date day = Date::from_days(site.clock.now().date().days() - 7 * week);
    past.rows.emplace_back(PastDemandRow{item("BRG"), day, units(20 + week % 3)});
  }
  const auto plan_of = [&](Ledger& books, const char* file) {
    return plan_for(site.folder / file, site.clock.now().date(), site.clock.now(),
                    [&](const auto& work) {
                      work(books);
                      return true;
                    })
        .value();
  };
  const auto furnished = [&](std::unique_ptr<Ledger> books, const char* id) {
    site.furnish(books);
    REQUIRE(books->execute({CommandId::parse(id).value(), OperatorName::parse("anna").value(), site.clock.now(), past})
                .ok());
    return books;
  };
  auto hub = furnished(site.hub("a.db"), "past-a");
  const PlanMade first = plan_of(*hub, "a.db");
  REQUIRE(first.proposed > 0);
  hub.reset();
  REQUIRE(agree("a.db"));
  hub = site.hub("b.db");  // of all rows that PostgreSQL has
  const PlanMade next = plan_of(*hub, "b.db");
  REQUIRE(next.hash == first.hash);
  REQUIRE(next.changed == 0);
  hub.reset();
  hub = furnished(Ledger::open(site.folder / "alone.db", LedgerRole::hub, site.clock).value(), "past-alone");
  REQUIRE(plan_of(*hub, "alone.db").hash == first.hash);
  hub.reset();
  for (const char* file : {"b.db", "alone.db"}) {
    REQUIRE(PlanningViews::open(site.folder / file).value()->plans().value() ==
            PlanningViews::open(site.folder / "a.db").value()->plans().value());
  }
}

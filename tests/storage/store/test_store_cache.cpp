// A hub's database as the cache of a store, with a store in memory and its faults.
#include "storage/schema/migrations.h"
#include "tests/support/site/memory_store.h"
#include "tests/support/site/stored_site.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  std::shared_ptr<MemorySite> store = std::make_shared<MemorySite>();
  StoredSite site{[this] { return std::make_unique<MemoryStore>(store); }};

  // The store holds what the file holds, row by row.
  bool agree(const std::string& name) {
    MemoryStore reader(store);
    const std::string apart = difference(contents_of(site.folder / name), contents_of(reader));
    INFO(apart);
    CHECK(apart.empty());
    return apart.empty();
  }
  // Fills it with what a hub of the version before has left.
  void fill_with_the_version_before() {
    const auto db = Engine::open(site.folder / "old.db", Access::read_write).value();
    const std::vector<const char*> steps(migrations().begin(), migrations().end() - 1);
    Transaction transaction(*db);
    REQUIRE(migrate(*db, "old", steps).ok());
    for (const auto& [name, value] : {std::pair("role", "hub"), std::pair("generation", "g"),
                                      std::pair("writer", "0123456789abcdef0123456789abcdef"),
                                      std::pair("store", "site"), std::pair("store_tag", "before")}) {
      db->run("INSERT INTO setting(name, value) VALUES($1,$2)", name, value);
    }
    store->head = {"site", "before", static_cast<std::int64_t>(steps.size())};
    for (const TableShape& table : shapes_of(*db)) {
      auto& [shape, rows] = store->tables[table.name];
      shape = table;
      read_rows(*db, table, [&all = rows](const NumberedRow& row) { return all.emplace(row.number, row).second; });
    }
    REQUIRE(transaction.commit().ok());
  }
  std::string why(const Result<Outcome>& outcome) { return outcome ? "" : outcome.error().sentence(); }
};

}  // namespace

TEST(what_a_hub_books_is_in_the_store_row_by_row) {
  auto hub = site.hub("a.db");
  site.furnish(hub);
  for (unsigned seed = 1; seed <= 3; ++seed) site.live(hub, "a.db", seed, 60);
  REQUIRE(agree("a.db"));
  REQUIRE(store->whole == 1);
  REQUIRE(store->commits > 40);
}

TEST(another_hub_makes_its_database_of_the_store_and_goes_on) {
  auto first = site.hub("a.db");
  site.furnish(first);
  site.live(first, "a.db", 4, 60);
  first.reset();
  auto second = site.hub("b.db");
  site.live(second, "b.db", 5, 60);
  REQUIRE(agree("b.db"));
  REQUIRE(site.books_hold("b.db"));
  REQUIRE(store->whole_reads == 2);  // the second hub, and the look at the store just now
}

TEST(a_hub_that_was_away_for_a_moment_gets_only_the_rows_that_it_has_missed) {
  store->log_kept = 1'000;
  auto first = site.hub("a.db");
  site.furnish(first);
  site.live(first, "a.db", 6, 40);
  first.reset();
  auto second = site.hub("b.db");
  site.live(second, "b.db", 7, 40);
  second.reset();
  const int whole = store->whole_reads;
  first = site.hub("a.db");
  REQUIRE(store->whole_reads == whole);
  REQUIRE(agree("a.db"));
  REQUIRE(site.books_hold("a.db"));
}

TEST(a_fact_that_the_store_does_not_take_is_not_booked) {
  auto hub = site.hub("a.db");
  site.furnish(hub);
  for (const StoreFault fault : {StoreFault::unreachable, StoreFault::breaks_amid, StoreFault::lost_commit}) {
    const std::string id = "r" + std::to_string(static_cast<int>(fault));
    store->fault = fault;
    REQUIRE_FALSE(site.receive(*hub, id).ok());
    store->fault = StoreFault::none;
    REQUIRE_FALSE(site.knows("a.db", id));
    const auto again = site.receive(*hub, id);
    INFO(why(again));
    REQUIRE(again.ok());
    REQUIRE_FALSE(std::get<Accepted>(*again).repeated);
    REQUIRE(agree("a.db"));
  }
}

TEST(a_fact_that_the_store_has_taken_without_an_answer_is_booked_once) {
  auto hub = site.hub("a.db");
  site.furnish(hub);
  store->fault = StoreFault::lost_reply;
  const auto first = site.receive(*hub, "r1");
  store->fault = StoreFault::none;
  const auto again = site.receive(*hub, "r1");
  INFO(why(again));
  REQUIRE(again.ok());
  REQUIRE(std::get<Accepted>(*again).repeated);
  REQUIRE(site.knows("a.db", "r1"));
  REQUIRE(agree("a.db"));
}

TEST(a_hub_that_is_no_longer_the_owner_books_nothing_and_says_so) {
  auto first = site.hub("a.db");
  site.furnish(first);
  REQUIRE(site.receive(*first, "r1").ok());
  store->alive = nullptr;  // it was silent for too long
  auto second = site.hub("b.db");
  REQUIRE(site.receive(*second, "r2").ok());
  for (int i = 0; i < 3; ++i) {
    const auto late = site.receive(*first, "r3");
    REQUIRE_FALSE(late.ok());
    REQUIRE(late.error().kind == ErrorKind::busy);
  }
  REQUIRE_FALSE(site.knows("b.db", "r3"));
  REQUIRE(site.receive(*second, "r4").ok());
  REQUIRE(agree("b.db"));
  // It takes over again, and has what happened meanwhile.
  second.reset();
  REQUIRE(site.receive(*first, "r3").ok());
  REQUIRE(site.knows("a.db", "r2"));
  REQUIRE(site.knows("a.db", "r4"));
  REQUIRE(agree("a.db"));
}

TEST(a_hub_that_is_no_longer_the_owner_does_not_begin_anew_with_its_terminals) {
  auto first = site.hub("a.db");
  site.furnish(first);
  store->alive = nullptr;
  auto second = site.hub("b.db");
  REQUIRE(site.receive(*second, "r1").ok());
  PullRequest asked{WriterId::parse(std::string(32, 'a')).value(), {}, site.clock.now()};
  const Changes all = second->changes_since(asked, 10'000).value();
  asked.position = {all.generation, all.cursor, all.life};
  // To the first, this is a cursor that its file has never given out: it looks at the store before it answers.
  const auto late = first->changes_since(asked, 10'000);
  REQUIRE(late.ok());
  REQUIRE(late->generation == all.generation);
  REQUIRE(late->cursor == all.cursor);
  REQUIRE_FALSE(first->owns());
  REQUIRE(second->changes_since(asked, 10'000).value().generation == all.generation);
}

TEST(a_second_hub_is_told_that_another_owns_the_site) {
  const auto first = site.hub("a.db");
  const auto second = site.open("b.db");
  REQUIRE_FALSE(second.ok());
  REQUIRE(second.error().kind == ErrorKind::busy);
}

TEST(a_file_that_has_lost_its_newest_transactions_gets_them_back) {
  auto hub = site.hub("a.db");
  site.furnish(hub);
  REQUIRE(site.receive(*hub, "r1").ok());
  hub.reset();
  std::filesystem::copy_file(site.folder / "a.db", site.folder / "old.db");
  hub = site.hub("a.db");
  REQUIRE(site.receive(*hub, "r2").ok());
  hub.reset();
  std::filesystem::rename(site.folder / "old.db", site.folder / "a.db");
  hub = site.hub("a.db");
  REQUIRE(site.knows("a.db", "r2"));
  REQUIRE(agree("a.db"));
}

TEST(a_hub_with_books_of_its_own_gives_them_to_an_empty_store) {
  auto alone = Ledger::open(site.folder / "a.db", LedgerRole::hub, site.clock).value();
  site.furnish(alone);
  site.live(alone, "a.db", 8, 30);
  alone.reset();
  const auto hub = site.hub("a.db");
  REQUIRE(agree("a.db"));
  REQUIRE(site.books_hold("a.db"));
}

TEST(books_that_an_empty_store_has_taken_without_an_answer_are_known_again) {
  auto alone = Ledger::open(site.folder / "a.db", LedgerRole::hub, site.clock).value();
  site.furnish(alone);
  alone.reset();
  store->fault = StoreFault::lost_reply;
  REQUIRE_FALSE(site.open("a.db").ok());
  store->fault = StoreFault::none;
  const auto hub = site.hub("a.db");
  REQUIRE(site.receive(*hub, "r1").ok());
  REQUIRE(agree("a.db"));
  REQUIRE(site.books_hold("a.db"));
}

TEST(a_file_as_it_was_before_an_empty_store_took_its_books_is_known_again) {
  auto alone = Ledger::open(site.folder / "a.db", LedgerRole::hub, site.clock).value();
  site.furnish(alone);
  alone.reset();
  store->fault = StoreFault::lost_reply;
  REQUIRE_FALSE(site.open("a.db").ok());
  store->fault = StoreFault::none;
  std::filesystem::copy_file(site.folder / "a.db", site.folder / "old.db");
  auto hub = site.hub("a.db");
  REQUIRE(site.receive(*hub, "r1").ok());
  REQUIRE(site.receive(*hub, "r2").ok());
  hub.reset();
  std::filesystem::rename(site.folder / "old.db", site.folder / "a.db");
  hub = site.hub("a.db");
  REQUIRE(site.knows("a.db", "r2"));
  REQUIRE(agree("a.db"));
}

TEST(books_that_were_offered_to_a_store_which_another_hub_filled_are_not_thrown_away) {
  auto alone = Ledger::open(site.folder / "b.db", LedgerRole::hub, site.clock).value();
  site.furnish(alone);
  alone.reset();
  store->fault = StoreFault::lost_commit;  // it was offered, and not taken
  REQUIRE_FALSE(site.open("b.db").ok());
  store->fault = StoreFault::none;
  auto hub = site.hub("a.db");
  site.furnish(hub);
  hub.reset();
  const auto refused = site.open("b.db");
  REQUIRE_FALSE(refused.ok());
  REQUIRE(refused.error().kind == ErrorKind::conflict);
}

TEST(what_was_booked_since_an_empty_store_took_the_books_without_an_answer_is_not_thrown_away) {
  auto alone = Ledger::open(site.folder / "a.db", LedgerRole::hub, site.clock).value();
  site.furnish(alone);
  alone.reset();
  store->fault = StoreFault::lost_reply;
  REQUIRE_FALSE(site.open("a.db").ok());
  store->fault = StoreFault::none;
  alone = Ledger::open(site.folder / "a.db", LedgerRole::hub, site.clock).value();
  REQUIRE(site.receive(*alone, "r1").ok());
  alone.reset();
  const auto refused = site.open("a.db");
  REQUIRE_FALSE(refused.ok());
  REQUIRE(refused.error().kind == ErrorKind::conflict);
  REQUIRE(site.knows("a.db", "r1"));
}

TEST(books_of_its_own_are_never_thrown_away_for_those_of_a_store) {
  auto hub = site.hub("a.db");
  site.furnish(hub);
  hub.reset();
  auto alone = Ledger::open(site.folder / "b.db", LedgerRole::hub, site.clock).value();
  site.furnish(alone);
  alone.reset();
  const auto before = contents_of(site.folder / "b.db");
  const auto refused = site.open("b.db");
  REQUIRE_FALSE(refused.ok());
  REQUIRE(refused.error().kind == ErrorKind::conflict);
  REQUIRE(difference(contents_of(site.folder / "b.db"), before).empty());
}

TEST(a_cache_is_not_taken_for_that_of_another_store) {
  auto hub = site.hub("a.db");
  site.furnish(hub);
  hub.reset();
  store = std::make_shared<MemorySite>();
  store->head.site = "another";
  const auto refused = site.open("a.db");
  REQUIRE_FALSE(refused.ok());
  REQUIRE(refused.error().kind == ErrorKind::conflict);
}

TEST(a_cache_is_not_opened_without_its_store) {
  auto hub = site.hub("a.db");
  site.furnish(hub);
  hub.reset();
  const auto alone = Ledger::open(site.folder / "a.db", LedgerRole::hub, site.clock);
  REQUIRE_FALSE(alone.ok());
  REQUIRE(alone.error().kind == ErrorKind::refused);
}

TEST(the_database_of_a_terminal_is_not_given_to_a_store) {
  Ledger::open(site.folder / "a.db", LedgerRole::terminal, site.clock).value();
  const auto refused = site.open("a.db");
  REQUIRE_FALSE(refused.ok());
  REQUIRE(refused.error().kind == ErrorKind::foreign);
  REQUIRE(store->commits == 0);
}

TEST(a_backup_of_a_cache_becomes_a_hub_of_its_own) {
  auto hub = site.hub("a.db");
  site.furnish(hub);
  REQUIRE(site.receive(*hub, "r1").ok());
  hub.reset();
  const Status restored = Ledger::restore(site.folder / "a.db", site.folder / "b.db", site.clock);
  INFO((restored ? "" : restored.error().sentence()));
  REQUIRE(restored.ok());
  auto alone = Ledger::open(site.folder / "b.db", LedgerRole::hub, site.clock);
  REQUIRE(alone.ok());
  REQUIRE(site.receive(**alone, "r2").ok());
  // An empty store takes it.
  alone->reset();
  store = std::make_shared<MemorySite>();
  hub = site.hub("b.db");
  REQUIRE(agree("b.db"));
}

TEST(a_store_of_an_older_version_is_brought_up_to_date_with_all_its_rows) {
  fill_with_the_version_before();
  const auto hub = site.hub("b.db");
  REQUIRE(store->whole == 1);
  REQUIRE(store->head.schema == static_cast<std::int64_t>(migrations().size()));
  REQUIRE(hub->writer().text() == "0123456789abcdef0123456789abcdef");
  REQUIRE(agree("b.db"));
  REQUIRE(site.receive(*hub, "r1").ok());
}

TEST(a_store_of_a_newer_program_is_left_alone) {
  auto hub = site.hub("a.db");
  site.furnish(hub);
  hub.reset();
  store->head.schema += 1;
  store->head.tag = "newer";
  const auto refused = site.open("b.db");
  REQUIRE_FALSE(refused.ok());
  REQUIRE(refused.error().kind == ErrorKind::newer_version);
}

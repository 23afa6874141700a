// A store that was set back to a backup of its own, and hubs whose files knew more.
#include "storage/books/chain.h"
#include "storage/codec/codec.h"
#include "storage/schema/open_reader.h"
#include "sync/session.h"
#include "tests/support/site/local_hub.h"
#include "tests/support/site/memory_store.h"
#include "tests/support/site/stored_site.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    hub = site.hub("a.db");
    site.furnish(hub);
    REQUIRE(site.receive(*hub, "r1").ok());
  }
  void tearDown() {}

  void set_back(const MemorySite& before) const {
    const void* const alive = store->alive;
    *store = before;
    store->alive = alive;
  }
  bool agree(const std::string& name) {
    MemoryStore reader(store);
    const std::string apart = difference(contents_of(site.folder / name), contents_of(reader));
    INFO(apart);
    CHECK(apart.empty());
    return apart.empty() && site.books_hold(name);
  }
  std::int64_t count(const std::string& name, const std::string& of) const {
    const auto db = open_reader(site.folder / name).value();
    auto rows = db->query_text("SELECT count(*) FROM " + of, {});
    return rows.next() ? rows.integer(0) : -1;
  }
  std::int64_t on_hand(const std::string& name) const {
    const auto db = open_reader(site.folder / name).value();
    auto rows = db->query("SELECT coalesce(sum(quantity), 0) FROM balance WHERE item='BRG' AND place NOT LIKE '@%'");
    return rows.next() ? rows.integer(0) : -1;
  }
  std::int64_t told(const std::string& name) const {
    return count(name, "notice WHERE kind='document' AND detail LIKE '%store was set back%'");
  }
  static bool keeps_any(const std::filesystem::path& file) { return std::filesystem::exists(file.string() + "-lost"); }

  std::shared_ptr<MemorySite> store = std::make_shared<MemorySite>();
  StoredSite site{[this] { return std::make_unique<MemoryStore>(store); }};
  std::unique_ptr<Ledger> hub;
};

}  // namespace

TEST(what_a_store_that_was_set_back_lacks_is_booked_again_of_the_file_that_has_it) {
  const MemorySite before = *store;
  REQUIRE(site.receive(*hub, "r2", 3).ok());
  hub.reset();
  set_back(before);
  hub = site.hub("a.db");
  REQUIRE(site.knows("a.db", "r1"));
  REQUIRE(site.knows("a.db", "r2"));
  REQUIRE(on_hand("a.db") == 4);
  REQUIRE(told("a.db") == 1);
  REQUIRE(hub->lost_by_store() == Ledger::LostByStore{1, 0});
  REQUIRE(agree("a.db"));
  REQUIRE_FALSE(keeps_any(site.folder / "a.db"));
  // Once.
  hub.reset();
  hub = site.hub("a.db");
  REQUIRE(told("a.db") == 1);
  REQUIRE(on_hand("a.db") == 4);
}

TEST(a_hub_finds_it_while_it_runs) {
  const MemorySite before = *store;
  REQUIRE(site.receive(*hub, "r2").ok());
  set_back(before);
  static_cast<void>(site.receive(*hub, "r3"));
  REQUIRE(site.receive(*hub, "r3").ok());
  REQUIRE(site.knows("a.db", "r2"));
  REQUIRE(on_hand("a.db") == 3);
  REQUIRE(told("a.db") == 1);
  REQUIRE(agree("a.db"));
}

TEST(what_another_hub_has_booked_meanwhile_stays_and_both_are_there) {
  const MemorySite before = *store;
  REQUIRE(site.receive(*hub, "r2").ok());
  hub.reset();
  set_back(before);
  auto other = site.hub("b.db");
  REQUIRE(site.receive(*other, "r3").ok());
  other.reset();
  hub = site.hub("a.db");
  for (const char* id : {"r1", "r2", "r3"}) REQUIRE(site.knows("a.db", id));
  REQUIRE(on_hand("a.db") == 3);
  REQUIRE(agree("a.db"));
  // The other one's file has nothing that the store lacks.
  hub.reset();
  other = site.hub("b.db");
  REQUIRE(other->lost_by_store() == Ledger::LostByStore{});
  REQUIRE(told("b.db") == 1);
}

TEST(what_was_sent_again_meanwhile_counts_once_and_another_fact_of_that_id_counts_too) {
  const MemorySite before = *store;
  REQUIRE(site.receive(*hub, "same").ok());
  REQUIRE(site.receive(*hub, "other", 5).ok());
  hub.reset();
  set_back(before);
  auto other = site.hub("b.db");
  site.clock.advance(std::chrono::minutes(3));
  REQUIRE(site.receive(*other, "same").ok());
  REQUIRE(site.receive(*other, "other", 7).ok());
  other.reset();
  hub = site.hub("a.db");
  REQUIRE(on_hand("a.db") == 1 + 1 + 5 + 7);
  REQUIRE(hub->lost_by_store().booked == 1);
  REQUIRE(agree("a.db"));
}

TEST(a_terminal_that_sends_all_of_its_own_again_finds_it_there) {
  Floor terminal(site.folder / "t.db", LedgerRole::terminal, site.clock, "t");
  const auto sync = [&] {
    LocalConnector link(*hub, [] { return Fault::none; });
    const SyncResult done = sync_once(on_this_thread(*terminal.ledger), link, site.clock);
    INFO((done.status ? "" : done.status.error().sentence()));
    REQUIRE(done.status.ok());
  };
  sync();
  const MemorySite before = *store;
  terminal.accepted(terminal.receipt(4));
  REQUIRE(site.receive(*hub, "r2").ok());
  terminal.accepted(terminal.receipt(2));
  sync();
  terminal.accepted(terminal.receipt(8));
  hub.reset();
  set_back(before);
  hub = site.hub("a.db");
  REQUIRE(on_hand("a.db") == 1 + 4 + 1 + 2);  // before anybody sends it again
  sync();
  REQUIRE(on_hand("a.db") == 1 + 4 + 1 + 2 + 8);
  REQUIRE(on_hand("t.db") == on_hand("a.db"));
  REQUIRE(terminal.ledger->pending().value() == 0);
  REQUIRE(told("a.db") == 1);
  REQUIRE(count("a.db", "notice WHERE kind='missing_scans'") == 0);
  REQUIRE(agree("a.db"));
}

TEST(a_hub_that_reads_alone_keeps_it_beside_its_file_until_it_owns_the_site) {
  const auto link = [&] { return std::make_unique<MemoryStore>(store); };
  const MemorySite before = *store;
  REQUIRE(site.receive(*hub, "r2").ok());
  auto reader = Ledger::follow(site.folder / "b.db", site.clock, Disk::real(), link()).value();
  REQUIRE(site.knows("b.db", "r2"));
  hub.reset();
  set_back(before);
  auto owner = site.hub("c.db");
  REQUIRE(site.receive(*owner, "r3").ok());
  for (int i = 0; i < 2; ++i) {  // also when it is started again
    REQUIRE(reader->keep_up().ok());
    REQUIRE(reader->lost_by_store() == Ledger::LostByStore{0, 1});
    const auto may = std::filesystem::status((site.folder / "b.db").string() + "-lost").permissions();
    REQUIRE(may == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    REQUIRE_FALSE(site.knows("b.db", "r2"));
    reader.reset();
    reader = Ledger::follow(site.folder / "b.db", site.clock, Disk::real(), link()).value();
  }
  owner.reset();
  REQUIRE(reader->take_over([](Ledger&) { return Done{}; }).ok());
  REQUIRE(reader->lost_by_store() == Ledger::LostByStore{1, 0});
  for (const char* id : {"r1", "r2", "r3"}) REQUIRE(site.knows("b.db", id));
  REQUIRE(told("b.db") == 1);
  REQUIRE(agree("b.db"));
}

TEST(what_another_hub_has_booked_again_is_waited_for_no_more) {
  const MemorySite before = *store;
  REQUIRE(site.receive(*hub, "r2").ok());
  const auto reader =
      Ledger::follow(site.folder / "b.db", site.clock, Disk::real(), std::make_unique<MemoryStore>(store)).value();
  hub.reset();
  set_back(before);
  site.hub("c.db").reset();  // whose file has none of it
  REQUIRE(reader->keep_up().ok());
  REQUIRE(reader->lost_by_store().kept == 1);
  hub = site.hub("a.db");
  REQUIRE(reader->keep_up().ok());
  REQUIRE(reader->lost_by_store().kept == 0);
  hub.reset();
  REQUIRE(reader->take_over([](Ledger&) { return Done{}; }).ok());
  REQUIRE(on_hand("b.db") == 2);
  REQUIRE(told("b.db") == 1);
}

TEST(what_stood_without_an_effect_has_none_and_waits_again) {
  hub->judge_by([](const Command& given, const Command*) -> Status {
    if (given.by.text() != "boss") return Done{};
    return Error{ErrorKind::refused, "boss", "is nobody whom the hub knows"};
  });
  Floor terminal(site.folder / "t.db", LedgerRole::terminal, site.clock, "t");
  const MemorySite before = *store;
  LocalConnector link(*hub, [] { return Fault::none; });
  const Command forbidden{CommandId::parse("b1").value(), OperatorName::parse("boss").value(), site.clock.now(),
                          terminal.receipt(6)};
  terminal.open_warehouse();
  REQUIRE(terminal.ledger->execute(forbidden).ok());
  REQUIRE(sync_once(on_this_thread(*terminal.ledger), link, site.clock).status.ok());
  REQUIRE(on_hand("a.db") == 1);
  hub.reset();
  set_back(before);
  hub = site.hub("a.db");
  REQUIRE(site.knows("a.db", "b1"));
  REQUIRE(on_hand("a.db") == 1);
  REQUIRE(hub->book_set_aside().value() == 1);  // nobody judges any more
  REQUIRE(on_hand("a.db") == 7);
  REQUIRE(agree("a.db"));
}

TEST(what_could_not_be_read_is_set_aside_again_in_its_chain) {
  const WriterId stranger = WriterId::parse(std::string(32, 'f')).value();
  const MemorySite before = *store;
  const std::string poison = R"({"do":"teleport"})", hash = chain_hash(first_hash(), poison);
  const Command receipt{CommandId::parse("after").value(), OperatorName::parse("eve").value(), site.clock.now(),
                        Receive{Units{item("BRG"), units(2), {}, {}, {}}, place("DOCK-1"), {}, false}};
  const std::string body = encode_body(receipt, {});
  Push push{stranger, {}};
  push.events.push_back({1, CommandId::parse("p").value(), stranger, poison, hash});
  push.events.push_back({2, receipt.id, stranger, body, chain_hash(hash, body)});
  REQUIRE_FALSE(hub->accept(push)->refusal);
  hub.reset();
  set_back(before);
  hub = site.hub("a.db");
  REQUIRE(count("a.db", "set_aside") == 1);
  REQUIRE(site.knows("a.db", "after"));
  REQUIRE_FALSE(hub->accept(push)->refusal);  // it is known
  REQUIRE(on_hand("a.db") == 3);
  REQUIRE(agree("a.db"));
}

TEST(a_file_that_was_away_for_long_has_lost_nothing) {
  store->log_kept = 2;
  hub.reset();
  auto other = site.hub("b.db");
  for (int i = 0; i < 6; ++i) REQUIRE(site.receive(*other, "m" + std::to_string(i)).ok());
  other.reset();
  hub = site.hub("a.db");
  REQUIRE(hub->lost_by_store() == Ledger::LostByStore{});
  REQUIRE_FALSE(keeps_any(site.folder / "a.db"));
  REQUIRE(told("a.db") == 0);
  REQUIRE(agree("a.db"));
}

// A hub that stands by answers lists and pulls of the site that another one owns, until it is its turn.
#include <unistd.h>

#include <cstdio>
#include <future>

#include "sync/connector.h"
#include "sync/hub/hub.h"
#include "sync/protocol.h"
#include "sync/session.h"
#include "tests/support/raw_socket.h"
#include "tests/support/site/local_hub.h"
#include "tests/support/site/memory_store.h"
#include "tests/support/site/stored_site.h"

using namespace dockhand;
using namespace dockhand::test;
using namespace std::chrono_literals;

namespace {

// What a terminal books goes to the owner, and the rows come from a hub that follows.
class TwoHubs final : public Connector {
 public:
  TwoHubs(Ledger& owner, Ledger& reader, std::size_t rows)
      : owner_(
            owner, [] { return Fault::none; }, rows),
        reader_(
            reader, [] { return Fault::none; }, rows) {}
  Result<PushReply> push(const Push& push) override { return owner_.push(push); }
  Result<Changes> pull(const PullRequest& asked) override { return reader_.pull(asked); }
  void cancel() override {}

 private:
  LocalConnector owner_, reader_;
};

struct Fixture {
  void setUp() {
    owner = site.hub("a.db");
    site.furnish(owner);
  }
  void tearDown() {}

  Result<std::unique_ptr<Ledger>> follow(const std::string& file) {
    return Ledger::follow(site.folder / file, site.clock, Disk::real(), std::make_unique<MemoryStore>(store));
  }
  std::unique_ptr<Floor> terminal(const std::string& name) {
    return std::make_unique<Floor>(site.folder / (name + ".db"), LedgerRole::terminal, site.clock, name);
  }
  void sync(Floor& terminal, Ledger& reader, std::size_t rows = max_pull_rows) {
    TwoHubs link(*owner, reader, rows);
    const SyncResult done = sync_once(on_this_thread(*terminal.ledger), link, site.clock);
    INFO((done.status ? "" : done.status.error().sentence()));
    REQUIRE(done.status.ok());
    REQUIRE(terminal.ledger->pending().value() == 0);
  }
  PullRequest asking(const PullPosition& position) const {
    return {WriterId::parse(std::string(32, 'a')).value(), position, site.clock.now(), {}};
  }
  // Everything that it answers to who knows nothing.
  std::string all_of(Ledger& hub) const { return to_json(hub.changes_since(asking({}), 10'000).value()); }
  std::vector<std::string> hashes(const std::string& file) const {
    std::vector<std::string> all;
    for (const TableHash& table : table_hashes(site.folder / file).value()) {
      all.push_back(table.table + " " + table.hash);
    }
    return all;
  }

  std::shared_ptr<MemorySite> store = std::make_shared<MemorySite>();
  StoredSite site{[this] { return std::make_unique<MemoryStore>(store); }};
  std::unique_ptr<Ledger> owner;
};

}  // namespace

TEST(a_hub_that_follows_has_at_once_what_the_owner_has_answered) {
  const auto reader = follow("b.db").value();
  REQUIRE(reader->follows());
  for (unsigned seed = 1; seed <= 3; ++seed) {
    site.live(owner, "a.db", seed, 40);
    REQUIRE(all_of(*reader) == all_of(*owner));
  }
  REQUIRE(hashes("a.db") == hashes("b.db"));
}

TEST(a_hub_that_follows_writes_nothing) {
  const auto reader = follow("b.db").value();
  const int commits = store->commits;
  const auto refused = site.receive(*reader, "r1");
  REQUIRE_FALSE(refused.ok());
  REQUIRE(refused.error().kind == ErrorKind::busy);
  REQUIRE(reader->accept(Push{WriterId::parse(std::string(32, 'a')).value(), {}}).error().kind == ErrorKind::busy);
  REQUIRE(reader->begin_day().error().kind == ErrorKind::busy);
  // The clock of who asks is hours off: the owner tells the office of it.
  PullRequest asked = asking({});
  asked.now = Instant{asked.now.ms + 3 * 3'600'000};
  REQUIRE(reader->changes_since(asked, 10'000).ok());
  REQUIRE(store->commits == commits);
  REQUIRE(hashes("a.db") == hashes("b.db"));
}

TEST(who_has_seen_more_than_a_hub_that_follows_is_told_to_ask_later) {
  const auto reader = follow("b.db").value();
  const MemorySite before = *store;
  REQUIRE(site.receive(*owner, "r1").ok());
  const Changes seen = owner->changes_since(asking({}), 10'000).value();
  owner.reset();
  *store = before;  // it was set back
  const int commits = store->commits;
  const auto late = reader->changes_since(asking({seen.generation, seen.cursor, seen.life}), 10'000);
  REQUIRE_FALSE(late.ok());
  REQUIRE(late.error().kind == ErrorKind::busy);
  REQUIRE(reader->changes_since(asking({}), 10'000).value().generation == seen.generation);
  REQUIRE(store->commits == commits);
}

TEST(a_hub_that_follows_answers_nothing_while_its_store_is_not_reached) {
  const auto reader = follow("b.db").value();
  store->fault = StoreFault::unreachable;
  REQUIRE_FALSE(reader->changes_since(asking({}), 10'000).ok());
  store->fault = StoreFault::none;
  REQUIRE(reader->changes_since(asking({}), 10'000).ok());
}

TEST(rows_that_are_asked_for_again_come_once_nothing_else_is_on_its_way_and_none_is_passed_over) {
  REQUIRE(site.receive(*owner, "r1").ok());  // something comes after the lines
  const auto reader = follow("b.db").value();
  const Changes all = reader->changes_since(asking({}), 10'000).value();
  const NamedRow line{"order_line", {std::string("SO-1"), std::int64_t{1}}};
  const auto lines_in = [](const Changes& part) {
    for (const TableRows& table : part.tables) {
      if (table.table == "order_line") return table.rows;
    }
    return std::vector<std::vector<Value>>();
  };
  REQUIRE(lines_in(all).size() == 2);
  // Wherever it stands among the parts, who asks for it there gets it in its part.
  int parts = 0;
  PullRequest asked = asking({all.generation, 0, all.life});
  for (bool more = true; more;) {
    asked.rows.clear();
    const Changes part = reader->changes_since(asked, 1).value();
    asked.rows = {line};
    const Changes same = reader->changes_since(asked, 1).value();
    if (part.more) REQUIRE(to_json(same) == to_json(part));
    parts += part.more && !lines_in(part).empty() ? 1 : 0;
    asked.position.cursor = part.cursor;
    more = part.more;
  }
  REQUIRE(parts > 0);
  asked.rows = {line};
  const Changes again = reader->changes_since(asked, 1).value();
  REQUIRE(lines_in(again).size() == 1);
  REQUIRE(again.cursor == all.cursor);
  REQUIRE_FALSE(again.more);
}

TEST(terminals_push_to_the_owner_pull_elsewhere_and_lose_and_double_nothing) {
  const auto reader = follow("b.db").value();
  auto one = terminal("one"), other = terminal("other");
  sync(*one, *reader);
  sync(*other, *reader);
  for (int round = 0; round < 6; ++round) {
    // Both serve the same backorders, so that the hub makes something else of what one of them did.
    for (Floor* floor : {one.get(), other.get()}) {
      floor->give(Receive{Units{item("BRG"), units(3 + round), {}, {}, {}}, place("DOCK-1"), {}, false});
    }
    if (round == 3) site.live(owner, "a.db", 9, 30);
    for (Floor* floor : {one.get(), other.get(), one.get()}) sync(*floor, *reader, round % 2 == 0 ? 10'000 : 5);
  }
  sync(*other, *reader);
  one.reset();
  other.reset();
  REQUIRE(site.books_hold("one.db"));
  for (const char* file : {"b.db", "one.db", "other.db"}) {
    CAPTURE(file);
    REQUIRE(hashes(file) == hashes("a.db"));
  }
}

TEST(a_hub_that_follows_takes_over_when_the_owner_is_gone_and_its_terminals_go_on) {
  auto reader = follow("b.db").value();
  auto one = terminal("one");
  sync(*one, *reader);
  const auto nothing = [](Ledger&) -> Status { return Done{}; };
  REQUIRE(reader->take_over(nothing).error().kind == ErrorKind::busy);
  REQUIRE(reader->follows());
  one->give(Receive{Units{item("BRG"), units(3), {}, {}, {}}, place("DOCK-1"), {}, false});
  sync(*one, *reader);
  owner.reset();
  // What has to be done first may fail: then it follows as before, and another may have the site.
  REQUIRE_FALSE(reader->take_over([](Ledger&) -> Status { return Error{ErrorKind::io, "users.csv", "no"}; }).ok());
  REQUIRE(reader->follows());
  REQUIRE(store->alive == nullptr);
  REQUIRE(reader
              ->take_over([&](Ledger& books) -> Status {
                return site.receive(books, "of-the-drop-folder").ok() ? Status(Done{})
                                                                      : Status(Error{ErrorKind::io, "", ""});
              })
              .ok());
  REQUIRE_FALSE(reader->follows());
  owner = std::move(reader);
  one->give(Receive{Units{item("BRG"), units(4), {}, {}, {}}, place("DOCK-1"), {}, false});
  sync(*one, *owner);
  one.reset();
  REQUIRE(site.knows("b.db", "of-the-drop-folder"));
  REQUIRE(hashes("one.db") == hashes("b.db"));
  REQUIRE(site.books_hold("b.db"));
}

TEST(a_hub_that_has_lost_the_site_answers_pulls_with_what_the_new_owner_has_booked) {
  store->alive = nullptr;  // it was silent for too long
  auto second = site.hub("b.db");
  REQUIRE(site.receive(*second, "r1").ok());
  REQUIRE(site.receive(*owner, "r2").error().kind == ErrorKind::busy);
  const Changes all = second->changes_since(asking({}), 10'000).value();
  REQUIRE_FALSE(owner->owns());
  REQUIRE(all_of(*owner) == to_json(all));
  REQUIRE(owner->changes_since(asking({all.generation, all.cursor, all.life}), 10'000).ok());
  REQUIRE(site.receive(*owner, "r2").error().kind == ErrorKind::busy);
  second.reset();
  REQUIRE(site.receive(*owner, "r2").ok());
  REQUIRE(owner->owns());
}

TEST(a_hub_that_has_lost_the_site_finds_that_out_before_it_answers_although_nobody_writes_through_it) {
  store->alive = nullptr;  // it was stopped, and wakes up
  auto second = site.hub("b.db");
  REQUIRE(owner->keep_up().ok());  // the other one has written nothing yet
  REQUIRE_FALSE(owner->owns());
  REQUIRE(site.receive(*second, "r1").ok());
  REQUIRE(all_of(*owner) == all_of(*second));
  second.reset();
  REQUIRE(owner->keep_up().ok());
  REQUIRE(owner->owns());
  // A store that is not reached says nothing of that: the owner answers what it has.
  store->fault = StoreFault::unreachable;
  REQUIRE(owner->changes_since(asking({}), 10'000).ok());
  REQUIRE(owner->owns());
}

TEST(over_http_a_hub_that_has_lost_the_site_says_so_and_answers_lists_with_what_the_new_owner_has_booked) {
  HubOptions options;
  options.port = 0;
  const std::unique_ptr<FILE, int (*)(FILE*)> said(std::tmpfile(), &std::fclose);
  HubLog log{said.get(), site.clock};
  HubSite known{"main", site.folder / "a.db"};
  known.shared = true;
  const auto hub = Hub::start({known}, options, log).value();
  LedgerThread& books = hub->serve("main", std::move(owner));
  const auto say = [&](const std::string& request) {
    const RawSocket socket = RawSocket::to(hub->port());
    socket.send(request + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    return socket.receive(5s);
  };
  REQUIRE(say("GET /healthz").starts_with("HTTP/1.1 200"));
  store->alive = nullptr;  // it was stopped, and wakes up
  const auto second = site.hub("b.db");
  REQUIRE(site.receive(*second, "r1", 17).ok());
  REQUIRE(say("GET /v1/events").find("\"r1\"") != std::string::npos);
  REQUIRE_FALSE(books.owns());
  REQUIRE(say("GET /healthz").starts_with("HTTP/1.1 503"));
  REQUIRE(say("GET /healthz/reads").starts_with("HTTP/1.1 200"));
  const auto is_logged = [&] {
    std::string text(4096, ' ');
    text.resize(static_cast<std::size_t>(::pread(::fileno(said.get()), text.data(), text.size(), 0)));
    return text.find("site was lost to another hub") != std::string::npos;
  };
  for (int i = 0; i < 100 && !is_logged(); ++i) std::this_thread::sleep_for(50ms);
  REQUIRE(is_logged());
}

TEST(over_http_a_hub_that_keeps_what_its_store_has_lost_says_so_until_the_site_is_its_own) {
  const MemorySite before = *store;
  REQUIRE(site.receive(*owner, "r2").ok());
  auto reader = follow("b.db").value();
  owner.reset();
  *store = before;  // of a dump that was put back
  store->alive = nullptr;
  owner = site.hub("c.db");
  HubOptions options;
  options.port = 0;
  const std::unique_ptr<FILE, int (*)(FILE*)> said(std::tmpfile(), &std::fclose);
  HubLog log{said.get(), site.clock};
  HubSite known{"main", site.folder / "b.db"};
  known.shared = true;
  const auto hub = Hub::start({known}, options, log).value();
  hub->serve("main", std::move(reader));
  const auto say = [&](const std::string& request) {
    const RawSocket socket = RawSocket::to(hub->port());
    socket.send(request + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    return socket.receive(5s);
  };
  REQUIRE(say("GET /healthz/reads").starts_with("HTTP/1.1 200"));
  const std::string answer = say("GET /healthz");
  REQUIRE(answer.starts_with("HTTP/1.1 503"));
  REQUIRE(answer.find("1 event that it lacks is kept beside the file of this hub") != std::string::npos);
  std::string text(4096, ' ');
  text.resize(static_cast<std::size_t>(::pread(::fileno(said.get()), text.data(), text.size(), 0)));
  REQUIRE(text.find("store was set back") != std::string::npos);
}

TEST(while_the_ledgers_thread_hangs_a_hub_says_within_three_seconds_that_it_is_not_well) {
  HubOptions options;
  options.port = 0;
  const auto hub = Hub::start(std::move(owner), options).value();
  std::promise<void> goes_on;
  REQUIRE(hub->ledger().run([waits = goes_on.get_future().share()](Ledger&) { waits.wait(); }));
  const auto ask = [&] {
    const RawSocket socket = RawSocket::to(hub->port());
    socket.send("GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    return socket.receive(4s);
  };
  REQUIRE(ask().starts_with("HTTP/1.1 503"));
  // Others hold every thread that waits for the ledger.
  std::vector<RawSocket> waiting;
  waiting.reserve(8);
  const std::string pull = to_json(asking({}));
  for (int i = 0; i < 8; ++i) {
    waiting.push_back(RawSocket::to(hub->port()));
    waiting.back().send("POST /v1/pull HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(pull.size()) +
                        "\r\n\r\n" + pull);
  }
  const auto start = std::chrono::steady_clock::now();
  REQUIRE(ask().starts_with("HTTP/1.1 503"));
  REQUIRE(std::chrono::steady_clock::now() - start < 3s);
  goes_on.set_value();
}

TEST(over_http_a_hub_that_follows_answers_what_reads_and_sends_what_writes_away) {
  HubOptions options;
  options.port = 0;
  HubLog log{nullptr, site.clock};
  const auto hub = Hub::start({HubSite{"main", site.folder / "b.db"}}, options, log).value();
  LedgerThread& books = hub->serve("main", follow("b.db").value());
  const auto say = [&](const std::string& request, const std::string& body = "") {
    const RawSocket socket = RawSocket::to(hub->port());
    socket.send(request + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body);
    return socket.receive(5s);
  };
  REQUIRE(site.receive(*owner, "r1", 17).ok());
  REQUIRE(say("GET /v1/events").find("\"r1\"") != std::string::npos);
  REQUIRE(say("GET /healthz/reads").starts_with("HTTP/1.1 200"));
  for (const char* request :
       {"POST /v1/push", "POST /v1/commands", "POST /v1/items", "POST /v1/enrol", "GET /healthz"}) {
    CAPTURE(request);
    const std::string answer = say(request, std::string(request).starts_with("GET") ? "" : "{}");
    REQUIRE(answer.starts_with("HTTP/1.1 503"));
    REQUIRE(answer.find("Retry-After: 1") != std::string::npos);
  }
  auto one = terminal("one");
  const auto link = make_connector({hub->address()}).value();
  REQUIRE(sync_once(on_this_thread(*one->ledger), *link, site.clock).status.ok());
  one.reset();
  REQUIRE(hashes("one.db") == hashes("a.db"));
  store->fault = StoreFault::unreachable;
  REQUIRE(say("GET /v1/stock").starts_with("HTTP/1.1 503"));
  store->fault = StoreFault::none;
  owner.reset();
  REQUIRE(books.run([](Ledger& held) { static_cast<void>(held.take_over([](Ledger&) -> Status { return Done{}; })); }));
  books.drain();
  REQUIRE(say("GET /healthz").starts_with("HTTP/1.1 200"));
  REQUIRE(say("POST /v1/items", "[]").find("HTTP/1.1 503") == std::string::npos);
}

// A terminal and a dockhand-hub of its own process, with a proxy between them that spoils what it passes on: nothing is
// lost, and nothing is there twice.
#include "storage/views/views.h"
#include "sync/http/packing.h"
#include "sync/session.h"
#include "tests/support/site/hub_and_terminal.h"
#include "tests/support/site/hub_process.h"
#include "tests/support/site/proxy.h"

using namespace dockhand;
using namespace dockhand::test;
using namespace std::chrono_literals;

namespace {

using What = Spoil::What;

struct Fixture : HubAndTerminal {
  void setUp() {
    clock.advance(std::chrono::milliseconds(system_clock().now().ms - clock.now().ms));  // the process has no other
    HubAndTerminal::setUp();
    hub.reset();
    begin("hub.db");
    REQUIRE(sync(*link()).ok());  // so that it knows the items
  }
  void begin(const char* file) {
    process.reset();
    process = std::make_unique<HubProcess>((folder / file).string(), (folder / "hub.log").string());
    if (!proxy) proxy = std::make_unique<Proxy>(process->port);
    proxy->lead_to(process->port);
  }
  std::unique_ptr<Connector> link() const { return make_connector({proxy->address()}).value(); }
  Status sync(Connector& with) { return sync_once(on_this_thread(*terminal->ledger), with, clock).status; }

  // What was spoilt went wrong or not: after the next contact everything scanned is at the hub once, as the rows say
  // that come back from there.
  void all_is_there_once(Connector& with, const std::string& what) {
    INFO(what);
    CHECK(proxy->has_spoilt());
    Status synced = sync(with);
    if (!synced) synced = sync(*link());  // the office at the other end, or a connection, may have had enough
    INFO((synced ? "" : synced.error().sentence()));
    REQUIRE(synced.ok());
    REQUIRE(terminal->ledger->pending().value() == 0);
    const auto stock = Views::open(folder / "a.db").value()->stock().value();
    std::int64_t there = 0;
    for (const StockRow& row : stock) there += row.on_hand;
    REQUIRE(there == scanned);
  }
  void scan(std::int64_t count) {
    terminal->accepted(terminal->receipt(count));
    scanned += count;
  }
  // Over a connection that was used before, and over a new one.
  void play(const Spoil& spoil, const std::string& what) {
    for (const char* where : {"/v1/push", "/v1/pull"}) {
      for (const bool used : {false, true}) {
        auto with = link();
        if (used) REQUIRE(sync(*with).ok());
        scan(3);
        scan(2);
        proxy->spoil(where, spoil);
        static_cast<void>(sync(*with));
        all_is_there_once(*with, what + " of " + where + (used ? ", on a used line" : ""));
      }
    }
  }
  // The process ends, so that its file can be read.
  void require_one_truth() {
    const auto with = link();
    REQUIRE(sync(*with).ok());
    REQUIRE(process->terminate() == 0);
    REQUIRE(agree());
  }

  std::unique_ptr<HubProcess> process;
  std::unique_ptr<Proxy> proxy;
  std::int64_t scanned = 0;
};

}  // namespace

TEST(a_connection_that_is_reset_at_any_byte_loses_nothing) {
  for (const std::size_t bytes : {0, 1, 17, 150, 400, 700}) {
    play({What::reset_question, bytes, {}}, "reset after byte " + std::to_string(bytes) + " of the question");
    play({What::reset_answer, bytes, {}}, "reset after byte " + std::to_string(bytes) + " of the answer");
  }
  require_one_truth();
}

TEST(a_question_that_is_asked_twice_counts_once) {
  play({What::doubled, 0, {}}, "doubled");
  require_one_truth();
}

TEST(an_answer_that_was_given_before_is_not_taken_for_another) {
  const auto with = link();
  REQUIRE(sync(*with).ok());
  scan(1);
  REQUIRE(sync(*with).ok());  // there is an answer to repeat
  play({What::stale, 0, {}}, "stale");
  require_one_truth();
}

TEST(what_is_no_answer_of_a_hub_acknowledges_nothing) {
  const std::string bomb = packed(std::string(200 << 20, ' '));
  const std::vector<std::pair<std::string, std::string>> answers{
      {"too many", Proxy::answer("429 Too Many Requests", "Retry-After: 7\r\n", "{}")},
      {"500", Proxy::answer("500 Internal Server Error", "", "oh")},
      {"502", Proxy::answer("502 Bad Gateway", "Content-Type: text/html\r\n", "<html>502</html>")},
      {"a page", Proxy::answer("200 OK", "Content-Type: text/html\r\n", "<html>Sign in</html>")},
      {"a bomb", Proxy::answer("200 OK", "Content-Encoding: zstd\r\n", bomb)},
      {"gzip", Proxy::answer("200 OK", "Content-Encoding: gzip\r\n", "xxxx")},
      {"nothing", Proxy::answer("200 OK", "", "{}")},
      {"cut short", Proxy::answer("200 OK", "", R"({"protocol":1,"appl)", 400)},
  };
  for (const auto& [what, text] : answers) {
    play({What::instead, 0, text}, what + " instead of an answer");
    play({What::answered, 0, text}, what + " in place of the answer");
  }
  require_one_truth();
}

TEST(a_proxy_that_asks_to_wait_is_heard) {
  const auto with = link();
  REQUIRE(sync(*with).ok());
  scan(1);
  proxy->spoil("/v1/push", {What::instead, 0, Proxy::answer("429 Too Many Requests", "Retry-After: 7\r\n", "{}")});
  REQUIRE_FALSE(sync(*with).ok());
  REQUIRE(with->asked_to_wait() == 7s);
}

TEST(a_connection_of_which_nobody_hears_any_more_can_be_given_up) {
  for (const char* where : {"/v1/push", "/v1/pull"}) {
    scan(4);
    const auto with = link();
    proxy->spoil(where, {What::half_open, 0, {}});
    std::thread gives_up([&] {
      while (!proxy->has_spoilt()) std::this_thread::sleep_for(10ms);
      std::this_thread::sleep_for(100ms);
      with->cancel();
    });
    REQUIRE_FALSE(sync(*with).ok());
    gives_up.join();
    all_is_there_once(*link(), std::string("half open, ") + where);
  }
  require_one_truth();
}

// Both take the same token, as nobody has to show any.
TEST(what_was_booked_for_one_hub_does_not_go_to_another_to_which_a_new_connection_leads) {
  const auto with = link();
  SyncSession session(on_this_thread(*terminal->ledger), *with, clock, 1);
  REQUIRE(session.run_until_rest().ok());
  begin("other.db");
  std::this_thread::sleep_for(200ms);  // the connection ends, and the terminal has not tried it yet
  scan(5);
  const auto late = session.run_until_rest();
  REQUIRE_FALSE(late.ok());
  INFO(late.error().sentence());
  REQUIRE(late.error().kind == ErrorKind::refused);
  REQUIRE(terminal->ledger->pending().value() == 1);
  begin("hub.db");
  all_is_there_once(*link(), "another hub");
  require_one_truth();
}

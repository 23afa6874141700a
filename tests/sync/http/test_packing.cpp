// Messages packed for the wire: they come out as they went in, and never larger than what is allowed.
#include "storage/books/chain.h"
#include "storage/model/fresh_id.h"
#include "sync/http/packing.h"
#include "sync/hub/hub.h"
#include "sync/protocol.h"
#include "sync/session.h"
#include "tests/support/raw_socket.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  void start_hub() {
    {
      Floor office{folder / "hub.db", LedgerRole::hub, clock, "office"};
      office.open_warehouse();
    }
    hub = Hub::start(Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value(), {"127.0.0.1", 0, ""}).value();
  }
  std::string say(const std::string& path, const std::string& headers, const std::string& body) const {
    const RawSocket socket = RawSocket::to(hub->port());
    socket.send("POST " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + headers +
                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return socket.receive(10s);
  }
  static bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  std::unique_ptr<Hub> hub;
};

}  // namespace

TEST(what_was_packed_comes_out_as_it_went_in) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{65536}, std::size_t{1'000'000}}) {
    std::string text;
    while (text.size() < size) text += std::to_string(text.size() * 7919 % 1000) + ",";
    const std::string small = packed(text);
    REQUIRE(unpacked(small, text.size()).value() == text);
    REQUIRE((size < 65536 || small.size() < text.size() / 2));
  }
}

TEST(more_than_the_bound_is_never_unpacked) {
  const std::string bomb = packed(std::string(200 << 20, 'x'));
  REQUIRE(bomb.size() < 100'000);
  REQUIRE(unpacked(bomb, 1 << 20).error().kind == ErrorKind::bad_input);
  REQUIRE_FALSE(unpacked(packed("12345"), 4).ok());
}

TEST(what_is_cut_off_changed_or_followed_by_something_is_refused) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += std::to_string(i);
  const std::string good = packed(text);
  for (const std::size_t left : {std::size_t{0}, std::size_t{1}, good.size() / 2, good.size() - 1}) {
    INFO(left);
    REQUIRE_FALSE(unpacked(good.substr(0, left), text.size()).ok());
  }
  REQUIRE_FALSE(unpacked(good + "x", text.size()).ok());
  REQUIRE_FALSE(unpacked(text, text.size()).ok());
}

TEST(only_who_names_it_is_sent_a_packed_answer) {
  REQUIRE(takes_packed("zstd"));
  REQUIRE(takes_packed("gzip, br , zstd"));
  REQUIRE_FALSE(takes_packed(""));
  REQUIRE_FALSE(takes_packed("gzip, zstd;q=0"));
  start_hub();
  const std::string asked = to_json(PullRequest{WriterId::parse("w").value(), {}, clock.now()});
  REQUIRE(says(say("/v1/pull", "", asked), "\"tables\""));
  const std::string answer = say("/v1/pull", "Accept-Encoding: zstd\r\n", asked);
  REQUIRE(says(answer, "Content-Encoding: zstd"));
  REQUIRE(says(unpacked(answer.substr(answer.find("\r\n\r\n") + 4), max_message).value(), "\"tables\""));
}

TEST(a_packed_question_is_read_within_the_bound_of_its_address) {
  start_hub();
  const std::string asked = to_json(PullRequest{WriterId::parse("w").value(), {}, clock.now()});
  REQUIRE(says(say("/v1/pull", "Content-Encoding: zstd\r\n", packed(asked)), "\"tables\""));
  REQUIRE(says(say("/v1/pull", "Content-Encoding: zstd\r\n", packed(std::string(50 << 20, ' '))), " 400 "));
  REQUIRE(says(say("/v1/pull", "Content-Encoding: zstd\r\n", asked), " 400 "));
  REQUIRE(says(say("/v1/items", "Content-Encoding: zstd\r\n", packed("[]")), " 415 "));
}

TEST(a_terminal_and_its_hub_agree_over_packed_messages) {
  start_hub();
  Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
  const auto link = make_connector({hub->address()}).value();
  REQUIRE(sync_once(on_this_thread(*terminal.ledger), *link, clock).status.ok());
  for (int i = 0; i < 450; ++i) terminal.accepted(terminal.receipt(1));
  const SyncResult result = sync_once(on_this_thread(*terminal.ledger), *link, clock);
  REQUIRE(result.status.ok());
  REQUIRE(result.report.pushed == 450);
  REQUIRE(terminal.ledger->pending().value() == 0);
}

// The hub is as it was before hubs could unpack, and the connector had learned that its hub can.
TEST(a_hub_that_does_not_unpack_any_more_is_sent_plain_text) {
  int questions = 0;
  std::string second;
  const RawServer server([&](RawSocket& socket) {
    const std::string question = socket.receive(300ms);
    const auto answer = [&](const std::string& status, const std::string& headers, const std::string& body) {
      socket.send("HTTP/1.1 " + status + "\r\n" + headers +
                  "Connection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    };
    const std::string fine = wait_reply_json(false);
    if (++questions == 1) return answer("200 OK", "Content-Encoding: zstd\r\n", packed(fine));
    if (says(question, "Content-Encoding: zstd")) return answer("415 No", "", "{}");
    second = question;
    answer("200 OK", "", fine);
  });
  const auto link = make_connector({"http://127.0.0.1:" + std::to_string(server.port())}).value();
  const PullRequest asked{WriterId::parse("w").value(), {}, clock.now()};
  REQUIRE(link->wait(asked).ok());
  REQUIRE(link->wait(asked).ok());
  REQUIRE(questions == 3);
  REQUIRE(says(second, "\"w\""));
}

TEST(a_scan_takes_few_bytes_on_its_way_to_the_hub) {
  constexpr std::int64_t scans = 400;
  Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
  terminal.open_warehouse();
  const Push before = terminal.ledger->unacknowledged().value();
  for (std::int64_t i = 0; i < scans / 2; ++i) {
    clock.advance(std::chrono::milliseconds(1700 + 37 * i));
    const std::string id = fresh_command_id().text();
    REQUIRE(std::holds_alternative<Accepted>(terminal.give(id, terminal.receipt(1 + i % 7))));
    const Units one{item("BRG"), units(1), {}, {}, {}};
    REQUIRE(std::holds_alternative<Accepted>(
        terminal.give(fresh_command_id().text(), Move{one, place("DOCK-1"), place("A-01"), {}})));
  }
  const Push push = terminal.ledger->unacknowledged(before.events.back().seq).value();
  const std::size_t sent = packed(to_json(push, Hashes::ends)).size();
  INFO(sent << " bytes for " << push.events.size() << ", with all hashes " << packed(to_json(push)).size());
  REQUIRE(push.events.size() == scans);
  REQUIRE(sent <= 60 * scans);
}

TEST(a_hub_that_reads_no_event_without_its_hash_is_sent_them_all) {
  int questions = 0;
  const std::string second = chain_hash(std::string(64, 'a'), "{}");
  const RawServer server([&](RawSocket& socket) {
    const std::string question = socket.receive(300ms);
    const bool whole = says(question, second);
    const std::string body =
        whole ? to_json(PushReply{3, {}, {}}) : error_answer({ErrorKind::bad_input, "events[1].hash", "is missing"});
    ++questions;
    socket.send("HTTP/1.1 " + std::string(whole ? "200 OK" : "400 No") +
                "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  });
  const auto link = make_connector({"http://127.0.0.1:" + std::to_string(server.port())}).value();
  const WriterId writer = WriterId::parse("w").value();
  Push push{writer, {}};
  std::string hash = std::string(64, 'a');
  for (std::int64_t seq = 1; seq <= 3; ++seq) {
    push.events.push_back({seq, CommandId::parse("e" + std::to_string(seq)).value(), writer, "{}", hash});
    hash = chain_hash(hash, "{}");
  }
  REQUIRE(link->push(push)->applied == 3);
  REQUIRE(link->push(push)->applied == 3);
  REQUIRE(questions == 3);
}

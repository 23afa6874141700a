// Real HTTP over loopback, on a port that the system chose.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>

#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "sync/hub/hub.h"
#include "sync/protocol.h"
#include "sync/session.h"
#include "tests/support/disk/fault_disk.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  void start_hub(HubOptions options = {}) {
    options.port = 0;
    {
      Floor office{folder / "hub.db", LedgerRole::hub, clock, "office"};
      office.open_warehouse();
      office.demand_is({office.demand("SO-1/1", 4, 1), office.demand("SO-2/1", 3, 5)});
    }
    hub = Hub::start(Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value(), options).value();
  }
  std::unique_ptr<Connector> connector(const std::string& token = {}) const {
    return make_connector({hub->address(), token}).value();
  }
  SyncResult sync(Floor& terminal) {
    const auto link = connector();
    return sync_once(on_this_thread(*terminal.ledger), *link, clock);
  }
  // Returns what the hub says to bytes that no terminal of ours would send.
  std::string say(const std::string& request) const {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(hub->port()));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string answer;
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0 &&
        ::send(socket, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
      char buffer[4096];
      for (ssize_t got = 0; (got = ::recv(socket, buffer, sizeof(buffer), 0)) > 0;) {
        answer.append(buffer, static_cast<std::size_t>(got));
      }
    }
    ::close(socket);
    return answer;
  }
  std::string post(const std::string& path, const std::string& body) const {
    return say("POST " + path + " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Length: " +
               std::to_string(body.size()) + "\r\n\r\n" + body);
  }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  FaultDisk disk;
  std::unique_ptr<Hub> hub;
};

bool says(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

std::vector<std::string> hashes(const std::filesystem::path& file) {
  std::vector<std::string> all;
  for (const TableHash& table : table_hashes(file).value()) all.push_back(table.table + " " + table.hash);
  return all;
}

}  // namespace

TEST(a_terminal_that_has_synced_shows_the_same_tables_as_the_hub) {
  start_hub();
  Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
  const SyncResult first = sync(terminal);
  REQUIRE(first.status.ok());
  REQUIRE(first.report.pulled > 0);
  terminal.accepted(terminal.receipt(5));
  const SyncResult second = sync(terminal);
  REQUIRE(second.status.ok());
  REQUIRE(second.report.pushed == 1);
  REQUIRE(hashes(folder / "a.db") == hashes(folder / "hub.db"));
}

TEST(two_terminals_that_worked_offline_on_one_backorder_end_with_one_truth) {
  start_hub();
  Floor a{folder / "a.db", LedgerRole::terminal, clock, "a"};
  Floor b{folder / "b.db", LedgerRole::terminal, clock, "b"};
  REQUIRE(sync(a).status.ok());
  REQUIRE(sync(b).status.ok());
  a.accepted(a.receipt(4));
  b.accepted(b.receipt(4));
  REQUIRE(sync(a).report.notices.empty());
  const SyncResult loser = sync(b);
  REQUIRE(loser.report.questioned.size() == 1);
  REQUIRE(loser.report.notices.size() == 1);
  REQUIRE(loser.report.notices.front().kind == NoticeKind::claim_moved);
  REQUIRE(sync(a).status.ok());
  REQUIRE(hashes(folder / "a.db") == hashes(folder / "hub.db"));
  REQUIRE(hashes(folder / "b.db") == hashes(folder / "hub.db"));
}

TEST(more_events_than_one_batch_holds_all_arrive) {
  start_hub();
  Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
  REQUIRE(sync(terminal).status.ok());
  const auto count = static_cast<std::int64_t>(Push::max_events) + 3;
  for (std::int64_t i = 0; i < count; ++i) terminal.accepted(terminal.receipt(1));
  REQUIRE(sync(terminal).report.pushed == count);
  REQUIRE(hashes(folder / "a.db") == hashes(folder / "hub.db"));
}

TEST(a_hub_that_is_not_there_is_told_in_a_sentence) {
  start_hub();
  const std::string address = hub->address();
  hub.reset();
  Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
  const auto link = make_connector({address, {}}).value();
  const SyncResult result = sync_once(on_this_thread(*terminal.ledger), *link, clock);
  REQUIRE(result.status.error().kind == ErrorKind::network);
  REQUIRE(says(result.status.error().sentence(), "cannot be reached"));
}

TEST(without_the_right_token_nothing_is_answered) {
  HubOptions options;
  options.token = "0123456789abcdef";
  start_hub(options);
  const auto asking = WriterId::parse("w").value();
  REQUIRE(connector("0123456789abcdef")->pull({asking, {}, {}}).ok());
  for (const char* wrong : {"", "0123456789abcdeg", "0123456789abcde"}) {
    const auto link = connector(wrong);
    for (int again = 0; again < 2; ++again) {
      const auto answer = link->pull({asking, {}, {}});
      REQUIRE(answer.error().kind == ErrorKind::refused);
      REQUIRE(says(answer.error().sentence(), "token"));
    }
  }
  REQUIRE(says(say("GET /v1/status HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n"), " 401 "));
}

TEST(a_hub_that_others_can_reach_needs_a_token) {
  auto ledger = Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value();
  const auto refused = Hub::start(std::move(ledger), {"0.0.0.0", 0, ""});
  REQUIRE(refused.error().kind == ErrorKind::bad_input);
  REQUIRE(says(refused.error().sentence(), "--token-file"));
}

TEST(a_port_that_is_taken_is_told) {
  start_hub();
  auto ledger = Ledger::open(folder / "other.db", LedgerRole::hub, clock).value();
  const auto second = Hub::start(std::move(ledger), {"127.0.0.1", hub->port(), ""});
  REQUIRE(says(second.error().sentence(), "taken"));
}

TEST(nonsense_gets_an_answer_and_no_effect) {
  start_hub();
  const auto before = hashes(folder / "hub.db");
  REQUIRE(says(post("/v1/push", "hello"), " 400 "));
  REQUIRE(says(post("/v1/push", R"({"protocol":9})"), "update the older one"));
  REQUIRE(says(post("/v1/pull", "{}"), "no message of Dockhand"));
  REQUIRE(says(post("/v2/push", "{}"), " 404 "));
  REQUIRE(says(post("/v1/", "{}"), "this is a hub of Dockhand"));
  REQUIRE(says(post("/", "{}"), " 405 "));
  REQUIRE(says(say("GARBAGE\r\n\r\n"), " 400 "));
  REQUIRE(hashes(folder / "hub.db") == before);
}

TEST(whoever_opens_its_address_reads_what_it_is_and_nothing_of_the_site) {
  start_hub();
  const std::string page = say("GET / HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n");
  REQUIRE(page.starts_with("HTTP/1.1 200"));
  REQUIRE(says(page, "text/html"));
  REQUIRE(says(page, "<h1>Dockhand hub</h1>"));
}

TEST(a_message_that_is_too_large_is_refused_before_it_is_read) {
  start_hub();
  const std::string head = "POST /v1/push HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Length: ";
  REQUIRE(says(say(head + std::to_string(max_message + 1) + "\r\n\r\n{"), " 413 "));
}

TEST(the_status_says_what_answers) {
  start_hub();
  const std::string answer = say("GET /v1/status HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n");
  REQUIRE(says(answer, " 200 "));
  REQUIRE(says(answer, R"("hub":)"));
}

TEST(a_packed_message_is_refused_before_it_is_read) {
  start_hub();
  const std::string answer =
      say("POST /v1/push HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Encoding: gzip\r\nContent-Length: "
          "4\r\n\r\nabcd");
  REQUIRE(says(answer, " 415 "));
}

TEST(a_pull_request_is_small) {
  start_hub();
  REQUIRE(says(post("/v1/pull", std::string(PullRequest::max_bytes + 1, ' ')), " 413 "));
}

TEST(health_needs_no_token_and_numbers_do) {
  HubOptions options;
  options.token = "0123456789abcdef";
  start_hub(options);
  const std::string rest = " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n";
  REQUIRE(says(say("GET /healthz" + rest + "\r\n"), R"({"healthy":true})"));
  REQUIRE(says(say("GET /metrics" + rest + "\r\n"), " 401 "));
  const std::string numbers = say("GET /metrics" + rest + "Authorization: Bearer 0123456789abcdef\r\n\r\n");
  REQUIRE(says(numbers, R"(dockhand_hub_request_seconds_count{path="/healthz",status="200"} 1)"));
  REQUIRE(says(numbers, "dockhand_hub_refused_tokens_total 1"));
}

TEST(what_the_hub_has_set_aside_does_not_read_as_done_where_it_was_done) {
  start_hub();
  hub.reset();
  auto books = Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value();
  books->judge_by([](const Command& command, const Command*) -> Status {
    if (!std::holds_alternative<CancelOrder>(command.action)) return Done{};
    return Error{ErrorKind::refused, command.by.text(), "is no supervisor"};
  });
  hub = Hub::start(std::move(books), {"127.0.0.1", 0, ""}).value();
  Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
  REQUIRE(sync(terminal).status.ok());
  terminal.accepted(CancelOrder{order("SO-1/1").document});
  const auto done = [&] { return Views::open(folder / "a.db").value()->events(1).value().front().summary; };
  REQUIRE(done() == "SO-1 cancelled");
  REQUIRE(sync(terminal).status.ok());
  REQUIRE(done() == "SO-1 cancelled; set aside, the office is needed");
}

TEST(a_hub_whose_disk_is_full_is_not_healthy_until_something_is_booked) {
  { Floor(folder / "hub.db", LedgerRole::hub, clock, "office", disk).open_warehouse(); }
  hub = Hub::start(Ledger::open(folder / "hub.db", LedgerRole::hub, clock, disk).value(), {"127.0.0.1", 0, ""}).value();
  Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
  REQUIRE(sync(terminal).status.ok());
  for (int i = 0; i < 50; ++i) terminal.accepted(terminal.receipt(1));
  disk.set_capacity(disk.used());
  REQUIRE_FALSE(sync(terminal).status.ok());
  const std::string rest = " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n";
  const std::string sick = say("GET /healthz" + rest);
  INFO(sick);
  REQUIRE(says(sick, " 503 "));
  REQUIRE(says(sick, "the disk is full"));
  REQUIRE(says(say("GET /healthz/reads" + rest), " 200 "));
  REQUIRE(says(say("GET /metrics" + rest), "dockhand_hub_disk_takes 0\n"));
  disk.no_more_faults();
  disk.set_capacity(UINT64_MAX);
  REQUIRE(sync(terminal).report.pushed == 50);
  REQUIRE(says(say("GET /healthz" + rest), " 200 "));
  REQUIRE(says(say("GET /metrics" + rest), "dockhand_hub_disk_takes 1\n"));
}

TEST(events_that_were_taken_are_counted) {
  start_hub();
  Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
  REQUIRE(sync(terminal).status.ok());
  terminal.accepted(terminal.receipt(5));
  REQUIRE(sync(terminal).status.ok());
  REQUIRE(says(say("GET /metrics HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n"), "dockhand_hub_events_total 1"));
}

TEST(the_log_is_one_object_a_line_and_holds_no_secret) {
  const auto file = folder / "log";
  std::FILE* out = std::fopen(file.c_str(), "w");
  HubLog log(out, clock);
  HubOptions options;
  options.port = 0;
  options.token = "0123456789abcdef";
  hub = Hub::start(Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value(), options, log).value();
  for (int i = 0; i < 30; ++i)
    say("GET /metrics HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAuthorization: Bearer guessed-secret-00\r\n\r\n");
  hub.reset();
  std::fclose(out);
  std::ifstream in(file);
  int lines = 0;
  for (std::string line; std::getline(in, line); ++lines) {
    REQUIRE(says(line, R"({"time":"2026-11-22T08:00:00.000Z","event":")"));
    REQUIRE_FALSE(says(line, "0123456789abcdef"));
    REQUIRE_FALSE(says(line, "guessed-secret"));
  }
  REQUIRE(lines == HubLog::lines_a_second);
}

TEST(addresses_are_checked_before_anything_is_asked) {
  for (const char* wrong : {"", "hub", "ftp://hub", "http://", "http://hub:99999", "http://hub/path", "http://a b"}) {
    INFO(wrong);
    REQUIRE(make_connector({wrong, {}}).error().kind == ErrorKind::bad_input);
  }
  for (const char* right : {"http://hub", "http://hub:1/", "http://[::1]:8470", "https://hub.example:443"}) {
    INFO(right);
    REQUIRE(make_connector({right, {}}).ok());
  }
}

TEST(places_to_listen_at_are_checked) {
  REQUIRE(parse_listen("127.0.0.1:8470")->port == 8470);
  REQUIRE(parse_listen("[::1]:0")->host == "::1");
  for (const char* wrong : {"", ":1", "host", "host:", "host:x", "host:70000"}) REQUIRE_FALSE(parse_listen(wrong).ok());
}

TEST(a_token_is_one_line_of_sixteen_characters_or_more) {
  const auto file = folder / "token";
  REQUIRE(read_token(file.string()).error().kind == ErrorKind::io);
  std::ofstream(file) << "short\n";
  REQUIRE(read_token(file.string()).error().kind == ErrorKind::bad_input);
  std::ofstream(file) << "0123456789abcdef\n";
  REQUIRE(read_token(file.string()).value() == "0123456789abcdef");
}

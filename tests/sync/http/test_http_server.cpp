// The server under clients that are slow, silent, greedy or many. Limits are small here, so that a test takes a moment.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <vector>

#include "sync/http/http_server.h"
#include "tests/support/raw_socket.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::test;
using namespace std::chrono_literals;

namespace {

// Answers with the length of the body; "/held" waits until the test lets it go.
class Echo final : public HttpService {
 public:
  Admission admit(const HttpHead& head) override {
    if (head.path == "/forbidden") return {HttpAnswer{401, "no"}};
    return {std::nullopt, 1 << 20};
  }
  void answer(HttpRequest request, Reply reply) override {
    if (request.head.path == "/held") {
      ++waiting;
      std::unique_lock lock(mutex);
      changed.wait(lock, [this] { return let_go; });
    }
    const std::string body = request.head.path == "/large" ? std::string(std::stoul(request.body), 'x')
                                                           : std::to_string(request.body.size());
    reply(HttpAnswer{200, body});
  }
  HttpAnswer failure(int status) override { return {status, "failure " + std::to_string(status)}; }

  void release() {
    const std::lock_guard lock(mutex);
    let_go = true;
    changed.notify_all();
  }

  std::atomic<int> waiting{0};

 private:
  std::mutex mutex;
  std::condition_variable changed;
  bool let_go = false;
};

struct Fixture {
  void setUp() {
    limits.idle = 300ms;
    limits.header_within = 300ms;
    limits.silence = 300ms;
    limits.request_within = 900ms;
    limits.stop_within = 500ms;
  }
  void tearDown() { echo.release(); }

  void start() { server = HttpServer::start("127.0.0.1", 0, echo, limits).value(); }
  RawSocket open(const char* from = "127.0.0.1") const { return RawSocket::to(server->port(), from); }
  static std::string post(const std::string& path, const std::string& body) {
    return "POST " + path + " HTTP/1.1\r\nHost: hub\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           body;
  }
  bool answers(const char* from = "127.0.0.1") const {
    const RawSocket client = open(from);
    client.send(post("/", "four"));
    return says(client.receive(2s, 1), "HTTP/1.1 200");
  }
  static bool says(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }
  std::size_t connections_within(std::size_t wanted) const {
    for (int i = 0; i < 100 && server->counts().connections != wanted; ++i) std::this_thread::sleep_for(20ms);
    return server->counts().connections;
  }

  Echo echo;
  HttpLimits limits;
  std::unique_ptr<HttpServer> server;
};

}  // namespace

TEST(requests_on_one_connection_are_answered_in_order) {
  start();
  const RawSocket client = open();
  client.send(post("/", "1") + post("/", "22") +
              "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 3\r\n\r\n333");
  const std::string all = client.receive(2s);
  REQUIRE(all.find("\r\n\r\n1") < all.find("\r\n\r\n2"));
  REQUIRE(all.find("\r\n\r\n2") < all.find("\r\n\r\n3"));
}

TEST(a_body_in_chunks_and_one_that_waits_to_be_asked_for_are_read) {
  start();
  const RawSocket chunks = open();
  chunks.send(
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: "
      "close\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  REQUIRE(says(chunks.receive(2s), "\r\n\r\n5"));
  const RawSocket polite = open();
  polite.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\n");
  REQUIRE(says(polite.receive(2s, 10), "100 Continue"));
  polite.send("ab");
  REQUIRE(says(polite.receive(2s), "\r\n\r\n2"));
}

TEST(a_connection_that_says_nothing_is_closed_in_time) {
  start();
  const RawSocket silent = open();
  REQUIRE(silent.closes_within(2s));
  REQUIRE(server->counts().overdue == 1);
}

TEST(a_header_that_drips_is_closed_in_time_however_steadily) {
  start();
  const RawSocket dripping = open();
  const auto begin = std::chrono::steady_clock::now();
  dripping.send("POST / HTTP/1.1\r\n");
  while (dripping.send("X: y\r\n") && std::chrono::steady_clock::now() < begin + 5s) std::this_thread::sleep_for(50ms);
  REQUIRE(std::chrono::steady_clock::now() < begin + 2s);
}

TEST(a_body_that_drips_is_closed_in_time_however_steadily) {
  start();
  const RawSocket dripping = open();
  const auto begin = std::chrono::steady_clock::now();
  dripping.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n");
  while (dripping.send("x") && std::chrono::steady_clock::now() < begin + 6s) std::this_thread::sleep_for(50ms);
  REQUIRE(std::chrono::steady_clock::now() < begin + 3s);
}

TEST(an_answer_that_nobody_takes_is_given_up) {
  start();
  const RawSocket deaf = open();
  deaf.send(post("/large", std::to_string(32 << 20)));
  REQUIRE(connections_within(1) == 1);
  REQUIRE(connections_within(0) == 0);
  REQUIRE(server->counts().held_bytes == 0);
}

TEST(beside_many_dripping_and_silent_connections_one_that_works_is_answered_at_once) {
  limits.idle = 60s;
  limits.header_within = 60s;
  limits.request_within = 60s;
  start();
  std::vector<RawSocket> crowd;
  for (int i = 0; i < 400; ++i) {
    const std::string from = "127.0.1." + std::to_string(1 + i % 8);
    crowd.push_back(open(from.c_str()));
    if (i % 2 == 0) crowd.back().send("POST / HTTP/1.1\r\nX: ");
  }
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 10; ++i) REQUIRE(answers());
  REQUIRE(std::chrono::steady_clock::now() < begin + 2s);
  REQUIRE(server->counts().connections >= 400);
}

TEST(beyond_the_limit_the_connection_that_was_idle_longest_makes_room) {
  limits.connections = 3;
  start();
  const RawSocket first = open("127.0.0.2");
  REQUIRE(connections_within(1) == 1);
  const RawSocket second = open("127.0.0.3");
  const RawSocket third = open("127.0.0.4");
  REQUIRE(connections_within(3) == 3);
  REQUIRE(answers());
  REQUIRE(first.closes_within(0ms + 100ms));
  REQUIRE_FALSE(third.closes_within(0ms + 1ms));
}

TEST(one_address_cannot_take_all_connections) {
  limits.from_one_address = 2;
  limits.workers = 1;
  start();
  const RawSocket a = open("127.0.0.9");
  a.send(post("/held", ""));
  const RawSocket b = open("127.0.0.9");
  b.send(post("/held", ""));
  while (echo.waiting == 0) std::this_thread::sleep_for(10ms);
  REQUIRE(connections_within(2) == 2);
  std::this_thread::sleep_for(100ms);
  const RawSocket c = open("127.0.0.9");
  REQUIRE(c.closes_within(1s));
  const RawSocket other = open("127.0.0.10");
  REQUIRE(connections_within(3) == 3);
}

TEST(a_header_that_is_too_large_is_refused) {
  start();
  const RawSocket client = open();
  client.send("GET / HTTP/1.1\r\nX: " + std::string(limits.header + 10, 'x') + "\r\n\r\n");
  REQUIRE(says(client.receive(2s), "failure 431"));
}

TEST(a_body_that_is_too_large_is_refused_by_its_length_and_by_what_comes) {
  start();
  const RawSocket announced = open();
  announced.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\n\r\n");
  REQUIRE(says(announced.receive(2s), "failure 413"));
  const RawSocket chunked = open();
  chunked.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n200000\r\n");
  chunked.send(std::string(0x200000, 'x') + "\r\n0\r\n\r\n");
  REQUIRE(says(chunked.receive(2s), "failure 413"));
}

TEST(bodies_together_have_a_bound_and_the_one_that_passes_it_is_asked_to_come_back) {
  limits.memory = 1 << 20;
  start();
  std::vector<RawSocket> clients;
  const std::string half = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 500000\r\n\r\n" + std::string(400'000, 'x');
  for (const char* from : {"127.0.0.2", "127.0.0.3", "127.0.0.4"}) {
    clients.push_back(open(from));
    clients.back().send(half);
    std::this_thread::sleep_for(50ms);
  }
  REQUIRE(says(clients.back().receive(1s), "failure 503"));
  REQUIRE(server->counts().overloaded == 1);
}

TEST(a_refusal_reaches_a_client_that_is_still_sending) {
  start();
  const RawSocket client = open();
  client.send("POST /forbidden HTTP/1.1\r\nHost: h\r\nContent-Length: 900000\r\n\r\n");
  client.send(std::string(900'000, 'x'));
  REQUIRE(says(client.receive(2s), "HTTP/1.1 401"));
}

TEST(what_is_no_request_is_told_so) {
  start();
  const RawSocket client = open();
  client.send("hello there\r\n\r\n");
  REQUIRE(says(client.receive(2s), "failure 400"));
}

TEST(a_server_that_stops_lets_what_it_has_begun_finish) {
  start();
  const RawSocket working = open();
  working.send(post("/held", "abc"));
  const RawSocket silent = open();
  while (echo.waiting == 0) std::this_thread::sleep_for(10ms);
  std::thread release([this] {
    std::this_thread::sleep_for(100ms);
    echo.release();
  });
  server.reset();
  release.join();
  REQUIRE(says(working.receive(1s), "\r\n\r\n3"));
  REQUIRE(silent.closes_within(1s));
}

TEST(a_server_stops_in_time_although_nobody_takes_its_answer) {
  limits.silence = 60s;
  limits.request_within = 60s;
  start();
  const RawSocket deaf = open();
  deaf.send(post("/large", std::to_string(32 << 20)));
  REQUIRE(connections_within(1) == 1);
  std::this_thread::sleep_for(100ms);
  const auto begin = std::chrono::steady_clock::now();
  server.reset();
  REQUIRE(std::chrono::steady_clock::now() < begin + 2s);
}

// The client before hubs that are slow, endless, broken or no hub at all.
#include "storage/ledger/ledger.h"
#include "sync/connector.h"
#include "sync/http/http_client.h"
#include "tests/support/raw_socket.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  void setUp() {
    patience.connect = 300ms;
    patience.header_within = 300ms;
    patience.silence = 300ms;
    patience.answer_within = 900ms;
    patience.body = 1 << 20;
  }
  void tearDown() {}

  // Asks a hub that does the same with every question.
  Result<HttpAnswer> ask(std::function<void(RawSocket&)> speak) {
    const RawServer server([speak = std::move(speak)](RawSocket& socket) {
      socket.receive(1s, 1);
      speak(socket);
    });
    HttpClient client({false, "127.0.0.1", std::to_string(server.port())}, patience);
    begin = std::chrono::steady_clock::now();
    auto answer = client.post("/v1/pull", "{}", "");
    took = std::chrono::steady_clock::now() - begin;
    return answer;
  }
  static std::string with_body(const std::string& body, const std::string& more = "") {
    return "HTTP/1.1 200 OK\r\n" + more + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  static void drip(RawSocket& socket, const std::string& piece) {
    for (int i = 0; i < 100 && socket.send(piece); ++i) std::this_thread::sleep_for(50ms);
  }

  HttpPatience patience;
  std::chrono::steady_clock::time_point begin;
  std::chrono::steady_clock::duration took{};
};

bool says(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST(an_answer_comes_with_its_status_and_the_time_to_wait) {
  const auto answer =
      ask([](RawSocket& socket) { socket.send("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\nno"); });
  REQUIRE(answer.ok());
  REQUIRE(answer->status == 503);
  REQUIRE(answer->body == "no");
  REQUIRE(answer->retry_after == 7s);
}

TEST(a_time_to_wait_that_makes_no_sense_is_bounded_or_passed_over) {
  const auto asked = [this](const std::string& wait) {
    return ask([&](RawSocket& socket) { socket.send(with_body("x", "Retry-After: " + wait + "\r\n")); })->retry_after;
  };
  REQUIRE(asked("999999") == 300s);
  REQUIRE(asked("-5") == 0s);
  REQUIRE(asked("99999999999999999999") == 0s);
  REQUIRE(asked("Fri, 31 Dec 1999 23:59:59 GMT") == 0s);
}

TEST(a_hub_that_hangs_is_no_fault_of_a_certificate) {
  const auto ask_securely = [this](const std::function<void(RawSocket&)>& speak) {
    const RawServer server(speak);
    HttpClient client({true, "127.0.0.1", std::to_string(server.port()), std::string(64, 'a')}, patience);
    return client.post("/v1/pull", "{}", "").error().sentence();
  };
  const std::string hangs = ask_securely([](RawSocket& socket) { socket.receive(2s); });
  REQUIRE(says(hangs, "does not answer"));
  REQUIRE_FALSE(says(hangs, "certificate"));
  const std::string plain = ask_securely([](RawSocket& socket) { socket.send("HTTP/1.1 400 Bad Request\r\n\r\n"); });
  REQUIRE(says(plain, "does not speak TLS"));
  REQUIRE_FALSE(says(plain, "certificate"));
}

TEST(a_header_that_drips_is_given_up_in_time) {
  const auto answer = ask([](RawSocket& socket) {
    socket.send("HTTP/1.1 200 OK\r\n");
    drip(socket, "X: y\r\n");
  });
  REQUIRE(answer.error().kind == ErrorKind::network);
  REQUIRE(took < 2s);
}

TEST(a_body_that_drips_is_given_up_in_time) {
  const auto answer = ask([](RawSocket& socket) {
    socket.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    drip(socket, "x");
  });
  REQUIRE(answer.error().kind == ErrorKind::network);
  REQUIRE(took < 3s);
}

TEST(a_hub_that_does_not_answer_is_given_up_in_time) {
  const auto answer = ask([](RawSocket& socket) { socket.closes_within(3s); });
  REQUIRE(says(answer.error().sentence(), "did not answer in time"));
  REQUIRE(took < 2s);
}

TEST(an_answer_that_is_too_large_is_refused_by_its_length_and_by_what_comes) {
  const auto announced =
      ask([](RawSocket& socket) { socket.send("HTTP/1.1 200 OK\r\nContent-Length: 99000000\r\n\r\n"); });
  REQUIRE(says(announced.error().sentence(), "too large"));
  const auto endless = ask([](RawSocket& socket) {
    socket.send("HTTP/1.1 200 OK\r\n\r\n");
    const std::string piece(100'000, 'x');
    for (int i = 0; i < 100 && socket.send(piece); ++i) {}
  });
  REQUIRE(says(endless.error().sentence(), "too large"));
}

TEST(a_header_without_end_is_refused) {
  const auto answer = ask([](RawSocket& socket) {
    socket.send("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 10'000 && socket.send("X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n"); ++i) {}
  });
  REQUIRE(says(answer.error().sentence(), "too large"));
}

TEST(a_packed_answer_is_not_unpacked) {
  const auto answer = ask([](RawSocket& socket) { socket.send(with_body("xxxx", "Content-Encoding: gzip\r\n")); });
  REQUIRE(says(answer.error().sentence(), "packed"));
}

TEST(a_redirection_is_not_followed) {
  const auto answer = ask([](RawSocket& socket) {
    socket.send("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
  });
  REQUIRE(answer->status == 302);
}

TEST(what_speaks_no_http_is_called_no_hub) {
  const auto answer = ask([](RawSocket& socket) { socket.send("220 mail.example ESMTP\r\n"); });
  REQUIRE(says(answer.error().sentence(), "is not the hub"));
}

TEST(an_answer_cut_short_is_an_error) {
  const auto answer = ask([](RawSocket& socket) {
    socket.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
    socket.close();
  });
  REQUIRE(says(answer.error().sentence(), "broke off"));
}

TEST(a_refusal_is_heard_although_the_question_was_not_taken) {
  const RawServer server([](RawSocket& socket) {
    socket.receive(1s, 1);
    socket.send("HTTP/1.1 401 No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
    socket.receive(200ms);
  });
  HttpClient client({false, "127.0.0.1", std::to_string(server.port())}, patience);
  const auto answer = client.post("/v1/push", std::string(20 << 20, 'x'), "");
  REQUIRE(answer.ok());
  REQUIRE(answer->status == 401);
}

TEST(a_kept_connection_that_was_closed_meanwhile_is_opened_again) {
  const RawServer server([](RawSocket& socket) {
    socket.receive(1s, 1);
    socket.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  });
  HttpClient client({false, "127.0.0.1", std::to_string(server.port())}, patience);
  for (int i = 0; i < 3; ++i) {
    REQUIRE(client.post("/", "{}", "").value().body == "ok");
    std::this_thread::sleep_for(50ms);
  }
}

TEST(a_question_ends_soon_after_it_was_cancelled) {
  patience.header_within = 60s;
  patience.answer_within = 60s;
  const RawServer server([](RawSocket& socket) { socket.closes_within(5s); });
  HttpClient client({false, "127.0.0.1", std::to_string(server.port())}, patience);
  std::thread other([&client] {
    std::this_thread::sleep_for(100ms);
    client.cancel();
  });
  const auto start = std::chrono::steady_clock::now();
  const auto answer = client.post("/", "{}", "");
  other.join();
  REQUIRE(says(answer.error().sentence(), "stopped"));
  REQUIRE(std::chrono::steady_clock::now() < start + 2s);
  REQUIRE(says(client.post("/", "{}", "").error().sentence(), "stopped"));
}

TEST(what_is_not_a_hub_is_told_in_a_sentence) {
  const RawServer server([](RawSocket& socket) {
    socket.receive(1s, 1);
    socket.send("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n<html>hello</html>\r\n");
  });
  const auto link = make_connector({"http://127.0.0.1:" + std::to_string(server.port()), {}}).value();
  const auto answer = link->pull({WriterId::parse("w").value(), {}, {}});
  REQUIRE(answer.error().kind == ErrorKind::network);
  REQUIRE(says(answer.error().sentence(), "is no hub"));
}

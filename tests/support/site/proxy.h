// A proxy between a terminal and its hub, which forwards what both say and spoils what it is told to.
//
// Decides: how questions and answers are passed on, one after another on each connection, and what can go wrong with
// one (Spoil). Leaves to others: what has to hold all the same.
#pragma once

#include <algorithm>
#include <atomic>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "tests/support/raw_socket.h"

namespace dockhand::test {

// What is done to one question, or to its answer.
struct Spoil {
  enum class What {
    nothing,
    reset_question,  // the connection ends after so many of its bytes have reached the hub
    reset_answer,    // likewise, of the bytes that have reached the terminal
    half_open,       // the hub has answered, and nobody hears of it or of the end of the connection
    doubled,         // the hub is asked twice, and the first answer is lost
    stale,           // the answer is the one before, to a question at the same address; the hub is not asked
    instead,         // the answer is `text`; the hub is not asked
    answered,        // the hub is asked, and the answer is `text` all the same
  };
  What what = What::nothing;
  std::size_t bytes = 0;
  std::string text{};
};

class Proxy {
 public:
  explicit Proxy(int hub) : hub_(hub) {
    server_.emplace([this](RawSocket& socket) { take(std::move(socket)); });
  }
  ~Proxy() {
    server_.reset();
    ending_ = true;
    for (std::thread& one : connections_) one.join();
  }
  Proxy(const Proxy&) = delete;
  Proxy& operator=(const Proxy&) = delete;

  std::string address() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  // The next question to an address that has this in it, such as "/v1/push".
  void spoil(std::string address, Spoil spoil) {
    const std::lock_guard lock(mutex_);
    where_ = std::move(address);
    spoil_ = std::move(spoil);
  }
  bool has_spoilt() const {
    const std::lock_guard lock(mutex_);
    return spoil_.what == Spoil::What::nothing;
  }
  // The connections end, and new ones lead there.
  void lead_to(int hub) {
    hub_ = hub;
    ++led_;
  }

  static std::string answer(const std::string& status, const std::string& headers, const std::string& body,
                            std::size_t said = std::string::npos) {
    return "HTTP/1.1 " + status + "\r\n" + headers +
           "Content-Length: " + std::to_string(said == std::string::npos ? body.size() : said) + "\r\n\r\n" + body;
  }

 private:
  static constexpr std::chrono::milliseconds look{20};

  void take(RawSocket socket) {
    connections_.emplace_back([this, line = std::move(socket)]() mutable {
      std::optional<RawSocket> up;
      const int led = led_;
      while (!ending_ && led == led_ && pass_on(line, up, led)) {}
    });
  }

  // One message: its header, and as many bytes as that says. Empty: there is none any more.
  std::string read_message(const RawSocket& from, int led) const {
    std::string text;
    for (std::size_t whole = std::string::npos; text.size() < whole;) {
      const auto more = ending_ || led != led_ ? std::nullopt : from.receive_some(look);
      if (!more) return "";
      text += *more;
      const auto header = text.find("\r\n\r\n");
      if (header != std::string::npos) whole = header + 4 + length_in(text, header);
    }
    return text;
  }
  static std::size_t length_in(const std::string& text, std::size_t header) {
    std::string small = text.substr(0, header);
    std::transform(small.begin(), small.end(), small.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
    const auto said = small.find("content-length:");
    return said == std::string::npos ? 0 : std::stoul(small.substr(said + 15));
  }

  Spoil spoil_of(const std::string& question) {
    const std::lock_guard lock(mutex_);
    const std::string first = question.substr(0, question.find("\r\n"));
    if (spoil_.what == Spoil::What::nothing || first.find(where_) == std::string::npos) return {};
    return std::exchange(spoil_, {});
  }

  // False: the connection is over.
  bool pass_on(RawSocket& line, std::optional<RawSocket>& up, int led) {
    const std::string question = read_message(line, led);
    if (question.empty()) return false;
    const Spoil spoil = spoil_of(question);
    if (spoil.what == Spoil::What::instead || spoil.what == Spoil::What::stale) {
      line.send(spoil.what == Spoil::What::stale ? before(question) : spoil.text);
      return false;
    }
    if (!up) up.emplace(RawSocket::to(hub_));
    if (spoil.what == Spoil::What::reset_question) {
      up->send(question.substr(0, spoil.bytes));
      up->reset();
      line.reset();
      return false;
    }
    return give(line, ask(*up, question), question, *up, spoil);
  }
  bool give(RawSocket& line, const std::string& answer, const std::string& question, const RawSocket& up,
            const Spoil& spoil) {
    switch (spoil.what) {
      case Spoil::What::doubled: return line.send(ask(up, question));
      case Spoil::What::answered: line.send(spoil.text); return false;
      case Spoil::What::half_open:
        while (!ending_ && !line.closes_within(look)) {}
        return false;
      case Spoil::What::reset_answer:
        line.send(answer.substr(0, spoil.bytes));
        line.reset();
        return false;
      default: return !answer.empty() && line.send(answer);
    }
  }
  std::string ask(const RawSocket& up, const std::string& question) {
    if (!up.send(question)) return "";
    const std::string answer = read_message(up, led_);
    const std::lock_guard lock(mutex_);
    answers_[question.substr(0, question.find("\r\n"))] = answer;
    return answer;
  }
  std::string before(const std::string& question) const {
    const std::lock_guard lock(mutex_);
    const auto found = answers_.find(question.substr(0, question.find("\r\n")));
    return found == answers_.end() ? "" : found->second;
  }

  std::atomic<int> hub_;
  std::atomic<int> led_{0};  // how often connections were led elsewhere
  std::atomic<bool> ending_{false};
  mutable std::mutex mutex_;  // guards the next three
  std::string where_;
  Spoil spoil_;
  std::map<std::string, std::string> answers_;
  std::list<std::thread> connections_;
  std::optional<RawServer> server_;
};

}  // namespace dockhand::test

// A mail server that takes what it is told to take, on one connection at a time.
#pragma once

#include <sys/socket.h>

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/raw_socket.h"

namespace dockhand::test {

class FakeMailServer {
 public:
  enum class Does { takes, refuses_address, is_busy, takes_and_dies };

  FakeMailServer() : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in at = RawSocket::address("127.0.0.1", 0);
    socklen_t size = sizeof(at);
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&at), sizeof(at)) != 0 || ::listen(listener_, 8) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size) != 0) {
      throw std::runtime_error("no mail server");
    }
    port = ntohs(at.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~FakeMailServer() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }

  int port = 0;
  std::atomic<Does> does{Does::takes};

  std::vector<std::string> mails() const {
    const std::lock_guard lock(mutex_);
    return mails_;
  }

 private:
  void serve() {
    while (!stopping_) {
      const int descriptor = ::accept(listener_, nullptr, nullptr);
      if (descriptor >= 0) talk(RawSocket(descriptor));
    }
  }

  // Reads one line, or everything up to the dot that stands alone.
  static std::string read_until(const RawSocket& socket, const std::string& end) {
    std::string text;
    while (!text.ends_with(end)) {
      const std::string one = socket.receive(std::chrono::seconds(10), 1);
      if (one.empty()) return {};
      text += one;
    }
    return text;
  }

  void talk(const RawSocket& socket) {
    socket.send("220 fake\r\n");
    for (std::string line = read_until(socket, "\r\n"); !line.empty(); line = read_until(socket, "\r\n")) {
      if (line.starts_with("QUIT")) return void(socket.send("221 bye\r\n"));
      if (line.starts_with("RCPT") && does == Does::refuses_address) {
        socket.send("550 no such user\r\n");
      } else if (line.starts_with("MAIL") && does == Does::is_busy) {
        socket.send("451 later\r\n");
      } else if (line.starts_with("DATA")) {
        socket.send("354 go on\r\n");
        std::string mail = read_until(socket, "\r\n.\r\n");
        if (mail.empty()) return;
        const std::lock_guard lock(mutex_);
        mails_.push_back(std::move(mail));
        if (does == Does::takes_and_dies) return;
        socket.send("250 taken\r\n");
      } else {
        socket.send("250 well\r\n");
      }
    }
  }

  int listener_;
  std::atomic<bool> stopping_{false};
  mutable std::mutex mutex_;  // guards the next
  std::vector<std::string> mails_;
  std::thread thread_;  // must be the last member, as it uses the others
};

}  // namespace dockhand::test

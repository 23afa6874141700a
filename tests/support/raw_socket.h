// Bytes over loopback that no program of ours would send: what is on the other side has to bear them.
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

namespace dockhand::test {

class RawSocket {
 public:
  explicit RawSocket(int descriptor) : descriptor_(descriptor) {}
  // Connects from an address of 127.0.0.0/8 to 127.0.0.1.
  static RawSocket to(int port, const char* from = "127.0.0.1") {
    RawSocket socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in mine = address(from, 0);
    sockaddr_in theirs = address("127.0.0.1", port);
    if (::bind(socket.descriptor_, reinterpret_cast<const sockaddr*>(&mine), sizeof(mine)) != 0 ||
        ::connect(socket.descriptor_, reinterpret_cast<const sockaddr*>(&theirs), sizeof(theirs)) != 0) {
      throw std::runtime_error("no connection");
    }
    return socket;
  }
  ~RawSocket() { close(); }
  RawSocket(RawSocket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  RawSocket& operator=(RawSocket&& other) noexcept {
    close();
    descriptor_ = std::exchange(other.descriptor_, -1);
    return *this;
  }
  void close() {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  }

  // Returns false when the other side has closed.
  bool send(const std::string& bytes) const {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
      const auto some = ::send(descriptor_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (some <= 0) return false;
      sent += static_cast<std::size_t>(some);
    }
    return true;
  }
  // What comes until the other side closes, `enough` was read, or the time is over.
  std::string receive(std::chrono::milliseconds time, std::size_t enough = std::string::npos) const {
    const auto deadline = std::chrono::steady_clock::now() + time;
    std::string all;
    while (all.size() < enough && readable(deadline)) {
      char buffer[4096];
      const auto got = ::recv(descriptor_, buffer, sizeof(buffer), 0);
      if (got <= 0) break;
      all.append(buffer, static_cast<std::size_t>(got));
    }
    return all;
  }
  // Nothing: the other side has closed. Empty: it has said nothing within the time.
  std::optional<std::string> receive_some(std::chrono::milliseconds time) const {
    if (!readable(std::chrono::steady_clock::now() + time)) return "";
    std::string some(64 << 10, '\0');
    const auto got = ::recv(descriptor_, some.data(), some.size(), 0);
    if (got <= 0) return std::nullopt;
    some.resize(static_cast<std::size_t>(got));
    return some;
  }
  // The other side finds the connection reset, and not ended.
  void reset() {
    const linger at_once{1, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    close();
  }
  // Says whether the other side closes within the time.
  bool closes_within(std::chrono::milliseconds time) const {
    const auto deadline = std::chrono::steady_clock::now() + time;
    char buffer[4096];
    while (readable(deadline)) {
      if (::recv(descriptor_, buffer, sizeof(buffer), 0) <= 0) return true;
    }
    return false;
  }

  static sockaddr_in address(const char* host, int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    inet_pton(AF_INET, host, &address.sin_addr);
    return address;
  }

 private:
  bool readable(std::chrono::steady_clock::time_point deadline) const {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd one{descriptor_, POLLIN, 0};
    return ::poll(&one, 1, static_cast<int>(left.count())) > 0;
  }
  int descriptor_;
};

// Takes connections one after another and does with each what the test says, on a thread of its own.
class RawServer {
 public:
  explicit RawServer(std::function<void(RawSocket&)> speak) : speak_(std::move(speak)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in mine = RawSocket::address("127.0.0.1", 0);
    socklen_t size = sizeof(mine);
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&mine), size) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&mine), &size) != 0) {
      throw std::runtime_error("nothing to listen at");
    }
    port_ = ntohs(mine.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~RawServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  int port() const { return port_; }

 private:
  void serve() {
    for (int taken = 0; (taken = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;) {
      RawSocket socket(taken);
      speak_(socket);
    }
  }
  const std::function<void(RawSocket&)> speak_;
  int listener_ = -1;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace dockhand::test

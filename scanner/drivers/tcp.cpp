// Scanners in the network: each connects here and sends a line a scan.
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <list>

#include "scanner/source/device.h"
#include "scanner/source/threaded_source.h"
#include "scanner/source/wedge.h"

namespace dockhand {
namespace {

using Clock = std::chrono::steady_clock;

// Only this machine can connect, unless the site says otherwise.
constexpr const char* standard_address = "127.0.0.1:8471";

struct Address {
  std::string text;
  sockaddr_storage socket{};
  socklen_t length = 0;
};

Result<Address> address_of(const std::string& text) {
  const Error wrong{ErrorKind::bad_input, text, "an address is NUMBER:PORT, 127.0.0.1:8471 or [::1]:8471, say"};
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon + 1 == text.size()) return wrong;
  std::string host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (host.empty() || ::getaddrinfo(host.c_str(), text.c_str() + colon + 1, &hints, &found) != 0) return wrong;
  Address address{text, {}, found->ai_addrlen};
  std::memcpy(&address.socket, found->ai_addr, found->ai_addrlen);
  ::freeaddrinfo(found);
  return address;
}

Error socket_error(const Address& address, int code) {
  switch (code) {
    case EADDRINUSE:
      return {ErrorKind::busy, address.text, "another program listens at this address: choose another port"};
    case EACCES: return {ErrorKind::read_only, address.text, "no permission for this port: choose one above 1023"};
    case EADDRNOTAVAIL: return {ErrorKind::network, address.text, "this machine has no such address"};
    default: return {ErrorKind::network, address.text, std::strerror(code)};
  }
}

Result<Descriptor> listen_at(const Address& address) {
  Descriptor socket(::socket(address.socket.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const int on = 1;
  if (!socket) return socket_error(address, errno);
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address.socket), address.length) != 0 ||
      ::listen(socket.get(), 8) != 0) {
    return socket_error(address, errno);
  }
  return socket;
}

// A scanner that was switched off says nothing any more: its connection ends after a minute.
void keep_alive(int socket) {
  const auto set = [&](int level, int name, int value) { ::setsockopt(socket, level, name, &value, sizeof value); };
  set(SOL_SOCKET, SO_KEEPALIVE, 1);
  set(IPPROTO_TCP, TCP_KEEPIDLE, 30);
  set(IPPROTO_TCP, TCP_KEEPINTVL, 10);
  set(IPPROTO_TCP, TCP_KEEPCNT, 3);
}

class TcpScanners {
 public:
  TcpScanners(Address address, const SourceOptions& options, WedgeSettings lines, SourceEvents events)
      : address_(std::move(address)),
        most_(static_cast<std::size_t>(options.number("connections"))),
        patience_(options.number("timeout_ms")),
        retry_(options.number("retry_ms")),
        lines_(std::move(lines)),
        events_(std::move(events)) {}

  void run(const StopSignal& stop) {
    keep_open(
        stop, events_, retry_, [this] { return listen_at(address_); },
        [&](Descriptor& listener) { return serve(listener, stop); });
  }

 private:
  struct Peer {
    Descriptor socket;
    Wedge wedge;
    Clock::time_point heard = Clock::now();
  };

  Error serve(const Descriptor& listener, const StopSignal& stop) {
    for (;;) {
      std::vector<pollfd> watched{{stop.descriptor(), POLLIN, 0}, {listener.get(), POLLIN, 0}};
      bool begun = false;
      for (const Peer& peer : peers_) {
        watched.push_back({peer.socket.get(), POLLIN, 0});
        begun = begun || !peer.wedge.pending().empty();
      }
      ::poll(watched.data(), watched.size(), begun ? static_cast<int>(patience_.count()) : -1);
      if (watched[0].revents != 0) return socket_error(address_, ECANCELED);
      auto peer = peers_.begin();
      for (std::size_t i = 2; i < watched.size(); ++i) {
        const auto one = peer++;
        if (watched[i].revents != 0 && !hear(*one)) peers_.erase(one);
      }
      drop_overdue();
      if (watched[1].revents != 0) admit(listener);
    }
  }

  void admit(const Descriptor& listener) {
    Descriptor socket(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!socket) return;
    if (peers_.size() >= most_) {
      if (events_.trouble) {
        events_.trouble({ErrorKind::refused, address_.text,
                         fmt::format("one more than {} scanners: turned away; raise \"connections\"", most_)});
      }
      return;
    }
    keep_alive(socket.get());
    peers_.push_back({std::move(socket), Wedge(events_.deliver, events_.trouble, lines_)});
  }

  // Returns false when the connection has ended.
  static bool hear(Peer& peer) {
    std::array<char, 4096> block{};
    const ssize_t got = ::recv(peer.socket.get(), block.data(), block.size(), 0);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return true;
    if (got <= 0) {
      peer.wedge.cut_off();
      return false;
    }
    peer.heard = Clock::now();
    peer.wedge.type({block.data(), static_cast<std::size_t>(got)});
    return true;
  }

  void drop_overdue() {
    for (Peer& peer : peers_) {
      if (Clock::now() - peer.heard >= patience_) peer.wedge.give_up("a scan without its end, which was not taken");
    }
  }

  const Address address_;
  const std::size_t most_;
  const std::chrono::milliseconds patience_;
  const std::chrono::milliseconds retry_;
  const WedgeSettings lines_;
  const SourceEvents events_;
  std::list<Peer> peers_;  // at most most_
};

}  // namespace

std::vector<OptionSpec> options_of_tcp() {
  return line_options(
      {{"connections", std::int64_t{16}, "scanners at the same time", 1, 64},
       {"timeout_ms", std::int64_t{3000}, "a scan that has begun and does not end is dropped", 100, 60'000},
       retry_option()});
}

Result<std::unique_ptr<Source>> open_tcp(const SourceSettings& settings, SourceEvents events) {
  auto lines = wedge_settings(settings.options);
  if (!lines) return lines.error();
  auto address = address_of(settings.where.empty() ? standard_address : settings.where);
  if (!address) return address.error();
  return std::unique_ptr<Source>(
      std::make_unique<ThreadedSource<TcpScanners>>(*address, settings.options, *lines, std::move(events)));
}

}  // namespace dockhand

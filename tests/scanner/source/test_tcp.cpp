// Scanners in the network; this end plays them, over the loopback.
#include <arpa/inet.h>
#include <sys/socket.h>

#include <string_view>

#include "scanner/source/source.h"
#include "storage/model/tools/descriptor.h"
#include "tests/support/heard.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace std::string_literals;

namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int free_port() {
  const Descriptor probe(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in address = loopback(0);
  socklen_t length = sizeof address;
  ::bind(probe.get(), reinterpret_cast<sockaddr*>(&address), length);
  ::getsockname(probe.get(), reinterpret_cast<sockaddr*>(&address), &length);
  return ntohs(address.sin_port);
}

struct Fixture {
  void setUp() {
    port = free_port();
    settings.where = "127.0.0.1:" + std::to_string(port);
  }
  void tearDown() { source.reset(); }

  void listen() {
    auto opened = driver_named("tcp")->open(settings, heard.events());
    if (!opened) FAIL(opened.error().sentence());
    source = std::move(opened).value();
    REQUIRE(heard.ready());
  }
  Descriptor connect() const {
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in address = loopback(port);
    REQUIRE(::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    return socket;
  }
  static void send(const Descriptor& socket, std::string_view bytes) {
    REQUIRE(::send(socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()));
  }
  // The other side has closed it.
  static bool closed(const Descriptor& socket) {
    char byte = 0;
    return ::recv(socket.get(), &byte, 1, 0) <= 0;
  }

  int port = 0;
  SourceSettings settings = driver_named("tcp")->settings("");
  test::HeardReadings heard;
  std::unique_ptr<Source> source;
};

}  // namespace

TEST(several_scanners_send_at_once_and_their_lines_do_not_mix) {
  listen();
  const Descriptor one = connect();
  const Descriptor two = connect();
  send(one, "59012");
  send(two, "DOCK-1\r\n");
  REQUIRE(heard.readings(1));
  send(one, "34123457\r\n");
  REQUIRE(heard.readings(2));
  REQUIRE(heard.texts() == std::vector{"DOCK-1"s, "5901234123457"s});
}

TEST(a_connection_that_breaks_in_a_scan_gives_no_scan) {
  listen();
  {
    const Descriptor one = connect();
    send(one, "A\n59012");
    REQUIRE(heard.readings(1));
  }
  REQUIRE(heard.troubles(1));
  REQUIRE(heard.trouble(0).message.find("cut off") != std::string::npos);
  const Descriptor again = connect();
  send(again, "B\n");
  REQUIRE(heard.readings(2));
  REQUIRE(heard.texts() == std::vector{"A"s, "B"s});
}

TEST(one_scanner_too_many_is_turned_away_and_the_others_go_on) {
  REQUIRE(settings.options.set("connections", std::int64_t{2}).ok());
  listen();
  const Descriptor one = connect();
  const Descriptor two = connect();
  send(one, "A\n");
  send(two, "B\n");
  REQUIRE(heard.readings(2));
  const Descriptor three = connect();
  REQUIRE(closed(three));
  REQUIRE(heard.troubles(1));
  REQUIRE(heard.trouble(0).message.find("turned away") != std::string::npos);
  send(one, "C\n");
  REQUIRE(heard.readings(3));
}

TEST(an_endless_line_takes_no_memory_and_gives_no_scan) {
  listen();
  const Descriptor one = connect();
  for (int i = 0; i < 500; ++i) send(one, std::string(2000, 'x'));
  send(one, "\nDOCK-1\n");
  REQUIRE(heard.readings(1));
  REQUIRE(heard.texts() == std::vector{"DOCK-1"s});
  REQUIRE(heard.troubles(1));
}

TEST(it_listens_on_this_machine_alone_unless_told_otherwise) {
  settings.where.clear();
  listen();
  const Descriptor outside(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in any = loopback(8471);
  any.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);  // 127.0.0.2: reachable when it listened on all addresses
  REQUIRE(::connect(outside.get(), reinterpret_cast<const sockaddr*>(&any), sizeof any) != 0);
}

TEST(an_address_that_is_none_is_refused_and_one_in_use_is_told) {
  for (const char* wrong : {"here", "127.0.0.1", "127.0.0.1:", "host.example:80", ":80"}) {
    INFO(wrong);
    REQUIRE_FALSE(driver_named("tcp")->open(driver_named("tcp")->settings(wrong), heard.events()).ok());
  }
  listen();
  test::HeardReadings second;
  const auto opened = driver_named("tcp")->open(settings, second.events());
  REQUIRE(second.troubles(1));
  REQUIRE(second.trouble(0).kind == ErrorKind::busy);
}

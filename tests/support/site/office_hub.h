// A hub of the office, over real sockets: two orders, of which one waits for a part.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "sync/hub/hub.h"
#include "tests/support/raw_socket.h"
#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

struct Said {
  int status = 0;
  std::string body;
  nlohmann::json read() const { return nlohmann::json::parse(body); }
};

struct OfficeHub {
  void setUp() {
    {
      Floor office{folder / "hub.db", LedgerRole::hub, clock, "office"};
      office.open_warehouse();
      office.demand_is({office.demand("SO-1/1", 4, 1), office.demand("SO-2/1", 3, 5)});
      office.accepted(office.receipt(5));
    }
    HubOptions options;
    options.port = 0;
    options.token = "0123456789abcdef";
    options.database = folder / "hub.db";
    hub = Hub::start(Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value(), options).value();
  }
  void tearDown() {}

  Said ask(const std::string& method, const std::string& target, const std::string& body = {},
           const std::string& type = "application/json", const std::string& token = "0123456789abcdef") const {
    const RawSocket socket = RawSocket::to(hub->port());
    socket.send(method + " " + target + " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAuthorization: Bearer " +
                token + "\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\n\r\n" + body);
    const std::string all = socket.receive(std::chrono::seconds(20));
    const auto end = all.find("\r\n\r\n");
    REQUIRE(end != std::string::npos);
    return {std::stoi(all.substr(9, 3)), all.substr(end + 4)};
  }
  Said get(const std::string& target) const { return ask("GET", target); }
  Said post(const std::string& target, const std::string& body, const std::string& type = "application/json") const {
    return ask("POST", target, body, type);
  }
  std::string receive(const std::string& id, int quantity) const {
    return nlohmann::json{{"id", id}, {"do", "receive"}, {"item", "BRG"}, {"quantity", quantity}, {"at", "DOCK-1"}}
        .dump();
  }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  std::unique_ptr<Hub> hub;
};

}  // namespace dockhand::test

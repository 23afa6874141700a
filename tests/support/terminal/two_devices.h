// Two terminals with their screens and the hub of their site, for what people see of each other.
#pragma once

#include "storage/model/fresh_id.h"
#include "sync/session.h"
#include "tests/support/site/local_hub.h"
#include "tests/support/terminal/terminal_fixture.h"

namespace dockhand::test {

struct Device : Terminal {
  Device() { setUp(); }
  ~Device() { tearDown(); }
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  // Opens a screen anew from the home screen.
  void open(std::string_view row) {
    start();
    settle();
    tap(row);
  }
  // Books it here behind the back of the screens. (The office of a Terminal counts its ids, the same on each device.)
  void does(Action action) {
    const Command command{fresh_command_id(), person("anna"), clock.now(), std::move(action)};
    REQUIRE(ledger->submit({command}, Flush::now, [](const LedgerThread::Answers&) {}));
    settle();
  }
  WriterId writer() {
    std::optional<WriterId> id;
    REQUIRE(ledger->run([&](Ledger& books) { id = books.writer(); }));
    ledger->drain();
    return *id;
  }
};

struct TwoDevices {
  void setUp() {
    hub = Ledger::open(here.folder / "hub.db", LedgerRole::hub, here.clock).value();
    sync_both();
  }
  void tearDown() {}

  void sync(Device& device) {
    LocalConnector line(*hub, [] { return Fault::none; });
    const auto synced = sync_once(on_ledger_thread(*device.ledger), line, device.clock);
    REQUIRE(synced.status.ok());
    device.settle();
  }
  // Until both have heard what the hub made of the other's work.
  void sync_both() {
    for (int round = 0; round < 2; ++round) {
      for (Device* device : {&here, &there}) sync(*device);
    }
  }
  void office(Action action) {
    const Command command{fresh_command_id(), Terminal::person("office"), here.clock.now(), std::move(action)};
    const Outcome done = hub->execute(command).value();
    INFO((std::holds_alternative<Refused>(done) ? std::get<Refused>(done).error.sentence() : ""));
    REQUIRE(std::holds_alternative<Accepted>(done));
  }

  Device here, there;
  std::unique_ptr<Ledger> hub;
};

}  // namespace dockhand::test

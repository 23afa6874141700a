// One image on several devices, a clone and a restored copy, as people use them: on the screens, with a hub.
#include <array>
#include <set>

#include "storage/upkeep/backup.h"
#include "sync/session.h"
#include "tests/support/site/local_hub.h"
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;
namespace fs = std::filesystem;

namespace {

// A device whose database is a file that was made elsewhere.
struct Device : test::Terminal {
  Device() { setUp(); }
  ~Device() { tearDown(); }
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  void close() {
    app.reset();
    views.reset();
    ledger.reset();  // last: it leaves no log behind
  }
  void open() {
    ledger = std::make_unique<LedgerThread>(Ledger::open(file(), LedgerRole::terminal, clock).value());
    views = Views::open(file(), clock).value();
    start();
  }
  void become_a_copy_of(Device& other) {
    close();
    other.close();
    fs::copy_file(other.file(), file(), fs::copy_options::overwrite_existing);
    other.open();
    open();
  }
  void become_restored_from(const fs::path& backup) {
    close();
    fs::remove(file());
    REQUIRE(Ledger::restore(backup, file(), clock).ok());
    open();
  }
};

struct Fixture {
  void setUp() {
    hub = Ledger::open(first.folder / "hub.db", LedgerRole::hub, first.clock).value();
    sync(first);
  }
  void tearDown() {}

  void sync(Device& device) {
    test::LocalConnector line(*hub, [] { return test::Fault::none; });
    const auto synced = sync_once(on_ledger_thread(*device.ledger), line, device.clock);
    REQUIRE(synced.status.ok());
    REQUIRE_FALSE(synced.report.refusal.has_value());
    device.settle();
  }
  void receive(Device& device, std::string_view what) {
    device.scan("PO-7");
    device.scan(what);
    REQUIRE(device.app->take_sound() == Sound::accepted);
    device.tap("back");
  }
  void open_notices(Device& device) {
    device.start();
    device.settle();
    device.tap("notices");
  }

  Device first;
  std::unique_ptr<Ledger> hub;
};

}  // namespace

TEST(three_devices_of_one_image_count_every_scan_of_each) {
  Device second;
  Device third;
  second.become_a_copy_of(first);
  third.become_a_copy_of(first);
  const std::array<Device*, 3> all{&first, &second, &third};
  for (Device* device : all) receive(*device, Device::bearing);
  receive(second, Device::bearing);
  for (int round = 0; round < 2; ++round) {
    for (Device* device : all) sync(*device);
  }
  for (Device* device : all) REQUIRE(device->received("PO-7") == 4);
  std::set<std::string> writers;
  for (Device* device : all) {
    device->close();
    writers.insert(Ledger::open(device->file(), LedgerRole::terminal, device->clock).value()->writer().text());
    device->open();
  }
  REQUIRE(writers.size() == 3);
}

TEST(a_clone_says_on_every_screen_that_scans_may_be_missing) {
  receive(first, Device::bearing);
  Device clone;
  clone.become_a_copy_of(first);
  receive(first, Device::bearing_case);
  receive(clone, Device::bearing);
  sync(first);
  sync(clone);
  sync(first);
  for (Device* device : {&first, &clone}) {
    REQUIRE(device->received("PO-7") == 14);
    open_notices(*device);
    INFO(device->all());
    REQUIRE(device->shows("Count again"));
    REQUIRE(device->shows("copy: scans"));
  }
}

TEST(a_restored_copy_counts_nothing_twice_and_nothing_is_lost) {
  receive(first, Device::bearing);
  const fs::path backup = first.folder / "backup.db";
  REQUIRE(back_up(first.file(), backup).ok());
  receive(first, Device::bearing_case);
  sync(first);
  Device restored;
  restored.become_restored_from(backup);
  receive(restored, Device::bearing);
  sync(restored);
  REQUIRE(restored.received("PO-7") == 14);
  open_notices(restored);
  REQUIRE(restored.shows("was restored"));
}

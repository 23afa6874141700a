// A disk that fails, fills up or rots: nothing is acknowledged that is not safe, work goes on, nothing is overwritten.
#include "tests/support/warehouse/shift.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

constexpr std::uint32_t seed = 20261122;

struct Fixture {
  void setUp() { shift.start_over(); }
  void tearDown() {}

  FaultDisk disk;
  ManualClock clock{Instant::parse("2026-11-22T09:00:00Z").value()};
  Shift shift{disk, clock, seed};

  Result<Outcome> give(const std::string& id, Action action) {
    return shift.ledger->execute(
        Command{CommandId::parse(id).value(), OperatorName::parse("anna").value(), clock.now(), std::move(action)});
  }
  Receive receipt() const { return Receive{Units{item("BRG"), units(3), {}, {}, {}}, place("DOCK-1"), {}, false}; }
  Count count() const { return Count{Units{item("BRG"), units(3), {}, {}, {}}, place("A-01"), ""}; }

  // Opens, works and closes while the n-th operation of the kind fails. False: there is no n-th one.
  bool survives_failure(Operation kind, std::int64_t n, std::int64_t times) {
    shift.start_over();
    const std::int64_t before = disk.count(kind);
    disk.fail_at(kind, n, times);
    int acknowledged = 0;
    for (int i = 0; i < 10 + times; ++i) {
      if (!shift.ledger && !shift.open()) continue;
      if (shift.work()) ++acknowledged;
    }
    shift.ledger.reset();
    const bool happened = disk.count(kind) - before >= n;
    disk.no_more_faults();
    INFO("operation " << n << " of kind " << static_cast<int>(kind) << ", " << times << " times");
    REQUIRE(acknowledged >= 3);
    REQUIRE(shift.open().ok());
    REQUIRE(shift.losses() == std::vector<std::string>());
    REQUIRE(shift.complaint() == "");
    return happened;
  }
  std::int64_t fail_every(Operation kind, std::int64_t times) {
    std::int64_t n = 1;
    while (survives_failure(kind, n, times)) ++n;
    return n - 1;
  }
  bool set_aside() const { return disk_has(std::string(shift_database) + ".damaged-1"); }
  bool disk_has(const std::string& name) const {
    const auto names = disk.names();
    return std::find(names.begin(), names.end(), name) != names.end();
  }
};

}  // namespace

TEST(work_goes_on_after_a_write_that_failed_wherever_it_was) { REQUIRE(fail_every(Operation::write, 1) > 30); }
TEST(work_goes_on_after_a_sync_that_failed_wherever_it_was) { REQUIRE(fail_every(Operation::sync, 1) > 5); }
TEST(work_goes_on_after_a_read_that_failed_wherever_it_was) { REQUIRE(fail_every(Operation::read, 1) > 10); }
TEST(work_goes_on_after_a_file_that_could_not_be_made_or_moved) { REQUIRE(fail_every(Operation::other, 1) > 0); }
TEST(a_disk_that_fails_for_a_while_is_asked_again) { REQUIRE(fail_every(Operation::sync, 3) > 5); }

TEST(a_failed_sync_acknowledges_nothing_and_puts_a_fresh_copy_in_place) {
  REQUIRE(shift.open().ok());
  disk.fail_at(Operation::sync, 1);
  const auto outcome = give("r1", receipt());
  // The frames of the failed commit may be read back from the system's memory: only a fresh copy makes them safe.
  REQUIRE((outcome ? std::holds_alternative<Accepted>(*outcome) : outcome.error().kind == ErrorKind::io));
  REQUIRE(set_aside());
  const auto again = give("r1", receipt());
  REQUIRE(again.ok());
  REQUIRE(std::holds_alternative<Accepted>(*again));
  shift.ledger.reset();
  std::mt19937 random(seed);
  disk.cut_power_at(1);
  disk.power_up(Survival::nothing, random);
  REQUIRE(shift.open().ok());
  REQUIRE(std::get<Accepted>(*give("r1", receipt())).repeated);
}

TEST(a_power_cut_while_a_fresh_copy_is_made_loses_nothing) {
  for (std::int64_t operation = 1;; ++operation) {
    shift.start_over();
    REQUIRE(shift.open().ok());
    for (int i = 0; i < 3; ++i) REQUIRE(shift.work().ok());
    disk.fail_at(Operation::sync, 1);
    disk.cut_power_at(operation);
    static_cast<void>(shift.work());
    const bool cut = !disk.has_power();
    shift.ledger.reset();
    disk.cut_power_at(1);
    disk.power_up(Survival::torn, shift.random);
    INFO("operation " << operation);
    const auto opened = shift.open();
    INFO((opened ? "" : opened.error().sentence()));
    REQUIRE(opened.ok());
    REQUIRE(shift.losses() == std::vector<std::string>());
    REQUIRE(shift.complaint() == "");
    if (!cut) break;
  }
}

TEST(a_full_disk_refuses_and_loses_nothing) {
  for (std::uint64_t pages = 0; pages < 60; ++pages) {
    shift.start_over();
    disk.set_capacity(disk.used() + pages * 4096);
    bool full = false;
    if (shift.open()) {
      for (int i = 0; i < 5; ++i) {
        const auto outcome =
            give("f" + std::to_string(i), Count{Units{item("BRG"), units(i), {}, {}, {}}, place("A-02"), ""});
        if (!outcome) REQUIRE(outcome.error().kind == ErrorKind::disk_full);
        full = full || !outcome;
      }
    }
    disk.set_capacity(UINT64_MAX);
    INFO(pages << " pages");
    if (!shift.ledger) REQUIRE(shift.open().ok());
    REQUIRE(give("g", count()).ok());
    REQUIRE(shift.complaint() == "");
    REQUIRE_FALSE(set_aside());
  }
}

TEST(a_disk_that_is_nearly_full_takes_no_new_work_and_finishes_what_is_open) {
  REQUIRE(shift.open().ok());
  disk.set_capacity(disk.used() + (32 << 20));
  const auto refused = give("r1", receipt());
  REQUIRE(refused.ok());
  REQUIRE(std::get<Refused>(*refused).error.kind == ErrorKind::disk_full);
  REQUIRE(std::get<Refused>(*refused).error.message.find("picking, shipping and syncing go on") != std::string::npos);
  const Pick pick{order("SO-9/1"), Units{item("BRG"), units(1), {}, {}, {}}, place("DOCK-1"), place("X-01")};
  REQUIRE(std::holds_alternative<Accepted>(*give("p1", pick)));
  REQUIRE(std::holds_alternative<Accepted>(*give("s1", Ship{order("SO-9/1").document})));
  REQUIRE(shift.ledger->unacknowledged().ok());
  disk.set_capacity(UINT64_MAX);
  REQUIRE(std::holds_alternative<Accepted>(*give("r1", receipt())));
}

TEST(a_damaged_file_is_named_or_salvaged_and_never_overwritten) {
  int salvaged = 0;
  for (std::uint32_t round = 0; round < 60; ++round) {
    INFO("round " << round << ", seed " << seed);
    std::mt19937 random(seed + round);
    shift.start_over();
    const std::size_t size = warehouse_at_rest().at(shift_database).size();
    disk.damage(shift_database, random() % size, 1 + random() % 600, random);
    const std::string before = disk.image().at(shift_database);
    if (const auto opened = shift.open(); !opened) {
      const ErrorKind kind = opened.error().kind;
      REQUIRE((kind == ErrorKind::corrupt || kind == ErrorKind::foreign || kind == ErrorKind::newer_version));
      REQUIRE(disk.image().at(shift_database) == before);
    }
    shift.ledger.reset();
    disk.load({{shift_database, before}});
    const auto done = Ledger::salvage(shift_database, clock, disk);
    if (!done) {
      REQUIRE(disk.image().at(shift_database) == before);
      continue;
    }
    ++salvaged;
    REQUIRE(disk.image().at(done->set_aside.string()) == before);
    REQUIRE(shift.open().ok());
    REQUIRE(shift.complaint() == "");
  }
  REQUIRE(salvaged > 30);
}

TEST(a_damaged_event_takes_only_itself_along) {
  REQUIRE(shift.open().ok());
  for (int i = 0; i < 10; ++i) REQUIRE(give("r" + std::to_string(i), receipt()).ok());
  shift.ledger.reset();
  {
    auto engine = Engine::open(shift_database, Access::read_write, disk).value();
    REQUIRE(engine->run_script("UPDATE event SET body='{}' WHERE id='r4'").ok());
  }
  const auto done = Ledger::salvage(shift_database, clock, disk);
  REQUIRE(done.ok());
  REQUIRE(done->damage.find("chain") != std::string::npos);
  REQUIRE(shift.open().ok());
  REQUIRE(shift.complaint() == "");
  REQUIRE(std::get<Accepted>(*give("r9", receipt())).repeated);
  REQUIRE_FALSE(std::get<Accepted>(*give("r4", receipt())).repeated);
}

TEST(a_truncated_file_is_named_and_left_as_it_is) {
  disk.truncate(shift_database, disk.image().at(shift_database).size() / 2);
  const std::string before = disk.image().at(shift_database);
  const auto opened = shift.open();
  REQUIRE_FALSE(opened.ok());
  REQUIRE(opened.error().kind == ErrorKind::corrupt);
  REQUIRE(opened.error().message.find("salvage") != std::string::npos);
  REQUIRE(disk.image().at(shift_database) == before);
}

TEST(scans_in_the_log_of_a_database_that_is_gone_are_not_thrown_away) {
  disk.load({{std::string(shift_database) + "-wal", "\x37\x7f\x06\x82 and scans"}});
  const auto opened = shift.open();
  REQUIRE_FALSE(opened.ok());
  REQUIRE(opened.error().kind == ErrorKind::corrupt);
  REQUIRE(disk.names() == std::vector<std::string>{std::string(shift_database) + "-wal"});
}

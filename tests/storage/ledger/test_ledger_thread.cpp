// One thread writes; a burst shares a flush, and what is not flushed yet is seen but not promised.
#include <future>

#include "storage/ledger/ledger_thread.h"
#include "tests/support/warehouse/shift.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    disk.load(warehouse_at_rest());
    thread.emplace(Ledger::open(shift_database, LedgerRole::terminal, clock, disk).value());
  }
  void tearDown() { let_go(); }

  FaultDisk disk;
  ManualClock clock{Instant::parse("2026-11-22T09:00:00Z").value()};
  std::promise<void> busy, gate;
  bool held = false;
  std::vector<LedgerThread::Answers> answers;  // written by the thread, read after drain()
  std::optional<Status> flushed;               // likewise
  std::optional<LedgerThread> thread;

  // Keeps the thread busy until let_go(), so that what is submitted meanwhile waits together.
  void hold() {
    held = true;
    REQUIRE(thread->run([this](Ledger&) {
      busy.set_value();
      gate.get_future().wait();
    }));
    busy.get_future().wait();
  }
  void let_go() {
    if (std::exchange(held, false)) gate.set_value();
  }
  Command receipt(int number, const std::string& of = "BRG") {
    return Command{CommandId::parse("b" + std::to_string(number)).value(), OperatorName::parse("anna").value(),
                   clock.now(), Receive{Units{item(of), units(1), {}, {}, {}}, place("DOCK-1"), {}, false}};
  }
  void submit(Command command, Flush when = Flush::now) {
    REQUIRE(thread->submit({std::move(command)}, when,
                           [this](const LedgerThread::Answers& outcomes) { answers.push_back(outcomes); }));
  }
  void flush() {
    flushed.reset();
    REQUIRE(thread->flush([this](const Status& done) { flushed = done; }));
    thread->drain();
  }
  Outcome answer(std::size_t i) const { return answers[i]->front(); }
  bool accepted(std::size_t i) const { return answers[i] && std::holds_alternative<Accepted>(answer(i)); }
  // The power goes at once: what would be brought back when the database is closed is lost, too.
  void lose_power(Survival survival) {
    disk.cut_power_at(1);
    thread.reset();
    std::mt19937 random(20261122);
    disk.power_up(survival, random);
  }
  void require_sound_books() {
    for (const AuditCheck& check : audit(shift_database, disk).value()) REQUIRE(check.passed);
  }
  std::int64_t events() {
    auto db = open_reader(shift_database, disk).value();
    auto rows = db->query("SELECT count(*) FROM event WHERE id LIKE 'b%'");
    return rows.next() ? rows.integer(0) : 0;
  }
};

}  // namespace

TEST(a_burst_shares_a_flush_and_is_seen_before_it) {
  submit(receipt(0));
  thread->drain();
  const std::int64_t before = disk.count(Operation::sync);
  for (int i = 1; i <= 40; ++i) submit(receipt(i), Flush::later);
  thread->drain();
  REQUIRE(disk.count(Operation::sync) == before);
  REQUIRE(events() == 41);
  flush();
  REQUIRE(flushed->ok());
  REQUIRE(disk.count(Operation::sync) == before + 1);
  lose_power(Survival::nothing);
  REQUIRE(events() == 41);
}

TEST(without_its_flush_a_burst_survives_a_power_cut_up_to_some_scan_and_what_was_flushed_survives_whole) {
  for (const Survival survival : {Survival::nothing, Survival::all, Survival::prefix, Survival::torn}) {
    thread.reset();
    setUp();
    submit(receipt(1), Flush::later);
    submit(receipt(2));
    for (int i = 3; i <= 20; ++i) submit(receipt(i), Flush::later);
    thread->drain();
    lose_power(survival);
    const auto reopened = Ledger::open(shift_database, LedgerRole::terminal, clock, disk);
    REQUIRE(reopened.ok());
    REQUIRE(events() >= 2);
    require_sound_books();
  }
}

TEST(a_later_commit_with_a_flush_of_its_own_makes_the_earlier_ones_safe) {
  for (int i = 0; i < 10; ++i) submit(receipt(i), Flush::later);
  submit(receipt(10));
  thread->drain();
  const std::int64_t before = disk.count(Operation::sync);
  flush();
  REQUIRE(disk.count(Operation::sync) == before);
  lose_power(Survival::nothing);
  REQUIRE(events() == 11);
}

TEST(a_known_command_is_not_answered_before_it_is_safe) {
  submit(receipt(0));
  submit(receipt(1), Flush::later);
  submit(receipt(1));
  thread->drain();
  REQUIRE(std::get<Accepted>(answer(2)).repeated);
  lose_power(Survival::nothing);
  REQUIRE(events() == 2);
}

TEST(nothing_is_sent_to_the_hub_before_it_is_safe) {
  submit(receipt(0));
  submit(receipt(1), Flush::later);
  thread->drain();
  const std::int64_t before = disk.count(Operation::sync);
  std::size_t sent = 0;
  REQUIRE(thread->run([&](Ledger& ledger) { sent = ledger.unacknowledged()->events.size(); }));
  thread->drain();
  REQUIRE(sent > 1);
  REQUIRE(disk.count(Operation::sync) == before + 1);
}

TEST(a_refused_scan_does_not_hold_up_the_burst) {
  submit(receipt(1), Flush::later);
  submit(receipt(2, "UNKNOWN"), Flush::later);
  submit(receipt(3), Flush::later);
  submit(receipt(1), Flush::later);
  flush();
  REQUIRE(accepted(0));
  REQUIRE(std::holds_alternative<Refused>(answer(1)));
  REQUIRE(accepted(2));
  REQUIRE(std::get<Accepted>(answer(3)).repeated);
  REQUIRE(events() == 2);
}

TEST(answers_come_in_the_order_of_submission_with_work_in_between) {
  hold();
  std::int64_t seen = 0;
  submit(receipt(1));
  submit(receipt(2));
  REQUIRE(thread->run([&](Ledger& ledger) { seen = ledger.next_event().value(); }));
  submit(receipt(3));
  let_go();
  thread->drain();
  const std::int64_t first = std::get<Accepted>(answer(0)).seq;
  REQUIRE(std::get<Accepted>(answer(1)).seq == first + 1);
  REQUIRE(seen == first + 2);
  REQUIRE(std::get<Accepted>(answer(2)).seq == first + 2);
}

TEST(a_flush_that_fails_is_told_once_and_the_same_scans_again_count_once) {
  submit(receipt(0));
  for (int i = 1; i <= 10; ++i) submit(receipt(i), Flush::later);
  thread->drain();
  disk.fail_at(Operation::sync, 1);
  flush();
  REQUIRE_FALSE(flushed->ok());
  for (int i = 1; i <= 10; ++i) submit(receipt(i), Flush::later);
  flush();
  REQUIRE(flushed->ok());
  for (std::size_t i = 0; i < answers.size(); ++i) REQUIRE(accepted(i));
  lose_power(Survival::nothing);
  REQUIRE(events() == 11);
  require_sound_books();
}

TEST(a_disk_that_fails_amid_a_burst_is_told_by_its_flush) {
  submit(receipt(0));
  submit(receipt(1), Flush::later);
  thread->drain();
  disk.fail_at(Operation::write, 1);
  submit(receipt(2), Flush::later);  // mended, so it may still be booked
  thread->drain();
  flush();
  REQUIRE_FALSE(flushed->ok());
  flush();
  REQUIRE(flushed->ok());
  require_sound_books();
}

TEST(a_full_queue_takes_nothing_more_and_says_so) {
  hold();
  for (std::size_t i = 0; i < LedgerThread::max_queue + 1; ++i) static_cast<void>(thread->run([](Ledger&) {}));
  REQUIRE_FALSE(thread->submit({receipt(1)}, Flush::now, [](const LedgerThread::Answers&) {}));
  REQUIRE_FALSE(thread->flush([](const Status&) {}));
}

TEST(a_ledger_that_nobody_needs_brings_its_log_back_into_the_database) {
  const auto in_the_database_alone = [&](Ledger&) {
    disk.copy(shift_database, "alone.db");
    auto db = open_reader("alone.db", disk).value();
    auto rows = db->query("SELECT count(*) FROM event WHERE id LIKE 'b%'");
    return rows.next() ? rows.integer(0) : -1;
  };
  thread.reset();
  thread.emplace(Ledger::open(shift_database, LedgerRole::terminal, clock, disk).value(), std::chrono::milliseconds(1));
  for (int i = 0; i < 60; ++i) {
    submit(receipt(i));
    thread->drain();
  }
  std::int64_t found = 0;
  for (int patience = 0; patience < 1000 && found == 0; ++patience) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    REQUIRE(thread->run([&](Ledger& ledger) { found = in_the_database_alone(ledger); }));
    thread->drain();
  }
  REQUIRE(found > 0);  // not all: a short log is left for later
}

// One thread writes; scans that wait together share a flush, and each is answered only after it.
#include <future>

#include "storage/ledger/ledger_thread.h"
#include "tests/support/shift.h"

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
  std::vector<Result<Outcome>> answers;  // written by the thread, read after drain()
  std::vector<std::int64_t> syncs_at_answer;
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
  void submit(Command command) {
    REQUIRE(thread->submit(std::move(command), [this](const Result<Outcome>& outcome) {
      answers.push_back(outcome);
      syncs_at_answer.push_back(disk.count(Operation::sync));
    }));
  }
  std::int64_t events() {
    auto db = open_reader(shift_database, disk).value();
    auto rows = db->query("SELECT count(*) FROM event WHERE id LIKE 'b%'");
    return rows.next() ? rows.integer(0) : 0;
  }
};

}  // namespace

TEST(a_burst_shares_a_flush_and_is_answered_after_it) {
  hold();
  for (int i = 0; i < 40; ++i) submit(receipt(i));
  const std::int64_t before = disk.count(Operation::sync);
  let_go();
  thread->drain();
  REQUIRE(answers.size() == 40);
  REQUIRE(disk.count(Operation::sync) - before <= 2);
  for (const std::int64_t syncs : syncs_at_answer) REQUIRE(syncs > before);
  REQUIRE(events() == 40);
}

TEST(a_refused_scan_does_not_hold_up_the_burst) {
  hold();
  submit(receipt(1));
  submit(receipt(2, "UNKNOWN"));
  submit(receipt(3));
  submit(receipt(1));
  let_go();
  thread->drain();
  REQUIRE(std::holds_alternative<Accepted>(*answers[0]));
  REQUIRE(std::holds_alternative<Refused>(*answers[1]));
  REQUIRE(std::holds_alternative<Accepted>(*answers[2]));
  REQUIRE(std::get<Accepted>(*answers[3]).repeated);
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
  const std::int64_t first = std::get<Accepted>(*answers[0]).seq;
  REQUIRE(std::get<Accepted>(*answers[1]).seq == first + 1);
  REQUIRE(seen == first + 2);
  REQUIRE(std::get<Accepted>(*answers[2]).seq == first + 2);
}

TEST(a_flush_that_fails_leaves_every_scan_of_the_burst_booked_once_or_unanswered) {
  hold();
  for (int i = 0; i < 10; ++i) submit(receipt(i));
  disk.fail_at(Operation::sync, 1);
  let_go();
  thread->drain();
  std::int64_t accepted = 0;
  for (const auto& answer : answers) accepted += answer && std::holds_alternative<Accepted>(*answer) ? 1 : 0;
  thread.reset();
  std::mt19937 random(20261122);
  disk.cut_power_at(1);
  disk.power_up(Survival::nothing, random);
  REQUIRE(events() == accepted);
  for (const AuditCheck& check : audit(shift_database, disk).value()) REQUIRE(check.passed);
}

TEST(a_full_queue_takes_nothing_more_and_says_so) {
  hold();
  for (std::size_t i = 0; i < LedgerThread::max_queue + 1; ++i) static_cast<void>(thread->run([](Ledger&) {}));
  REQUIRE_FALSE(thread->submit(receipt(1), [](const Result<Outcome>&) {}));
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

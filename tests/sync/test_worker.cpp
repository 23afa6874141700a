#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>

#include "sync/worker.h"
#include "tests/support/site/local_hub.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

// Keeps what the worker published, and waits for it on the test's thread.
class Published {
 public:
  void add(const SyncStatus& status) {
    const std::lock_guard lock(mutex_);
    all_.push_back(status);
    changed_.notify_all();
  }
  // Returns the next one in order. The test fails when nothing comes.
  SyncStatus next() {
    std::unique_lock lock(mutex_);
    const bool there = changed_.wait_for(lock, std::chrono::seconds(60), [this] { return !all_.empty(); });
    if (!there) throw std::runtime_error("the worker said nothing");
    SyncStatus status = all_.front();
    all_.pop_front();
    return status;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<SyncStatus> all_;
};

struct Fixture {
  void setUp() {
    hub.open_warehouse();
    hub.demand_is({hub.demand("SO-1/1", 4)});
  }
  void tearDown() { worker.reset(); }

  void start(std::deque<Fault> faults) {
    auto fault = [faults = std::move(faults)]() mutable {
      if (faults.empty()) return Fault::none;
      const Fault first = faults.front();
      faults.pop_front();
      return first;
    };
    worker = std::make_unique<SyncWorker>(terminal, std::make_unique<LocalConnector>(*hub.ledger, fault), clock, 1,
                                          [this](const SyncStatus& status) { published.add(status); });
  }
  // On the ledger's own thread, as a scan would be.
  void receive(std::int64_t count, const std::string& id) {
    const Command command{CommandId::parse(id).value(), OperatorName::parse("anna").value(), clock.now(),
                          hub.receipt(count)};
    REQUIRE(terminal.submit({command}, Flush::now, [](const LedgerThread::Answers&) {}));
    terminal.drain();
  }
  // Past every pause, and the worker looks at the clock again.
  void time_passes() {
    clock.advance(Planner::max_pause);
    worker->wake();
  }
  std::int64_t events_at_hub() const { return hub.ledger->changes_since({writer, {}, clock.now()}, 1)->applied; }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  Floor hub{folder / "hub.db", LedgerRole::hub, clock, "hub"};
  std::unique_ptr<Ledger> opened = Ledger::open(folder / "a.db", LedgerRole::terminal, clock).value();
  WriterId writer = opened->writer();
  LedgerThread terminal{std::move(opened)};
  Published published;
  std::unique_ptr<SyncWorker> worker;
};

}  // namespace

TEST(a_worker_fetches_the_hubs_rows_and_says_that_it_is_online) {
  start({});
  const SyncStatus status = published.next();
  REQUIRE(status.online);
  REQUIRE_FALSE(status.offline_since);
  REQUIRE(status.problem.empty());
  REQUIRE(status.done.pulled > 0);
}

TEST(a_new_event_is_sent_when_the_worker_is_woken) {
  start({});
  published.next();
  receive(3, "r1");
  worker->wake();
  REQUIRE(published.next().done.pushed == 1);
}

TEST(an_unreachable_hub_is_told_with_the_time_since_and_tried_again) {
  start({Fault::unreachable, Fault::unreachable});
  const Instant began = clock.now();
  const SyncStatus first = published.next();
  REQUIRE_FALSE(first.online);
  REQUIRE(first.offline_since == began);
  REQUIRE_FALSE(first.problem.empty());
  time_passes();
  REQUIRE(published.next().offline_since == began);
  time_passes();
  const SyncStatus last = published.next();
  REQUIRE(last.online);
  REQUIRE_FALSE(last.offline_since);
}

namespace {
// Takes each question, and answers none before it is let go.
class Hanging final : public Connector {
 public:
  explicit Hanging(Ledger& hub) : answers_(hub, [] { return Fault::none; }) {}
  Result<PushReply> push(const Push& push) override { return answers_.push(push); }
  Result<Changes> pull(const PullRequest& asked) override {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return let_go_; });
    return answers_.pull(asked);
  }
  void cancel() override { let_go(true); }
  void let_go(bool does) {
    const std::lock_guard lock(mutex_);
    let_go_ = does;
    changed_.notify_all();
  }

 private:
  LocalConnector answers_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool let_go_ = true;
};
}  // namespace

TEST(a_hub_that_hangs_is_not_in_touch_although_its_answer_is_waited_for) {
  auto made = std::make_unique<Hanging>(*hub.ledger);
  Hanging& link = *made;
  worker = std::make_unique<SyncWorker>(terminal, std::move(made), clock, 1,
                                        [this](const SyncStatus& status) { published.add(status); });
  REQUIRE(published.next().online);
  link.let_go(false);
  const Instant asked = clock.now();
  time_passes();
  const SyncStatus silent = published.next();
  REQUIRE_FALSE(silent.online);
  REQUIRE(silent.offline_since > asked);
  REQUIRE(silent.problem.find("does not answer") != std::string::npos);
  link.let_go(true);
  const SyncStatus again = published.next();
  REQUIRE(again.online);
  REQUIRE_FALSE(again.offline_since);
  REQUIRE(again.problem.empty());
}

TEST(in_a_pause_after_a_failure_the_hub_is_not_asked) {
  LocalConnector link(*hub.ledger, [] { return Fault::unreachable; });
  SyncSession session(on_ledger_thread(terminal), link, clock, 1);
  REQUIRE_FALSE(session.run_until_rest().ok());
  REQUIRE(session.until() > clock.now());
  REQUIRE(session.run_until_rest().value() == false);
  clock.advance(Planner::max_pause);
  REQUIRE_FALSE(session.run_until_rest().ok());
}

TEST(a_push_whose_reply_was_lost_is_repeated_and_counts_once) {
  start({});
  published.next();
  worker.reset();
  receive(3, "r1");
  start({Fault::lost_reply});
  REQUIRE_FALSE(published.next().online);
  time_passes();
  const SyncStatus status = published.next();
  REQUIRE(status.online);
  REQUIRE(status.done.pushed == 1);
  worker.reset();
  REQUIRE(events_at_hub() == 1);
}

namespace {
// Answers what no hub would.
class Liar final : public Connector {
 public:
  Result<PushReply> push(const Push&) override { return PushReply{}; }
  Result<Changes> pull(const PullRequest& from) override { return Changes{"liar", from.position.cursor, true, 0, {}}; }
  void cancel() override {}
};
}  // namespace

namespace {
// Says "more" for ever and goes forward each time, with or without a row.
class Endless final : public Connector {
 public:
  explicit Endless(bool with_rows) : with_rows_(with_rows) {}
  Result<PushReply> push(const Push&) override { return PushReply{}; }
  Result<Changes> pull(const PullRequest& from) override {
    ++asked;
    Changes changes{"endless", from.position.cursor + 1, true, 0, {}};
    changes.since = from.position.cursor;
    const std::vector<Value> row{Value{"prefer_completed"}, Value{std::int64_t{1}}};
    if (with_rows_) changes.tables.push_back({"site", std::vector<std::vector<Value>>(50'000, row)});
    return changes;
  }
  void cancel() override {}
  int asked = 0;

 private:
  bool with_rows_;
};

// Calls every writer a copy.
class Accuser final : public Connector {
 public:
  Result<PushReply> push(const Push&) override {
    ++asked;
    return PushReply{0, {}, Error{ErrorKind::conflict, "event 1", "it does not continue"}};
  }
  Result<Changes> pull(const PullRequest&) override { return Changes{"accuser", 1, false, 0, {}}; }
  void cancel() override {}
  int asked = 0;
};
}  // namespace

TEST(parts_without_rows_and_rows_without_end_are_given_up) {
  auto ledger = Ledger::open(folder / "b.db", LedgerRole::terminal, clock).value();
  Endless empty(false);
  REQUIRE(sync_once(on_this_thread(*ledger), empty, clock).status.error().kind == ErrorKind::network);
  REQUIRE(empty.asked == 1);
  Endless full(true);
  REQUIRE(sync_once(on_this_thread(*ledger), full, clock).status.error().kind == ErrorKind::network);
  REQUIRE(full.asked <= 41);
}

TEST(a_hub_that_calls_every_life_a_copy_is_left_alone) {
  start({});
  published.next();
  worker.reset();
  receive(3, "r1");
  Accuser accuser;
  const SyncResult result = sync_once(on_ledger_thread(terminal), accuser, clock);
  REQUIRE(result.status.error().kind == ErrorKind::network);
  REQUIRE(accuser.asked <= 5);
}

TEST(an_answer_that_never_ends_is_given_up) {
  Liar liar;
  auto ledger = Ledger::open(folder / "b.db", LedgerRole::terminal, clock).value();
  const SyncResult result = sync_once(on_this_thread(*ledger), liar, clock);
  REQUIRE(result.status.error().kind == ErrorKind::network);
  REQUIRE(result.report.pulled == 0);
}

TEST(a_hub_that_takes_nothing_of_a_push_does_not_make_the_terminal_forget_it) {
  start({});
  published.next();
  worker.reset();
  receive(3, "r1");
  Liar liar;
  SyncSession session(on_ledger_thread(terminal), liar, clock, 1);
  REQUIRE_FALSE(session.run_until_rest().ok());
  start({});
  REQUIRE(published.next().done.pushed == 1);
}

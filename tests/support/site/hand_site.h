// A hub and two terminals whose story is written down message by message: nothing happens by dice.
//
// Decides: how a site begins, and the steps of which a story consists. What must not happen is thrown as a Complaint,
// so that a story can also be played where it has to end badly. Leaves to others: what happens (test_guards.cpp), what
// has to hold (sim_checks.h).
#pragma once

#include "tests/support/site/sim_checks.h"

namespace dockhand::test {

class HandSite {
  ManualClock clock_{Instant::parse("2026-11-22T08:00:00Z").value()};
  std::mt19937_64 random_{1};  // the sizes of the hub's answers
  std::vector<Delayed> delayed_;
  FaultDisk::Image dawn_;
  Promised promised_;
  int given_ = 0;

 public:
  SimHub hub{clock_, random_};
  SimTerminal a{"a", hub, clock_, random_, delayed_};
  SimTerminal b{"b", hub, clock_, random_, delayed_};

  // At the beginning the site is sound and at rest. "boss" may do nothing at this hub.
  HandSite() {
    {
      Floor office(hub.file, LedgerRole::hub, clock_, "dawn", *hub.disk);
      office.open_warehouse();
      office.demand_is({office.demand("SO-1/1", 4, 1), office.demand("SO-2/1", 3)});
    }
    dawn_ = hub.disk->image();
    hub.judge = [](const Command& given, const Command*) -> Status {
      if (given.by.text() != "boss") return Done{};
      return Error{ErrorKind::refused, "boss", "is nobody whom the hub knows"};
    };
    hub.start();
    for (SimTerminal* terminal : {&a, &b}) {
      terminal->disk->load(empty_tables());
      terminal->start();
      sync(*terminal);
    }
  }

  // --- what people do
  void work(SimTerminal& terminal, Action action, const char* by = "anna") {
    terminal.work(command(std::move(action), by), false, promised_);
  }
  // Works without a flush, so that nothing is promised yet.
  void work_unflushed(SimTerminal& terminal, Action action) {
    terminal.work(command(std::move(action), "anna"), true, promised_);
  }
  void office_works(Action action) { taken(hub.ledger->execute(command(std::move(action), "anna"))); }

  // --- what goes to and fro
  PushReply push(SimTerminal& terminal) { return taken(hub.ledger->accept(taken(terminal.ledger->unacknowledged()))); }
  void push_and_hear(SimTerminal& terminal) { taken(terminal.ledger->acknowledged(push(terminal))); }
  // Of all that the terminal has not sent, nothing is sent before.
  void pull(SimTerminal& terminal) {
    const PullRequest asked = taken(terminal.ledger->next_pull(clock_.now()));
    taken(terminal.ledger->apply(taken(hub.ledger->changes_since(asked, 1000))));
  }
  void sync(SimTerminal& terminal) {
    const SyncResult synced = sync_once(on_this_thread(*terminal.ledger), terminal.link, clock_);
    if (!synced.status) throw Complaint{terminal.name + " cannot sync: " + synced.status.error().sentence()};
    if (synced.report.refusal) throw Complaint{terminal.name + " is refused"};
  }

  // --- what goes wrong
  // What was not flushed is gone.
  static void lose_power(SimTerminal& terminal) {
    terminal.disk->cut_power_at(1);
    terminal.stop();
    std::mt19937 dice(1);
    terminal.disk->no_more_faults();
    terminal.disk->power_up(Survival::nothing, dice);
    terminal.start();
  }
  void wipe_hub() { hub.become(dawn_); }

  // --- what has to hold
  void rest() {
    for (int round = 0; round < 3; ++round) sync(a), sync(b);
    SimChecks checks(hub);
    checks.nothing_is_lost(promised_);
    SimChecks::books_hold("hub", hub);
    for (SimTerminal* terminal : {&a, &b}) {
      SimChecks::books_hold(terminal->name, *terminal);
      checks.same_as_hub(*terminal);
    }
  }
  void nothing_is_lost() { SimChecks(hub).nothing_is_lost(promised_); }
  void nobody_has_lost_a_claim() {
    if (SimChecks(hub).open_notices("claim_moved") > 0) throw Complaint{"a leased claim was cut"};
  }
  void has_reserved(const char* line, std::int64_t units) {
    const auto books = SimChecks::reader_of(hub);
    auto rows = books->query("SELECT reserved FROM order_line WHERE order_no || '/' || line = $1", std::string(line));
    if (!rows.next() || rows.integer(0) != units) {
      throw Complaint{std::string(line) + " has not what its lease has brought it"};
    }
  }
  void nothing_is_leased() {
    if (SimChecks(hub).leases() > 0) throw Complaint{"something is set aside for who does not know of it"};
  }
  void nobody_is_called_a_copy() {
    if (SimChecks(hub).open_notices("missing_scans") > 0) throw Complaint{"a database is called a copy and is none"};
  }

 private:
  template <class Value>
  static Value taken(Result<Value> result) {
    if (!result) throw Complaint{result.error().sentence()};
    return std::move(result).value();
  }
  // No two commands have one time.
  Command command(Action action, const char* by) {
    clock_.advance(std::chrono::milliseconds(1));
    return Command{CommandId::parse("c" + std::to_string(++given_)).value(), OperatorName::parse(by).value(),
                   clock_.now(), std::move(action)};
  }
};

}  // namespace dockhand::test

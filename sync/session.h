// This does one terminal's sync, step by step.
//
// Decides: what a push and a pull are made of: the ledger's question, the connector's answer, the ledger again; that a
// pull's parts are collected and applied as one, but for the first one of all, which may be all that a hub has: it is
// applied piece by piece, so that no scan waits for it, and goes on where it broke off.
// Leaves to others: when (sync/planner.h), on which thread (sync/worker.h for the terminal, sync_once for a command).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "storage/ledger/ledger.h"
#include "storage/ledger/ledger_thread.h"
#include "sync/connector.h"
#include "sync/planner.h"
#include "sync/protocol.h"

namespace dockhand {

// Says how a session reaches the ledger: it runs the work where the ledger lives and returns when it is done. An Error
// means that the work was not taken.
using WithLedger = std::function<Status(const std::function<void(Ledger&)>&)>;
WithLedger on_this_thread(Ledger& ledger);
WithLedger on_ledger_thread(LedgerThread& thread);  // not to be used from that thread

struct SyncReport {
  std::int64_t pushed = 0;              // events that the hub has acknowledged
  std::int64_t pulled = 0;              // rows
  std::vector<std::string> questioned;  // ids of events that the hub applied otherwise than sent, or set aside
  std::vector<Notice> notices;          // notices that are new here
  std::optional<Error> refusal;         // the hub does not accept this database's chain of events
};

// Only one thread may use it. The connector must outlive the session.
class SyncSession {
 public:
  SyncSession(WithLedger ledger, Connector& connector, const Clock& clock, std::uint64_t seed);

  // Pushes and pulls until there is nothing to be done now. `until` says when to come back. Returns false when it was
  // not yet time, so that the hub was not asked. The first Error ends it, whether it is the hub's (network) or the
  // ledger's own. The report always has what was done before it.
  Result<bool> run_until_rest();
  Instant until() const { return until_; }
  Planner& planner() { return planner_; }
  // Returns what was done since the last call.
  SyncReport take_report();

 private:
  Status step(const SyncAction& action);
  Status meet();
  Error gave_up(Error error);
  Result<std::int64_t> pending();
  Status push();
  Status pull();
  Result<Changes> collect(const PullRequest& request);
  Result<Changes> take_first(Changes part, const PullPosition& at);
  Status take(const Changes& changes);
  static Error endless_beginnings();

  WithLedger ledger_;
  Connector& connector_;
  const Clock& clock_;
  Planner planner_;
  Instant until_;
  bool met_ = false;          // it is known whose hub answers; after a failure another one may
  int beginnings_ = 0;        // how often this run began to send again
  bool first_ = false;        // the first pull of all is under way
  bool sends_first_ = false;  // the ledger has not taken rows, as something has to be sent before
  SyncReport report_;
};

// Pushes and pulls until both sides are at rest, or until an error.
struct SyncResult {
  SyncReport report;
  Status status;  // the error that ended it
};
SyncResult sync_once(WithLedger ledger, Connector& connector, const Clock& clock);

}  // namespace dockhand

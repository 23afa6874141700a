// The terminal's sync thread.
//
// Decides: that one thread talks to the hub, whenever the planner says so, while another one may listen; and what is
// told of it.
// Leaves to others: the steps (sync/session.h), showing the state (terminal/), stopping the ledger's thread.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "storage/model/tools/mailbox.h"
#include "sync/ear.h"
#include "sync/people_sync.h"
#include "sync/session.h"

namespace dockhand {

struct SyncStatus {
  bool online = false;                   // the hub answered last time
  std::optional<Instant> offline_since;  // the time of the first failure in a row; none before the first answer or
                                         // failure
  std::string problem;                   // the last error's sentence, or the hub's refusal; empty when all is well
  SyncReport done;                       // what this run has done
  std::string people;                    // why the hub's people were not heard; empty when all is well
};

class SyncWorker {
 public:
  using Publish =
      std::function<void(const SyncStatus&)>;  // one call at a time, on threads of the worker: after every run that
                                               // asked the hub, and when it begins to hang and answers again

  // The ledger's thread and the clock must outlive the worker. `seed` starts the random part of the pauses. `ear` is
  // another connector to the same hub, on which the hub tells of changes. It may be null, as `people` may, which asks
  // who works here.
  SyncWorker(LedgerThread& ledger, std::unique_ptr<Connector> connector, const Clock& clock, std::uint64_t seed,
             Publish publish, std::unique_ptr<Connector> ear = {}, std::unique_ptr<PeopleSync> people = {});
  // Cancels what is under way and stops; nothing is published afterwards.
  ~SyncWorker();
  SyncWorker(const SyncWorker&) = delete;
  SyncWorker& operator=(const SyncWorker&) = delete;

  // May be called on any thread when something new waits to be sent. It does not end a pause after a failure.
  void wake();
  // May be called on any thread. Somebody waits, so the hub is asked at once.
  void hurry();

 private:
  void work();
  void meet_people(const Result<bool>& outcome, bool hurries);
  void note(const Result<bool>& outcome);
  void tell_silence(std::optional<Instant> since);
  void rest();  // waits until the planner's time, a wake, or the end

  const Clock& clock_;
  const Publish publish_;
  std::unique_ptr<Connector> connector_;
  const std::unique_ptr<PeopleSync> people_;
  SyncSession session_;  // only the thread uses it
  std::mutex mutex_;     // guards the next, and that one at a time is told
  SyncStatus status_;

  std::atomic<bool> listens_{false}, changed_{false}, hurried_{false};  // told from other threads
  struct Wake {};
  Mailbox<Wake> wakes_;  // closed when the worker has to stop
  std::thread thread_;   // it starts when everything else is there, but for the ear
  std::unique_ptr<HubEar> ear_;
};

}  // namespace dockhand

// This tells a terminal of a change at the hub, without asking every few seconds.
//
// Decides: that one more connection waits there, and how often it is tried anew. Leaves to others: what changed (the
// pull of sync/session.h), the hub's side (sync/site/waiting_room.h). A hub that cannot tell is asked now and then as
// before.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <thread>

#include "storage/ledger/ledger_thread.h"
#include "storage/model/tools/mailbox.h"
#include "sync/connector.h"

namespace dockhand {

class HubEar {
 public:
  // These are called on the ear's thread: `listens` after each change of whether it does, `changed` when the hub has
  // news.
  struct Calls {
    std::function<void(bool listens)> listens;
    std::function<void()> changed;
  };

  static constexpr std::chrono::milliseconds breath{300};        // for the pull that follows a change
  static constexpr std::chrono::milliseconds try_again{30'000};  // the pause after a failure
  static constexpr std::chrono::milliseconds first_pull{1'000};  // the pause until there is a position to ask from

  // The ledger's thread and the clock must outlive the ear.
  HubEar(LedgerThread& ledger, std::unique_ptr<Connector> connector, const Clock& clock, Calls call);
  ~HubEar();
  HubEar(const HubEar&) = delete;
  HubEar& operator=(const HubEar&) = delete;

 private:
  void work();
  std::chrono::milliseconds listen_once();  // returns how long to rest
  void say(bool listens);

  LedgerThread& ledger_;
  const std::unique_ptr<Connector> connector_;
  const Clock& clock_;
  const Calls call_;
  bool listens_ = false;
  struct Stop {};
  Mailbox<Stop> stop_;  // closed when the ear has to stop
  std::thread thread_;  // must be the last member: it starts when everything else is there
};

}  // namespace dockhand

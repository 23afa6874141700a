// Whether a site can be served, and whose it is.
//
// Decides: that the ledger's thread is asked, one question at a time; that somebody who asks gets an answer within two
// seconds, also while that thread hangs on its store; that a hub whose disk took nothing when somebody sent something
// says so until something was taken, or for longer than a terminal waits before it tries again; that a site which a
// store holds is looked at every few seconds although nobody asks, so that a hub which was stopped for a while learns
// by itself that it has lost the site. Leaves to others: what is answered to whom (sync/site/site_service.cpp), what is
// looked at (Ledger::keep_up).
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "storage/ledger/ledger_thread.h"
#include "storage/model/tools/halt.h"
#include "sync/http/http_service.h"
#include "sync/hub_log.h"

namespace dockhand {

class HealthWatch {
 public:
  static constexpr std::chrono::milliseconds holds_for{1'000};  // an outcome is given again
  static constexpr std::chrono::milliseconds patience{2'000};
  static constexpr std::chrono::milliseconds by_itself{3'000};  // rarer than the ledger's thread rests
  static constexpr std::chrono::milliseconds unwritten_for{90'000};

  // The ledger's thread and the log must outlive it. `shared`: a store holds the site. The log is told when the site
  // was lost, or is owned again, and what its store has lost.
  HealthWatch(LedgerThread& ledger, const std::string& site, bool shared, HubLog& log);
  ~HealthWatch();
  HealthWatch(const HealthWatch&) = delete;
  HealthWatch& operator=(const HealthWatch&) = delete;

  // Any thread may ask. An Error: the site cannot be read, or nobody could look in time.
  Status look();
  // Waits for nothing. None: somebody has to look first.
  std::optional<Status> known() const;
  // Has to be told what somebody was answered who sent something for the books.
  void tried_to_write(const HttpAnswer& answer);
  // An Error: the disk has taken nothing lately.
  Status writes() const;
  // An Error: beside this hub's file lies what its store has lost, until this hub owns the site.
  Status whole() const;

 private:
  struct State;
  void ask();

  LedgerThread& ledger_;
  const std::shared_ptr<State> state_;  // a question that hangs may outlive this object
  mutable std::mutex mutex_;            // guards the next two
  std::optional<Error> unwritten_;
  std::chrono::steady_clock::time_point unwritten_at_{};
  Halt stop_;
  std::thread thread_;  // must be the last member; it runs only where a store holds the site
};

}  // namespace dockhand

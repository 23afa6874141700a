// The thread that plans once a day.
//
// Decides: when: as soon as the books have begun a day that was not planned for yet, and again a quarter of an hour or
// more after it when the office's files have come since; at a hub and at a terminal that has never met one. The plan is
// read and made here, on a connection of its own; its rows are written by the ledger's thread in short pages, so that
// no scan waits for it. Leaves to others: the plan (storage/nightly/night_plan.h), how long the pause after it is
// (storage/nightly/plan_pause.h).
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <thread>

#include "storage/ledger/ledger.h"
#include "storage/ledger/ledger_thread.h"
#include "storage/model/tools/halt.h"
#include "storage/nightly/night_plan.h"
#include "storage/nightly/plan_pause.h"

namespace dockhand {

// Runs `work` with the ledger, when nothing else does. Returns false when it could not.
using OnLedger = std::function<bool(const std::function<void(Ledger&)>& work)>;

// Makes the plan of the day and writes it down, with the event that says so and with what was approved by itself. An
// empty assortment has no plan: then `items` is 0 and nothing was written.
Result<PlanMade> plan_for(const std::filesystem::path& database, Date today, Instant now, const OnLedger& on_ledger);

class PlanThread {
 public:
  // The ledger's thread and the clock outlive it. `made` is called on this thread after each plan, and may be empty.
  PlanThread(std::filesystem::path database, LedgerThread& ledger, const Clock& clock,
             std::function<void(const Result<PlanMade>&)> made = {},
             std::chrono::milliseconds between_looks = std::chrono::seconds(20));
  ~PlanThread();
  PlanThread(const PlanThread&) = delete;
  PlanThread& operator=(const PlanThread&) = delete;

 private:
  void work();
  void look();
  bool on_ledger(const std::function<void(Ledger&)>& work);

  const std::filesystem::path database_;
  LedgerThread& ledger_;
  const Clock& clock_;
  const std::function<void(const Result<PlanMade>&)> made_;
  const std::chrono::milliseconds between_looks_;
  PlanPause pause_;  // only the thread uses it
  Halt stop_;
  std::thread thread_;  // must be the last member, as it uses the others
};

}  // namespace dockhand

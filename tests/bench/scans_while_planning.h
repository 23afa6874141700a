// How long a scan takes until its answer is safe, alone and while the night's plan is made in its thread; and how long
// the plan takes meanwhile.
//
// Decides: nothing but what is measured: receipts of one unit, one after the other, at a terminal without a hub, first
// without a plan and then from the beginning of the first plan of all, which writes every row, to its end. Leaves to
// others: the plan's thread (storage/nightly/plan_thread.h), which is the one of the program.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdio>
#include <future>
#include <thread>
#include <utility>
#include <vector>

#include "storage/nightly/plan_thread.h"
#include "tests/bench/bench_folder.h"
#include "tests/bench/bench_warehouse.h"

namespace dockhand::bench {

class ScansWhilePlanning {
 public:
  ScansWhilePlanning(const std::filesystem::path& folder, int items)
      : items_(items), file_(folder / "scans.db"), warehouse_(file_) {
    warehouse_.open(items);
    add_history();
    Warehouse::must(warehouse_.ledger->begin_day());
  }

  void print() {
    LedgerThread ledger(std::move(warehouse_.ledger));
    constexpr std::size_t alone = 500;
    std::vector<double> before, during;
    while (before.size() < alone) before.push_back(scan(ledger));
    std::atomic<bool> made{false};
    std::size_t rows = 0;
    const auto begin = std::chrono::steady_clock::now();
    {
      const PlanThread planner(file_, ledger, system_clock(), [&](const Result<PlanMade>& plan) {
        if (plan) rows = static_cast<std::size_t>(plan->changed);
        made = true;
      });
      while (!made) during.push_back(scan(ledger));
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const double p50 = tell("without a plan", before, 0.5), p99 = tell("without a plan", before, 0.99);
    const double p50_during = tell("while it is made", during, 0.5),
                 p99_during = tell("while it is made", during, 0.99);
    std::printf("a plan of %zu rows for %d items in %.1f s: p50 %.2f of that without, p99 %.2f (%zu and %zu scans)\n",
                rows, items_, seconds, p50_during / p50, p99_during / p99, before.size(), during.size());
  }

 private:
  // A year of weeks for each item, no two of them alike.
  void add_history() {
    const std::int32_t today = system_clock().now().date().days();
    Import import;
    for (int i = 0; i < items_; ++i) {
      for (int week = 1; week <= 52; ++week) {
        import.rows.emplace_back(
            PastDemandRow{item(i), Date::from_days(today - 7 * week), units(1 + (i * 7 + week * 13) % 40)});
        if (import.rows.size() == Import::max_rows) warehouse_.give(std::exchange(import, {}));
      }
    }
    if (!import.rows.empty()) warehouse_.give(std::move(import));
  }

  // A person is no quicker than this.
  double scan(LedgerThread& ledger) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::promise<void> answered;
    auto safe = answered.get_future();
    const auto begin = std::chrono::steady_clock::now();
    const Receive one{Units{item(scanned_++ % items_), units(1), {}, {}, {}}, place("DOCK-1"), {}, false};
    if (!ledger.submit({warehouse_.command(one)}, Flush::now, [&](const LedgerThread::Answers& answers) {
          Warehouse::must(answers);
          answered.set_value();
        })) {
      Warehouse::stop("the queue is full");
    }
    safe.wait();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  }

  static double tell(const char* when, std::vector<double> ms, double part) {
    std::sort(ms.begin(), ms.end());
    const double at = ms.empty() ? 0 : ms[static_cast<std::size_t>(part * static_cast<double>(ms.size() - 1))];
    std::printf("scan to durable answer %-18s p%.0f %7.2f ms\n", when, 100 * part, at);
    return at;
  }

  const int items_;
  const std::filesystem::path file_;
  Warehouse warehouse_;
  int scanned_ = 0;
};

}  // namespace dockhand::bench

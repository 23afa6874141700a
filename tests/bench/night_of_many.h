// How long a night's plan takes from the database to its rows, and how much memory, of an assortment that is large.
//
// Decides: nothing but what is measured: items of which four in ten sell each week, two in ten with a season, and four
// in ten every other week, in three years. The rows are put into their tables at once, since only the plan is measured.
// Leaves to others: the plan (storage/nightly/night_plan.h), which is the hub's.
#pragma once

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>

#include "storage/assortment/assortment_of.h"
#include "storage/engine/engine.h"
#include "storage/model/time.h"
#include "storage/nightly/night_plan.h"
#include "storage/views/planning_views.h"
#include "tests/bench/bench_warehouse.h"

namespace dockhand::bench {

class NightOfMany {
 public:
  NightOfMany(const std::filesystem::path& folder, int items) : file_(folder / "night.db"), items_(items) {
    { const Warehouse with_tables(file_); }
    Warehouse::must(Engine::open(file_, Access::read_write).value()->run_script(rows().c_str()));
  }

  void print() const {
    const auto begin = std::chrono::steady_clock::now();
    const std::clock_t processor = std::clock();
    const auto views = PlanningViews::open(file_);
    Warehouse::must(views);
    const auto settings = plan_settings_of(**views);
    Warehouse::must(settings);
    const auto night = night_plan(**views, today(), *settings);
    Warehouse::must(night);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const double of_cores = static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC;
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    std::printf("a night's plan of %d items from the database: %zu plans, %lld proposals, hash %s\n", items_,
                night->plans.size(), static_cast<long long>(night->proposed), night->hash.c_str());
    std::printf("%.1f s, in which the cores worked %.1f s; %ld MB at most\n", seconds, of_cores, used.ru_maxrss / 1024);
  }

 private:
  static Date today() { return Date::parse("2026-11-30").value(); }

  // All numbers follow from those of item and week, so that each run plans the same.
  std::string rows() const {
    const std::string monday = std::to_string(today().days());
    return "BEGIN;"
           "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
           std::to_string(items_) +
           ") INSERT INTO item(item, name, tracking) SELECT 'ITEM-' || i, 'Deep groove ball bearing ' || i, 'none' FROM"
           " n;"
           "INSERT INTO source(item, supplier, price, pack, minimum, rank)"
           " SELECT item, 'S-' || (rowid % 200), 10000 * (1 + rowid % 90), 1, 0, 1 FROM item;"
           "WITH RECURSIVE w(week) AS (SELECT 1 UNION ALL SELECT week + 1 FROM w WHERE week < 156)"
           " INSERT INTO past_demand(item, day, units) SELECT i.item, " +
           monday +
           " - 7 * week - i.rowid % 3, CASE WHEN i.rowid % 10 < 4 THEN 5 + i.rowid % 37 + (i.rowid * 7 + week * 13) % "
           "11"
           " WHEN i.rowid % 10 < 6 THEN 5 + i.rowid % 37 + abs(week % 52 - 26) + (i.rowid + week * 5) % 9"
           " ELSE 1 + (i.rowid + week) % 5 END FROM item i CROSS JOIN w"
           " WHERE i.rowid % 10 < 6 OR (i.rowid * 31 + week * week * 17) % 100 < 50;"
           "COMMIT";
  }

  const std::filesystem::path file_;
  const int items_;
};

}  // namespace dockhand::bench

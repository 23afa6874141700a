// What planning reads of a whole warehouse at once.
//
// Decides: what counts as demand: every order line's units less what was cancelled, on the day on which it was ordered,
// whether or not there was anything to give.
// Leaves to others: what follows from it (storage/planning/), one item's stock and lines (storage/views/views.h).
//
// As of Views: one read-only connection, one thread at a time, and an Error is I/O.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/result.h"
#include "storage/planning/demand.h"

namespace dockhand {

class Engine;

struct ItemDemand {
  ItemCode item;
  std::string name;
  std::vector<planning::DemandLine> lines;  // by day; empty: nobody ever asked for it
};

class PlanningViews {
 public:
  static Result<std::unique_ptr<PlanningViews>> open(const std::filesystem::path& file);
  ~PlanningViews();

  Result<std::vector<ItemDemand>> demand();  // of every item, by code

 private:
  explicit PlanningViews(std::unique_ptr<Engine> db);
  std::unique_ptr<Engine> db_;
};

}  // namespace dockhand

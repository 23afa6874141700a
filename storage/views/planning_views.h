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
#include "storage/outlook/purchases.h"
#include "storage/planning/demand.h"
#include "storage/planning/scorecard.h"

namespace dockhand {

class Engine;

struct ItemDemand {
  ItemCode item;
  std::string name;
  std::vector<planning::DemandLine> lines;  // by day; empty: nobody ever asked for it
};

// Units of an item, now.
struct ItemSupply {
  ItemCode item;
  std::int64_t on_hand = 0;  // that may be sold: not in quarantine, not of a blocked lot
  std::int64_t owed = 0;     // waiting, reserved and picked for order lines
  std::int64_t coming = 0;   // on open purchase lines
  std::string supplier{};    // of the purchase line that is due last; empty: it was never bought
};

class PlanningViews {
 public:
  static Result<std::unique_ptr<PlanningViews>> open(const std::filesystem::path& file);
  ~PlanningViews();

  Result<std::vector<ItemDemand>> demand();       // of every item, by code
  Result<std::vector<ItemSupply>> supply();       // of every item, by code
  Result<std::vector<SupplierHistory>> bought();  // of every supplier, by name

 private:
  explicit PlanningViews(std::unique_ptr<Engine> db);
  std::unique_ptr<Engine> db_;
};

}  // namespace dockhand

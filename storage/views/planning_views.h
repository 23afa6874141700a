// What planning reads of a whole warehouse at once.
//
// Decides: how demand that is kept with the books meets demand from before them, which the office has imported: where
// both say something of a week of an item, the larger counts, so that nothing counts twice. Leaves to others: what
// counts as demand (storage/schema/demand_history.h), what follows from it (storage/planning/), one item's stock and
// lines (storage/views/views.h).
//
// As with Views, there is one read-only connection, only one thread at a time may use it, and an Error is an error of
// I/O.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "storage/books/placed.h"
#include "storage/model/codes.h"
#include "storage/model/result.h"
#include "storage/model/rows/office_rows.h"
#include "storage/model/rows/plan_rows.h"
#include "storage/outlook/purchases.h"
#include "storage/planning/demand/demand.h"
#include "storage/planning/demand/promotions.h"

namespace dockhand {

class Engine;

struct ItemDemand {
  ItemCode item;
  std::string name;
  std::vector<planning::DemandLine> lines;  // one for each week; empty: nobody ever asked for it
};

struct UnitsOfDay {
  Date day;
  std::int64_t units;
};

// The units of an item, as they are now.
struct ItemSupply {
  ItemCode item;
  std::int64_t on_hand = 0;          // units that may be sold today: not in quarantine, of no blocked or expired lot
  std::int64_t owed = 0;             // units that order lines wait for, have reserved or have picked
  std::int64_t coming = 0;           // units that open purchase lines still expect
  std::string supplier{};            // the supplier of the purchase line that is due last; empty: it was never bought
  std::int64_t shelf_life_days = 0;  // 0: no end
  std::int64_t millilitres = 0;      // the room that one unit takes; 0: not known
  std::int64_t waiting = 0;          // of `owed`, the units that are waited for ...
  std::int64_t waiting_lines = 0;    // ... by so many order lines
  std::int64_t kept_back = 0;        // the typed safety stock: no new order line gets these before its promised day
  bool ended = false;                // no more of it is bought
  std::vector<UnitsOfDay> ending{};  // of `on_hand`, those that have a last day within a year
  // Of `coming`, those with a day. What is bought for one order comes when it comes.
  std::vector<UnitsOfDay> arriving{};
};

// What was free at the start of each of the last weeks, the oldest first: what lay there less what the lines of before
// waited for or held; below 0: somebody waited.
struct StockHistory {
  ItemCode item;
  std::vector<double> free;
};

class PlanningViews {
 public:
  static Result<std::unique_ptr<PlanningViews>> open(const std::filesystem::path& file);
  ~PlanningViews();

  // A terminal that has a hub has heard of its own orders and receipts only: what follows from them is the hub's.
  Result<bool> knows_a_part();
  // Gives the demand of every item, by code, one after the other: all of it at once takes hundreds of megabytes.
  Status demand(const std::function<void(ItemDemand)>& each);
  Result<std::vector<ItemDemand>> demand();            // the same at once
  Result<std::vector<ItemSupply>> supply(Date today);  // the supply of every item, by code
  Result<std::vector<SupplierHistory>> bought();       // what was bought of every supplier, by name
  // Returns every item that ever moved, in the `weeks` before `monday` that the books know. Each has as many weeks.
  Result<std::vector<StockHistory>> stock_by_week(Date monday, int weeks);
  Result<std::vector<SupplierRow>> suppliers();    // by name
  Result<std::vector<SourceRow>> sources();        // by item and rank
  Result<std::vector<PromotionRow>> promotions();  // by item and day
  // The lines of all items together, by week; those of the last five years.
  Result<std::vector<planning::HouseWeek>> weeks_of_the_house(Date today);
  Result<double> served();                 // the share of lines that the site promises to serve from the shelf
  Result<std::int64_t> litres();           // the room of all places for stock; 0: nobody has said it
  Result<std::optional<Date>> plan_day();  // for which the plan was made
  Result<std::vector<PlanRow>> plans();    // the last one of every item, by code
  // Approved or ordered, and no purchase of the office yet; by item.
  Result<std::vector<PlacedOrder>> decided();
  // Sorted by the place in the list. `all` adds those that are over.
  Result<std::vector<ProposalRow>> proposals(bool all = false);

 private:
  explicit PlanningViews(std::unique_ptr<Engine> db);
  std::unique_ptr<Engine> db_;
};

}  // namespace dockhand

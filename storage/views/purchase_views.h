// What views say about purchases, about suppliers, and about what is to be bought.
//
// Decides: nothing but the form. Leaves to others: the queries (storage/views/views.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/price.h"
#include "storage/model/quantity.h"
#include "storage/model/rows/plan_rows.h"
#include "storage/model/rows/units.h"
#include "storage/model/time.h"
#include "storage/schema/bought_units.h"
#include "storage/views/lease_views.h"
#include "storage/views/packs.h"

namespace dockhand {

// So many of an open purchase line are for an order line.
struct ExpectedPurchase {
  PurchaseLine from;
  Date due;
  Quantity quantity;
};

struct PurchaseLineView {
  PurchaseLine line;
  ItemCode item;
  std::string name;
  Quantity expected, received, open;  // open is zero when more arrived than expected
  Date due;
  std::vector<Pack> packs;
  std::optional<OrderLine> bought_for{};
  bool drop_ship = false;               // it goes straight to the customer of `bought_for`
  bool closed = false;                  // by the office: no more of it comes
  std::optional<Date> announced{};      // the first day that a shipping notice says for what has not come
  std::optional<LeaseHolder> holder{};  // whose its purchase is
};

// An open line that is overdue for so long that nobody counts on it any more (storage/model/rows/waited_for.h).
struct ForgottenPurchase {
  PurchaseLine line;
  std::string supplier;
  std::string name;  // of the item
  Quantity open;
  Date due;
};

struct PurchaseView {
  PurchaseNumber purchase;
  std::string supplier;
  Date due;  // earliest of its lines
  Quantity expected, received, open;
  int lines = 0;
  std::optional<LeaseHolder> holder{};  // whose it is
};

// Units of an item that are on their way, with the days on which they may come as its supplier has taught.
struct ComingView {
  std::optional<PurchaseLine> purchase;  // none: announced, or ordered, without one
  std::string supplier;
  Quantity units;
  std::optional<Date> due, announced;  // as the supplier has said, as its shipping notice does
  Date p50, p90;                       // of the arrival at the dock
  struct Share {
    OrderLine line;
    std::string customer;
    Quantity units;
  };
  std::vector<Share> whose;             // who waits and would have them, were they the next to come
  std::optional<OrderLine> kept_for{};  // bought for a line that does not have them yet: nobody else's
  bool direct = false;                  // they go straight to the customer of the line that they were bought for
  std::optional<Date> placed{};         // ordered by a proposal on that day, and no purchase of the office says it yet
  bool waited_for = true;               // false: it is overdue for so long that nobody counts on it
};

// How a supplier has done, in purchase lines and days.
struct SupplierView {
  std::string supplier;
  std::size_t lines = 0, open = 0, overdue = 0;
  std::size_t finished = 0, on_time_in_full = 0, came_short = 0;
  std::int64_t received = 0, damaged = 0;              // units
  std::optional<std::int32_t> days_p50{}, days_p90{};  // from the order on; empty: no line says when it was ordered
};

// What is bought of a supplier.
struct SupplierGoods {
  struct Sold {
    ItemCode item;
    std::string name;
    Price price;                   // none: not said
    Quantity pack;                 // none: not said
    std::optional<Date> runs_out;  // by the night's plan; empty: not within a year, or nobody asks for it
  };
  std::vector<PurchaseView> open;
  std::vector<Sold> sold;
};

// What the plan says of all items, in parts: those of a class, those of which there is too much, and those that nobody
// asks for any more.
struct PlanPart {
  enum class Kind { of_class, too_much, dead };
  Kind kind = Kind::of_class;
  std::string group{};  // "AX"
  bool operator==(const PlanPart&) const = default;
};
struct PlanView {
  PlanRow row;
  std::string name;  // of the item
};

struct ProposalView {
  ProposalRow row;
  std::string name;        // of the item
  std::int64_t came = 0;   // units of it that came since it was ordered, without a purchase
  bool waited_for = true;  // false: it counts as coming no more
  // Of what was approved or ordered and no purchase says: a line that may be it all the same, and its units.
  std::optional<BoughtUnits> near{};
};

}  // namespace dockhand

// What was approved or ordered by a proposal, and is not among the office's purchases yet.
//
// Decides: what of it a purchase line says, so that nothing is on its way twice. A line is the order whose number it
// has, whatever it says by now. Else it is as many units of an order as the books found when they heard of it
// (storage/books/bought_as.h), and the rest is on its way still; a tenth less is what a supplier rounds. What no line
// says is on its way until somebody says that nothing of it comes any more, or nobody waits for it any more
// (storage/model/rows/waited_for.h): how long it takes is its supplier's, and what is late is shown to people, never
// forgotten. Leaves to others: when it comes (storage/outlook/coming.h), what is ordered beside it
// (storage/assortment/).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/engine.h"
#include "storage/model/codes.h"
#include "storage/model/time.h"
#include "storage/schema/bought_units.h"

namespace dockhand {

struct ProposalRow;
// Is for what was ordered and of which nothing comes any more: somebody has said so. It is proposed anew when it is
// needed.
bool is_ended(const ProposalRow& row);

struct PlacedOrder {
  ItemCode item;
  std::string proposal{};                  // its id
  std::int64_t units = 0;                  // that no purchase line says
  std::string supplier{};                  // empty: nobody has said of whom
  Date day = Date::from_days(0);           // on which it was ordered; of what is only approved, on which it was that
  std::optional<PurchaseLine> purchase{};  // as which it was ordered, if somebody has said so
  bool is_placed = true;                   // false: approved, and nobody has said that it is ordered
  Date agreed = Date::from_days(0);        // the first day on which a purchase can be of it
  std::vector<BoughtUnits> bought{};
  // Units of the item that came since then without a purchase: nobody knows whether they are it. See add_what_came.
  std::int64_t came = 0;
  // A line of its supplier that the office has said since, and that nobody has found to be it. See add_what_is_near.
  std::optional<BoughtUnits> near{};
};

// Returns the days that its supplier's terms say, where he has said any.
std::optional<std::int32_t> days_said(Engine& db, const PlacedOrder& order);
// `said`: the days that its supplier's terms say it takes.
bool is_waited_for(const PlacedOrder& order, std::optional<std::int32_t> said, Date today);

// Two programs of an office write a number in their own letters and blanks.
std::string number_as_compared(std::string_view number);

// A supplier rounds: a tenth more or less is the same order.
bool is_about_as_many(std::int64_t said, std::int64_t ordered);

// The lines that the books have found to be what was ordered by this proposal.
std::vector<BoughtUnits> bought_of(Engine& db, const std::string& proposal);
// Of one item, or of all by code, the first ones first.
std::vector<PlacedOrder> decided_and_not_known(Engine& db, const std::optional<ItemCode>& item = {});
// For those who ask people about it: it takes a look at all movements of each item.
void add_what_came(Engine& db, std::vector<PlacedOrder>& orders);
// Without those that are only approved.
std::vector<PlacedOrder> placed_and_not_known(Engine& db, const std::optional<ItemCode>& item = {});

}  // namespace dockhand

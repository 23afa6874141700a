// What the night's plan says of an item, and what it proposes to order.
//
// Decides: which numbers are kept for people, all of them whole: units, days, thousandths. Leaves to others: making
// them (storage/planning/), their tables (storage/schema/plan_rows.h), their words (storage/words/plan_words.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/price.h"
#include "storage/model/quantity.h"
#include "storage/model/rows/office_rows.h"
#include "storage/model/time.h"

namespace dockhand {

// Says how a level comes about: what is expected until an order has come, and what is added because neither demand nor
// the supplier is sure.
struct LevelWhy {
  std::int64_t level = 0;     // when free and coming units are at or below it, it is ordered
  std::int64_t expected = 0;  // the part of it that will be asked for ...
  std::int32_t days = 0;      // ... in this many days: until the next look at the stock, and until the order has come
  std::string supplier{};
  std::int32_t late = 0, came = 0;  // of `came` lines of this supplier `late` came late
  bool operator==(const LevelWhy&) const = default;
};

// What is expected for one week ahead, in thousandths of a unit; and in percent of what is usual, what the time of the
// year, and promotions and holidays, make of it.
struct PlannedWeek {
  std::int64_t expected, p10, p90;
  std::int32_t season = 100, lift = 100;
  bool operator==(const PlannedWeek&) const = default;
};
inline constexpr std::size_t planned_weeks = 12;

// An item sells at another rate than before, since this Monday.
struct SellsOtherwise {
  Date since;
  bool more = false;  // or less
  bool operator==(const SellsOtherwise&) const = default;
};

struct PlanRow {
  ItemCode item;
  std::string method{};                  // the method by which it is forecast, in a word
  Date first_week = Date::from_days(0);  // the Monday of the first of the weeks
  std::vector<PlannedWeek> weeks{};      // planned_weeks of them
  std::int64_t error = 0;  // mean absolute error of a week's forecast lately, in thousandths; -1: not known
  std::string group{};     // "AX": A to C by money, X to Z by how well it can be foreseen
  LevelWhy why{};
  std::int64_t excess = 0;  // units beyond what half a year and the level need; of what nobody asks for, all
  std::optional<std::int32_t> cover_days{};  // days until what is free and expected runs out; empty: not within a year
  std::optional<Date> runs_out{};
  std::string pattern{};  // how it sells, in a word; empty: a program of old has not said it
  std::optional<SellsOtherwise> change{};
  bool operator==(const PlanRow&) const = default;
};

// Nobody is expected to ask for what lies there: less than half a unit in twelve weeks, or so little that it lasts for
// fifty years.
bool is_dead(const PlanRow& row);

enum class ProposalState { open, approved, rejected, placed, over };
const char* name_of(ProposalState state);
Result<ProposalState> parse_proposal_state(std::string_view text);

// The room for stock that the plan takes, in litres, when orders have just come. When it is too little, a litre has a
// price, so that large items of little money are ordered more often.
struct PlanRoom {
  std::int64_t needed = 0, there = 0;
  std::int64_t litre_price = 0;  // a year, in ten-thousandths; 0: there is room enough, or nobody said how much
  bool operator==(const PlanRoom&) const = default;
};

struct ProposalRow;
// Returns the units of a proposal: those that are proposed, that people have agreed to, or that are ordered.
std::int64_t units_of(const ProposalRow& row);
// Returns of whom it is ordered, and what a unit costs there: as proposed, or as people have chosen instead.
const std::string& supplier_of(const ProposalRow& row);
Price price_of(const ProposalRow& row);

// Returns how many are ordered of another of its sources: what is needed, in the other's own packs, and at least its
// own minimum.
std::int64_t units_of_other(const ProposalRow& row, const SourceRow& other);
// Is for a number that nobody means: more than a hundred, and a hundred times what the item's level, those who wait and
// the proposal say. A proposal of more than ten thousand is not believed itself where its pack is that far too large.
bool is_absurd(const ProposalRow& row, std::int64_t units);

// The id of a proposal: its item and the day on which it was made first.
inline constexpr std::size_t max_proposal_id = 64;
std::string proposal_id(const ItemCode& item, Date day);
std::string_view item_of_proposal(std::string_view id);
std::string_view day_of_proposal(std::string_view id);

struct ProposalRow {
  std::string id;
  ItemCode item;
  std::string supplier{};              // empty: nobody is known who sells it
  std::string backup{};                // who else does, and would be sooner; may be empty
  std::int64_t quantity = 0;           // units, in whole packs
  std::int64_t needed = 0;             // the same without packs and minimum; 0: a program of old has not said it
  Price price{};                       // of one unit; none: not known
  std::int32_t place = 0;              // its place in the list that is sorted by money, from 1
  std::int64_t saves = 0;              // thousandths of units that nobody has to wait for
  std::int64_t lines = 0;              // thousandths of order lines that nobody has to wait for
  Date order_by = Date::from_days(0);  // the last day on which it comes in time
  std::optional<Date> runs_out{};
  std::int64_t free = 0, coming = 0;
  std::int64_t textbook = 0, king = 0;  // what their formulae would say instead of the level
  LevelWhy why{};
  // These say what people have decided. Their facts write them, and a plan never does.
  ProposalState state = ProposalState::open;
  std::int64_t approved = 0;      // units; may be others than were proposed
  std::optional<Date> decided{};  // the day of the last decision
  std::string decided_by{};       // the event that approved or rejected it
  std::string placed_by{};        // the event that says that it was ordered
  std::string purchase{};         // as what, if that is known
  std::string chosen{};           // the supplier of whom it is ordered instead; empty: as proposed
  Price chosen_price{};           // the price of one unit there
  std::int64_t ordered = 0;       // of what was placed: its units, supplier and price, whatever is approved beside it
  std::string ordered_of{};
  Price ordered_price{};
  std::string
      decided_name{};  // who approved or rejected it, and who ordered it; empty: a program of old has written it
  std::string placed_name{};
  bool operator==(const ProposalRow&) const = default;
};

}  // namespace dockhand

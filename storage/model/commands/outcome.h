// What became of a command, and why.
//
// Decides: the answer's shape: accepted with claims and explanations, refused with a reason and nothing booked, or
// failed. Leaves to others: wording for a screen (storage/words/wording.h), JSON (storage/codec/codec.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/commands/seen.h"
#include "storage/model/quantity.h"
#include "storage/model/result.h"
#include "storage/model/rows/policies.h"
#include "storage/model/time.h"

namespace dockhand {

// Says who is served first: hard peg, then order class, priority, promised date, order time, order number and line.
// Each is ascending.
struct Rank {
  bool pegged = false;  // the purchase line received was bought for this order line
  OrderClass order_class = OrderClass::redistribute;
  std::int32_t priority = 5;
  Date promised;
  Instant ordered_at;
  OrderLine line;
  bool operator==(const Rank&) const = default;
};
bool before(const Rank& a, const Rank& b);

enum class Rule {
  // These say why a line got units.
  hard_peg,         // the units were bought for this line
  kept_for_whole,   // bought for this line, which is only served whole: kept until the rest comes
  in_rank,          // it is the first in rank among those that still wait
  completes_order,  // among equals it is the one whose order these units complete
  by_class,         // its class takes reserved units of lower ones
  as_decided,       // the hub kept what a terminal had decided
  by_hand,          // a pick took it: what people do goes before what is planned
  leased,           // its demand was set aside for the terminal that has received the goods
  by_supervisor,    // the supervisor named this line, ahead of rank
  // These say why it got none, or less than there was.
  waits_for_whole,  // the line is only served whole, and there was not enough
  waits_for_pack,   // it takes only whole packs, and there was less than one
  waits_for_lot,    // no lot fits: its remaining shelf life, or one lot for all
  safety_stock,     // what is left is held back for promises whose day has come
  fair_share,       // no order gets more of a scarce item while others wait
  gave_way,         // lost reserved units to a higher class, to an order below the cap, or as its own class says
  taken_away,       // lost reserved units to a fact: they were moved aside, not found, recalled, picked for another ...
};
const char* name_of(Rule rule);  // "hard_peg", "in_rank" and so on
constexpr bool lost_units(Rule rule) { return rule == Rule::gave_way || rule == Rule::taken_away; }

// What one line got in one allocation, and why.
struct Explanation {
  Rank rank;
  std::string customer{};  // name, or code when it has none
  Rule rule = Rule::in_rank;
  std::int32_t position = 1;  // the line that is looked at first has 1
  Quantity waiting{};         // units it waited for before; for a line that lost units: how many it lost
  Quantity granted{};
  std::optional<OrderLine> next{};      // who came after in rank, whether served or not; of a loser: who has the units
  std::optional<OrderLine> previous{};  // who came before
  bool operator==(const Explanation&) const = default;
};

// Says what a person has to be told or to do. Notices are synced, so that the right terminal shows them.
enum class NoticeKind {
  claim_moved,     // the hub gave units that this terminal had reserved for `line` to another dock's units
  lost,            // a fact took units away that were reserved for `line`, which waits for them again
  outranked,       // a higher class or the item's cap took what was only reserved for `line`, its class gave it up,
                   // or it wants fewer now
  bring_back,      // picked beyond the order's demand: units are free stock again
  count_place,     // the books say less than hands found, or a negative number
  over_received,   // more arrived than was expected
  quarantined,     // units came in damaged, or were set aside: somebody has to decide about them
  blocked_lot,     // units of a lot that is recalled or set aside are here, or are picked for `line`
  second_receipt,  // a handling unit was received twice
  office,          // the hub could not apply the event; the office has to look
  unnamed,         // units are here whose lot or serial nobody has named: count them by it
  short_place,     // others were missing where units are reserved for `line`: nothing more is given there till a count
  policy,          // units went to `line` against what it asks for, such as their shelf life
  document,        // a document of the office changed what booked units are known under, or left a line out
  missing_scans,   // this database is a copy or was salvaged: scans of a time may be missing in it
  lease,           // what was set aside for a terminal is so no more, or could not be
  wrong_clock,     // a clock was set back, or is far from the hub's or from the last day that was planned
};
const char* name_of(NoticeKind kind);

struct Notice {
  NoticeKind kind = NoticeKind::office;
  std::optional<ItemCode> item{};
  std::optional<OrderLine> line{};  // who lost, or whose demand is full
  std::optional<LocationCode> place{};
  Quantity quantity{};
  std::vector<std::pair<OrderLine, Quantity>> instead{};  // who has the units now
  std::string detail{};                                   // the hub's or the rule's own sentence; may be empty
  std::optional<Lot> lot{};                               // which lot is to be counted; none: all of them
  bool operator==(const Notice&) const = default;
};

struct Accepted {
  CommandId id;
  std::int64_t seq = 0;               // the event's number in this database
  bool repeated = false;              // the id was known: this is the recorded outcome, nothing was booked now
  Quantity quantity{};                // units handled
  std::vector<Explanation> claims{};  // in the order of the decision; those that got nothing included
  Quantity free{};                    // those of the handled units that stay free stock
  std::vector<Notice> notices{};
  bool operator==(const Accepted&) const = default;
};

// Nothing was booked. `confirmable`: the same command with `confirmed` set will be accepted. `now` is what the command
// depends on, as it is now. It is there when the command was refused because what the person had seen has `changed`, or
// when it asks a question.
struct Refused {
  CommandId id;
  Error error;
  bool confirmable = false;
  bool changed = false;
  std::vector<Seen> now{};
  bool operator==(const Refused&) const = default;
};

using AnyOutcome = std::variant<Accepted, Refused>;
// What became of a command. Its copy functions and its destructor are compiled once, as those of an Action.
class Outcome : public AnyOutcome {
 public:
  using AnyOutcome::AnyOutcome;
  Outcome(const Outcome& other);
  Outcome(Outcome&& other) noexcept;
  Outcome& operator=(const Outcome& other);
  Outcome& operator=(Outcome&& other) noexcept;
  ~Outcome();
  bool operator==(const Outcome& other) const;
};

}  // namespace dockhand

// The night's plan in words: every number with its why.
//
// Decides: the English of levels, proposals and suppliers. Leaves to others: where it is shown.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/model/commands/command.h"
#include "storage/model/rows/plan_rows.h"
#include "storage/words/wording.h"

namespace dockhand {

// Prints "31 = 22 expected in 9 days + 9 because demand is not sure and Nordlager was late 3 of 12 times".
// Where nothing is kept beyond what is expected: "8 = 8 expected in 43 days, as Nordlager was late 6 of 6 times". A
// level of no days is what somebody has said: "500 because somebody has said that 500 are kept", or, of an item that
// has ended, "0, as no more of it is bought".
std::string sentence(const LevelWhy& why);
// Prints the same of a proposal, and, where it is above its level, that it fills up the order of its supplier.
std::string reason(const ProposalRow& proposal);
// Is for an order of which this database knows what was ordered, and not the plan that proposed it.
bool is_heard_of(const ProposalRow& proposal);
// Prints "8 lines with 31 units would wait, the first on 2026-12-02".
std::string prevented(const ProposalRow& proposal, Date today, DayWords day = iso_day);
// Prints "lasts 9 days, runs out on 2026-12-02", "runs out today", "lasts longer than a year"; after a plan that is
// old: "should have run out on 2026-11-20".
std::string lasts(const std::optional<Date>& runs_out, Date today, DayWords day = iso_day);
// Prints "plan of 2026-11-27, 3 days old". Empty: it is of today, or nobody knows.
std::string plan_age(const std::optional<Date>& made_for, Date today, DayWords day = iso_day);
// Prints "approved 12 days ago, not ordered yet", or "ordered 40 days ago, no purchase of the office yet". Empty: it is
// neither.
std::string decided_since(const ProposalRow& proposal, Date today);
// What somebody is asked about a purchase that is late for a quarter of a year.
std::string forgotten_words(const std::string& item, Quantity units, const std::string& supplier,
                            const std::string& due);
// Prints "8 weeks' demand". Empty: the plan expects none.
std::string weeks_of_demand(const PlanRow& plan, std::int64_t units);
// Prints "212 free, 72 coming in time", or "none free, 78 too few, none coming in time".
std::string there_and_coming(const ProposalRow& proposal);
// Prints what "AX" means: "much money, well foreseen".
std::string words_of_class(std::string_view group);
// Prints "Room is short: ...". Empty: there is enough, or nobody has said how much there is.
std::string sentence(const PlanRoom& room);
// Prints "10 of Nordlager at 3.20 each".
std::string ordered_words(const OrderedUnits& ordered);
// Prints 12400 thousandths as "12.4", and 237000 as "237".
std::string of_thousandths(std::int64_t thousandths);
// Prints what the units of a proposal cost, however much it is: "504.00". Empty: their price is not known.
std::string value_of(const ProposalRow& proposal);
std::string value_of(std::int64_t units, Price price);
// Prints "of Nordlager, for 120.00".
std::string of_whom_and_for(const ProposalRow& row);

}  // namespace dockhand

// Why a plan says what it says: of the number of an order, and of a week's demand.
//
// Decides: the English of it, the same at a command line and on a screen. Leaves to others: the levels
// (storage/words/plan_words.h), the numbers themselves (storage/planning/).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "storage/model/rows/office_rows.h"
#include "storage/model/rows/plan_rows.h"
#include "storage/words/wording.h"

namespace dockhand {

// Prints "240 = 50 up to its level + 183 so that it is not ordered again at once (an order costs 6.00) + 7 for whole
// packs of 10". Of what is ordered early: "60 ordered early: Nordlager takes no order below 500.00". `source` and
// `supplier` are the terms of the one who is proposed; none: nobody has said them.
std::string quantity_why(const ProposalRow& row, const std::optional<SourceRow>& source,
                         const std::optional<SupplierRow>& supplier);

// Prints "nearly every week" of "smooth", and "by the mean of three methods" of the method of that name. Empty: the
// word is not known.
std::string_view how_it_sells(std::string_view pattern);
std::string_view by_method(std::string_view method);

// Prints "Sells more than before since 2026-03-02".
std::string sentence(const SellsOtherwise& change, Date today, DayWords day = iso_day);
// A change of the last half year: later it is what is usual.
bool is_news(const std::optional<SellsOtherwise>& change, Date today);

// Prints why the week is expected to be as it is: the method, the time of the year, promotions, a new rate.
std::string week_why(const PlanRow& plan, std::size_t week, Date today, DayWords day = iso_day);

}  // namespace dockhand

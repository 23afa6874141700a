// The dates of GS1 elements: six digits without a century.
//
// Decides: which day YYMMDD is. Leaves to others: which elements are dates (scanner/meaning/gs1_table.h).
// Source: GS1 General Specifications, section 7.12.
#pragma once

#include <optional>
#include <string_view>

#include "storage/model/time.h"

namespace dockhand {

// The century follows from the distance to this year: a year more than 50 years ahead is in the last century, and one
// 50 or more years behind is in the next. Day 00 is the last day of the month. nullopt: this day is not in the
// calendar.
std::optional<Date> gs1_date(std::string_view yymmdd, Date today);

}  // namespace dockhand

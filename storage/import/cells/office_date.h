// Dates and times as spreadsheets and exports write them.
//
// Decides: which texts are a day or a moment, which of them can be read in two ways, and which mean that there is none.
// Leaves to others: which way a column is read (storage/import/columns/column_survey.h).
#pragma once

#include <optional>
#include <string_view>

#include "storage/model/result.h"
#include "storage/model/time.h"

namespace dockhand {

enum class DayOrder { day_first, month_first };
// Of a day like 2027-03-04: its day could be a month.
bool is_exchangeable(std::string_view plain_day);
const char* name_of(DayOrder order);  // "dmy" or "mdy"
Result<DayOrder> parse_day_order(std::string_view text);

// True for 1970-01-01, 9999-12-31, 0000-00-00 and similar days, which databases write where nothing is said. It is also
// true for such a day with a time.
bool means_no_date(std::string_view text);

// Says which orders of day and month a text such as "03/04/2026" allows in its column.
struct DayOrders {
  bool day_first = false;
  bool month_first = false;
};
// A text that has only one form, or no form of a date, allows neither.
DayOrders possible_orders(std::string_view text);

// Reads a day, with or without a time: 2026-12-01, 2026/12/01, 20261201, 1.12.2026, 01 Dec 2026, Dec 1, 2026, a
// spreadsheet's number of the day; 01/12/2026 when the order is known. Of a time with an offset it takes the day that
// is written.
Result<Date> read_date(std::string_view text, std::optional<DayOrder> order);
// Reads the same with its time, which is that of the house (storage/model/house_day.h) unless an offset is written
// behind it.
Result<Instant> read_moment(std::string_view text, std::optional<DayOrder> order);

}  // namespace dockhand

// Numbers as spreadsheets and exports write them.
//
// Decides: which texts are a whole number, and which of them depend on the decimal mark. Leaves to others: which mark a
// column has (storage/import/columns/column_survey.h), how large a number may be.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

enum class DecimalMark { point, comma };
const char* name_of(DecimalMark mark);  // "." or ","
Result<DecimalMark> parse_decimal_mark(std::string_view text);

// Returns the mark that the form of a text shows: "24,50" and "1.200,0" show a comma, "0.000" and "1,234,567" a point.
std::optional<DecimalMark> shown_mark(std::string_view text);
// True for a text such as "1,200", which can be 1200 or 1.2.
bool depends_on_mark(std::string_view text);

// Returns the digits that a text means: "24" for "24.0", "1200" for "1 200", "3" for "+3". An Error says what else it
// is.
Result<std::string> read_whole_number(std::string_view text, std::optional<DecimalMark> mark);
// Does the same for an amount of money, with or without a sign of its currency: "1.234,50 EUR" is "1234.50".
Result<std::string> read_amount(std::string_view text, std::optional<DecimalMark> mark);
// Returns the currency that an amount names, as "EUR", or its sign. It is empty where the amount names none.
std::string currency_of(std::string_view text);
// Says so of an amount whose column names another currency elsewhere: the books have one.
Error in_another_currency(std::string_view text);

}  // namespace dockhand

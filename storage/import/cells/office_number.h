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

// The mark that a text shows by its form: "24,50" and "1.200,0" a comma, "0.000" and "1,234,567" a point.
std::optional<DecimalMark> shown_mark(std::string_view text);
// "1,200": twelve hundred, or one and a fifth.
bool depends_on_mark(std::string_view text);

// "24.0", "1 200", "+3" as the digits that they mean: "24", "1200", "3". An Error says what else it is.
Result<std::string> read_whole_number(std::string_view text, std::optional<DecimalMark> mark);
// The same of an amount of money, with or without a sign of its currency: "1.234,50 EUR" as "1234.50".
Result<std::string> read_amount(std::string_view text, std::optional<DecimalMark> mark);

}  // namespace dockhand

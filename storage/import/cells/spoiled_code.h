// Codes that a spreadsheet, an export or a person has written otherwise than a scanner sends them.
//
// Decides: by what such a cell is known, and what the code was where that is sure. A rule says what no scanner sends,
// or what only a program writes: any other text may be somebody's code, with its dots, hyphens and slashes. Leaves to
// others: what a well-formed code is (storage/model/codes.h), days and formulas (storage/import/cells/office_code.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dockhand {

inline constexpr std::string_view keep_as_text = ": format the column as text, and enter or export it again";

// Says which digits are a whole code of the column.
enum class WholeCode { gtin, sscc };

// Each returns what has become of the code and what to do, to be read behind the text itself. Nothing: it may be a
// code.

// Of any code: a shortened number, or a character within that nobody sees.
std::optional<std::string> spoils_code(std::string_view text);
// Also of the number of a document or a customer: 1001.0.
std::optional<std::string> spoils_number(std::string_view text);
// Also of what names a thing, a place or a person: a number with decimals or thousands, TRUE, what surrounds a code on
// its way from a scanner.
std::optional<std::string> spoils_name(std::string_view text);
// Also of what a label has: two codes in a cell, a word beside the code, elements with brackets, digits of another
// script.
std::optional<std::string> spoils_label(std::string_view text, WholeCode whole);

}  // namespace dockhand

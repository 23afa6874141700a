// What a number in a cell of a spreadsheet says.
//
// Decides: which formats show a day, and how days and numbers are written: with all the digits that are kept. Leaves to
// others: reading cells and styles (storage/files/spreadsheet.h).
#pragma once

#include <string>
#include <string_view>

namespace dockhand {

// `format` is such as "dd.mm.yyyy"; what stands in quotes or brackets shows nothing.
bool shows_day(std::string_view format);
// How many digits a format like "0000000" shows at least; 0 for any other. A number that is shorter has zeros in front,
// as the sheet shows it.
std::size_t digits_shown(std::string_view format);
// Days are counted from 1900, or from 1904. A number that is no day is written as a number.
std::string day_text(double number, bool from_1904);
std::string number_text(double number, std::size_t digits = 0);

}  // namespace dockhand

// Rows as lines of PostgreSQL's COPY, in the text format, and back.
//
// Decides: how a cell is written, and that a text comes back as it was, whatever is in it. A text of PostgreSQL is
// valid UTF-8 and has no byte 0; what a hub keeps of an event that it could not read need not be. Such a text is
// written as U+FFFE and the hexadecimal digits of its bytes; U+FFFE stands for no character, so that no text of a
// person begins with it (one that does is written like that as well).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/model/rows/numbered_rows.h"

namespace dockhand {

void add_copy_line(std::string& lines, const NumberedRow& row);
// Empty: it is no line of such a row.
std::optional<NumberedRow> row_of_copy_line(std::string_view line, const TableShape& table);

}  // namespace dockhand

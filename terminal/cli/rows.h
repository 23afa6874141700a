// This prints rows for people and for programs.
//
// Decides: that one list of rows is shown as an aligned table, or with --json as one JSON object a line, with the same
// columns in the same order; that nothing a code contains can command the terminal it is shown on.
// Leaves to others: which rows (storage/listings/listings.h). Who makes rows includes
// nlohmann/json.hpp as well; who only writes them out does not, because it is heavy.
#pragma once

#include <string>
#include <vector>

#include "storage/listings/listings.h"

namespace dockhand {

// One line of valid UTF-8.
std::string line_of(const RowJson& row);
// Heading and rows; whole numbers stand right. "(nothing)" when there are no rows.
std::string table_of(const std::vector<RowJson>& rows);
// Writes all of `text` to standard output and flushes. False when it could not be written (a full disk, a closed pipe).
bool write_out(const std::string& text);
// Shows the rows one way or the other; the exit code.
enum class ShownAs { table, json, csv };
int show_rows(const std::vector<RowJson>& rows, ShownAs as);

}  // namespace dockhand

// Columns that a file, or a row of JSON, does not have.
//
// Decides: that the books keep what they have there. An export of another system knows less of an item than the office
// does, and says nothing of the rest. Leaves to others: a cell that is there and empty, which says the usual
// (storage/import/columns/import_columns.h); how many of an order line are cancelled, which its document does not
// forget (storage/facts/facts_lines.h).
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "storage/import/columns/import_kind.h"

namespace dockhand {

// Says whether a column is lacking. Each column has a name in JSON and one in CSV.
using LacksColumn = std::function<bool(std::string_view json, std::string_view csv)>;

// Gives the row what `there`, the row of the same key, has in columns that are lacking.
void keep_unsaid(ImportRow& row, const ImportRow& there, const LacksColumn& lacks);

// Stands among the columns that a file lacks, where none of its columns says what is cancelled.
inline constexpr std::string_view column_of_states = "(what is cancelled)";

// The same, where none says what of a line is done.
inline constexpr std::string_view column_of_what_is_done = "(what is done)";

// Returns the names of the columns that may be left out and that this header does not have.
std::set<std::string, std::less<>> lacking_columns(const Header& header);

}  // namespace dockhand

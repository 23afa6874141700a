// Which row of the office is meant.
//
// Decides: the words by which somebody finds a row in his own file or program. Leaves to others: what is said of it
// (storage/words/summary.h).
#pragma once

#include <string>
#include <vector>

#include "storage/model/rows/office_rows.h"

namespace dockhand {

// Says it as "order line SO-17/1" or "barcode 04006381333931".
std::string name_of_row(const ImportRow& row);
// Says it as "order line SO-17/1 to order line SO-19/2", in the order of the file. There is at least one row.
std::string names_of_rows(const std::vector<ImportRow>& rows);

}  // namespace dockhand

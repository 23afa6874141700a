// Orders and purchases of the books as the office's own files have them, so that what goes out comes in again.
//
// Decides: that a row has all columns of its kind by the names of an import, and beside them what of it is done.
// Leaves to others: reading such a file (storage/import).
#pragma once

#include <filesystem>
#include <vector>

#include "storage/listings/listings.h"

namespace dockhand {

Result<std::vector<RowJson>> orders_to_import(const std::filesystem::path& database);
Result<std::vector<RowJson>> purchases_to_import(const std::filesystem::path& database);
// Their columns, where there is no row.
RowJson row_like_order();
RowJson row_like_purchase();

}  // namespace dockhand

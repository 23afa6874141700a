// The rows of a file that were refused, as a file of its own.
//
// Decides: that it has the columns of the original and the reason behind them, so that it can be put right and imported
// again as it is; that a row says itself what only the rows above it said, and its line number where that was counted,
// so that it lands on its own line. Leaves to others: where it goes.
#pragma once

#include <filesystem>
#include <string>

#include "storage/import/import_files.h"

namespace dockhand {

// Writes CSV in UTF-8, and replaces a file that is there.
Status write_rejects(const ImportedFile& imported, const ImportChoices& choices, const std::filesystem::path& to);
// True for a column that only such files have.
bool is_of_rejects(const std::string& heading);
// Returns "orders.rejects.csv" beside the file.
std::filesystem::path rejects_of(const std::filesystem::path& file);

}  // namespace dockhand

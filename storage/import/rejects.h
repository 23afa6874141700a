// The rows of a file that were refused, as a file of its own.
//
// Decides: that it has the columns of the original and behind them what is wrong with the row, so that it can be put
// right and imported again as it is; that a row says itself what only the rows above it said, and its line number where
// that was counted, so that it lands on its own line; that it goes where somebody has said, else beside the file or
// where the program stands, and that a file that was only tried out leaves none unasked.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "storage/import/import_files.h"

namespace dockhand {

// Returns where the bad rows are now; nothing when there is nothing to leave. `told`: where somebody wants them; empty:
// not said.
Result<std::optional<std::filesystem::path>> leave_rejects(const ImportedFile& imported, const ImportChoices& choices,
                                                           const std::filesystem::path& told);
// Writes CSV in UTF-8, whole or not at all, and replaces a file that is there.
Status write_rejects(const ImportedFile& imported, const ImportChoices& choices, const std::filesystem::path& to);
// Returns "orders.rejects.csv" beside the file.
std::filesystem::path rejects_of(const std::filesystem::path& file);

}  // namespace dockhand

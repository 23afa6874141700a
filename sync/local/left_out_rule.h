// What becomes of lines that a document comes again without: said once for a site, by whichever program imports.
//
// Decides: where it is remembered that somebody has said it. Leaves to others: asking
// (terminal/cli/import_questions.h), what it does to the lines (storage/import/meeting/).
#pragma once

#include <filesystem>

#include "sync/local/desk.h"

namespace dockhand {

// That such lines are to be kept looks in the books as if nothing was ever said.
bool is_said_to_keep(const std::filesystem::path& database);
Status set_left_out(const std::filesystem::path& database, bool cancel, Desk& desk, const OperatorName& by);

}  // namespace dockhand

// A count that is far from what the books have is a slip until it is confirmed.
//
// Decides: that it is asked about where it comes as text: by the command line, and by an office's own program. Leaves
// to others: what is far (storage/model/far_off.h), a screen's question (terminal/kit/proportion.h), the tolerance of
// an item (storage/facts/facts_count.cpp).
#pragma once

#include <filesystem>
#include <optional>

#include "storage/model/commands/command.h"
#include "storage/model/commands/outcome.h"

namespace dockhand {

// Returns the question, as what the ledger would have answered. Empty: it is not far off, or is confirmed, or the same
// command was booked before.
Result<std::optional<Outcome>> ask_if_far_off(const std::filesystem::path& database, const Command& command);

}  // namespace dockhand

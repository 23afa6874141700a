// A count that is far from what the books have is a slip until it is confirmed.
//
// Decides: which counts those are, where they come as text: by the command line, and by an office's own program. Leaves
// to others: a screen's question (terminal/kit/proportion.h), the tolerance of an item (storage/facts/facts_count.cpp).
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>

#include "storage/model/commands/command.h"
#include "storage/model/commands/outcome.h"

namespace dockhand {

// More than twice the other number, and more than a hundred: the next person who counts finds a wrong one below it.
constexpr bool is_far_beyond(std::int64_t larger, std::int64_t smaller) {
  constexpr std::int64_t always_taken = 100;
  return larger > std::max(always_taken, 2 * std::clamp<std::int64_t>(smaller, 0, Quantity::max / 2));
}

// Returns the question, as what the ledger would have answered. Empty: it is not far off, or is confirmed, or the same
// command was booked before.
Result<std::optional<Outcome>> ask_if_far_off(const std::filesystem::path& database, const Command& command);

}  // namespace dockhand

// How it is told what one undo has taken back.
//
// Decides: that several facts are told in one line, the first two and how many more. Leaves to others: what is undone
// (terminal/kit/session.h), what a fact is called (storage/words/summary.h).
#pragma once

#include <string>
#include <vector>

#include "storage/model/commands/outcome.h"

namespace dockhand {

std::string in_short(const std::vector<std::string>& facts);
// Returns "Undone: 3 of BRG-6204 moved from T-01 to X-01", with all that one undo has taken back.
std::string undone_words(const std::vector<std::string>& facts);

// What a fact has taken from lines that have to wait again, each as "2 of SO-118/1".
std::vector<std::string> waiting_again(const Accepted& outcome);
// "... Waiting again: 2 of SO-118/1; 3 of SO-131/1"
std::string with_waiting(std::string told, const std::vector<std::string>& waiting);

}  // namespace dockhand

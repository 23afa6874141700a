// The states of a document in words that mean the same in whatever system.
//
// Decides: which heading is one of states, and which words are of what is wanted, done or cancelled. Leaves to others:
// the words of known systems (storage/import/mapping/systems.def).
#pragma once

#include <string>
#include <vector>

#include "storage/import/mapping/mapping.h"

namespace dockhand {

// `names`: of the columns, as plain_name writes them. The rules of the first that has states of documents, and of
// those that have states of lines, or days of cancelling; none, where none has.
std::vector<StateRule> states_in(const std::vector<std::string>& names);

// Whether the columns of a file say which of its rows are cancelled. A column that says it by having anything at all,
// as a day, has to be among them; of others one is enough, as a system has them in several languages.
bool says_what_is_cancelled(const std::vector<StateRule>& rules, const std::vector<std::string>& names);

}  // namespace dockhand

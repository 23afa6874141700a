// The states of a document in words that mean the same in whatever system.
//
// Decides: which heading is one of states, and which words are of what is wanted, done or cancelled. Leaves to others:
// the words of known systems (storage/import/mapping/systems.def).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/import/mapping/mapping.h"

namespace dockhand {

// `names`: of the columns, as plain_name writes them. What was shipped is done of an order, and of a purchase it is on
// its way. The rules of the first that has states of documents, and of
// those that have states of lines, or days of cancelling; none, where none has.
std::vector<StateRule> states_in(const std::vector<std::string>& names, bool is_purchase);

// The rules of one column that has states, or marks what is cancelled, whatever it is called.
std::vector<StateRule> rules_of_states(const std::string& header, bool is_purchase);
std::vector<StateRule> rules_of_marks(const std::string& header);
// Whether a cell is a mark, as 'X' or 'true' is, and no number.
bool is_mark(const std::string& cell);
// What a cell of some column says of its row: that it is cancelled, that its goods have left for a customer or have
// come by a purchase, or that it is left out, as one of a return, a quote, a draft or an order on hold. Nothing:
// nothing of the kind.
std::optional<RowState> says_not_wanted(const std::string& cell, bool is_purchase);

// Whether the columns of a file say which of its rows are cancelled. A column that says it by having anything at all,
// as a day, has to be among them; of others one is enough, as a system has them in several languages.
bool says_what_is_cancelled(const std::vector<StateRule>& rules, const std::vector<std::string>& names);

// Whether a word that leaves a row out says that its line is done. Others may be of a draft, which is wanted later, or
// of a row that is no line at all.
bool says_done(const std::string& word);
// Whether a word is of a draft, or of a document of another kind: whoever says that it is done means that it is left
// out.
bool says_to_come(const std::string& word);

}  // namespace dockhand

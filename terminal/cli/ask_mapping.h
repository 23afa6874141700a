// What a person is asked who sits before a file that does not say everything.
//
// Decides: the questions and what an answer means. Leaves to others: whether there is anybody to ask, and how (`Asks`);
// remembering the answers (storage/import/mapping/mapping_memory.h).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "storage/import/import.h"

namespace dockhand {

// Shows the question and gives the answer without blanks around it. Nothing: nobody answers any more.
using Asks = std::function<std::optional<std::string>(const std::string& question)>;

// Asks of what kind the file is and which of its columns is which. Nothing: the person knows no answer either.
std::optional<Mapping> ask_mapping(const std::vector<std::string>& headers, const std::vector<std::string>& sample,
                                   const Asks& asks);
// Returns false when there was no answer that could be read.
bool ask_convention(const ImportQuestion& question, const Asks& asks, Convention& said);
// Asks which sheet of a spreadsheet is meant. Nothing: there was no answer that names one.
std::optional<std::string> ask_sheet(const std::vector<std::string>& sheets, const Asks& asks);
// Asks whether a line is cancelled when its document comes again without it.
std::optional<bool> ask_left_out(const std::string& line, const Asks& asks);

}  // namespace dockhand

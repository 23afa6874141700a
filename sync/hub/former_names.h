// What people were called before.
//
// Decides: that a name which was somebody's stands for that user until another one has it, as what a terminal sends
// later was signed with the name of that day. It is kept in a file beside the database, which learns each time that the
// people are read. Leaves to others: who works here (storage/import/columns/people.h), who may do what
// (sync/hub/roles.h).
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "storage/import/columns/people.h"

namespace dockhand {

using FormerNames = std::map<std::string, std::string>;  // the user of each name, also of those that are used now

// Reads the file, which need not be there, and writes into it what is new.
Result<FormerNames> learn_names(const std::filesystem::path& file, const People& people);

}  // namespace dockhand

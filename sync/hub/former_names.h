// What people were called before.
//
// Decides: that a name which was somebody's stands for that user until another one has it, as what a terminal sends
// later was signed with the name of that day. It is kept beside the database, or where all hubs of the site share it,
// and learns each time that the people are read. Leaves to others: who works here (storage/import/columns/people.h),
// who may do what (sync/hub/roles.h).
#pragma once

#include <map>
#include <string>

#include "storage/import/columns/people.h"
#include "sync/access/kept_text.h"

namespace dockhand {

using FormerNames = std::map<std::string, std::string>;  // the user of each name, also of those that are used now

// Reads what is kept, which may be nothing, and writes into it what is new.
Result<FormerNames> learn_names(KeptText& kept, const People& people);

}  // namespace dockhand

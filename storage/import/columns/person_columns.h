// The columns of a file of users.
//
// Decides: what a user, a badge and a role may be, and by which words a role is called. Leaves to others: what becomes
// of the list (storage/import/people_import.h).
#pragma once

#include "storage/import/columns/import_kind.h"
#include "storage/import/columns/people.h"

namespace dockhand {

// Reads everything but the line, which it does not fill in.
Result<PersonRow> read_person(Fields& fields);

}  // namespace dockhand

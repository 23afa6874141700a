// The people of a site whose hubs share a store: each hub has them in a file, and the files say the same.
//
// Decides: whose file holds. What was changed at this hub since both said the same is given to the others; otherwise
// what the others have is taken. A hub that comes new takes it as well, and puts its own file aside. Leaves to others:
// what stands in the file (storage/import/columns/people.h), when it is looked at (sync/hub/site_runner.h).
#pragma once

#include <filesystem>

#include "sync/access/kept_text.h"

namespace dockhand {

enum class UsersShared { same, given, taken };

// `marker` is the file in which the hub keeps what both have said last.
Result<UsersShared> share_users(KeptText& shared, const std::filesystem::path& users,
                                const std::filesystem::path& marker);

}  // namespace dockhand

// The people of a terminal that has a hub: they are the hub's, as soon as that knows who works there.
//
// Decides: that the hub's list takes the place of the file of users here, and that a file which stood here before is
// put aside as users.csv.own; that from then on files of users are imported at the hub alone, which users.csv.hub says
// (storage/import/people_import.h). Leaves to others: the messages (sync/people_messages.h), PINs
// (terminal/people/pins.h), when (sync/people_sync.h).
#pragma once

#include <filesystem>

#include "sync/people_sync.h"
#include "terminal/people/door.h"

namespace dockhand {

// `door` may be none: nobody signs on yet.
PeopleHere people_here(const Door* door);
// Writes the list where it is another one. True: who works here is another file now.
Result<bool> take_list(const std::filesystem::path& users, const PeopleTold& told);
Status take_pins(Pins& pins, const PeopleTold& told);
// Does all of it on the files, where no program has them open. What the hub wants once more is told at once.
Status meet_people(Connector& connector, const Upstream& upstream, const std::filesystem::path& users);

}  // namespace dockhand

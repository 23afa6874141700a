// Of which lines of an item an event may have something to tell.
//
// Decides: those that wait and get more some day, in rank; and those that were told about, where what was told is not
// so any more. What hands do changes nothing for who knows that he waits. Leaves to others: what is told, and whether
// anything is (storage/outlook/messages.h).
#pragma once

#include "storage/outlook/occasion.h"
#include "storage/outlook/told.h"

namespace dockhand {

std::vector<LineToTell> lines_to_tell(Engine& db, const ItemCode& item, const Occasion& occasion);

}  // namespace dockhand

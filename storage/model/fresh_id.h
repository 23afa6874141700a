// Ids that nobody else makes, and what the ids of one booking have in common.
//
// Decides: that an id is 128 random bits and says nothing of who made it, or when. An id made of a counter would come
// again from a copy of the same database. The commands that one yes gives share the bits: the second is "BITS.2", so
// that whoever finds one of them later, here or at the hub, finds the others. Leaves to others: what an id names.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "storage/model/codes.h"

namespace dockhand {

// Returns 32 hexadecimal digits from the system's source of random numbers.
std::string fresh_id();
CommandId fresh_command_id();

// Returns the ids for the commands of one booking, in their order.
std::vector<CommandId> fresh_booking(std::size_t commands);
// Returns the text with which the ids of all commands of one booking begin. A command that was given alone has its
// whole id there.
std::string booking_of(const CommandId& id);

}  // namespace dockhand

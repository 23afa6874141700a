// Ids that nobody else makes.
//
// Decides: that an id is 128 random bits and says nothing of who made it, or when. An id made of a counter would come
// again from a copy of the same database. Leaves to others: what it names.
#pragma once

#include <string>

#include "storage/model/codes.h"

namespace dockhand {

// 32 hexadecimal digits, from the system's source of random numbers.
std::string fresh_id();
CommandId fresh_command_id();

}  // namespace dockhand

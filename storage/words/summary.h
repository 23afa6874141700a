// A command in one line, for lists of events and for explanations.
//
// Decides: the English of facts. Leaves to others: the English of decisions (storage/words/wording.h).
#pragma once

#include <string>

#include "storage/model/commands/command.h"

namespace dockhand {

// Says it as "12 of BRG-6204 received at DOCK-1 for PO-7001/1".
std::string summary(const Action& action);

}  // namespace dockhand

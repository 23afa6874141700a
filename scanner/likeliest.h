// The likeliest text behind blurred modules.
//
// Decides: which of all sequences of characters explains the grey levels best, where the likeliest sequence of free
// modules spells nothing: one module in doubt is often the only one that makes a character. Leaves to others: the check
// digit (scanner/module_codes.h), how often it has to be seen (scanner/accept.h).
#pragma once

#include "scanner/module_codes.h"
#include "scanner/modules.h"

namespace dockhand {

// The modules of the best sequence of words, and its error under the same model as `modules`. No bars when the grammar
// has none.
Modules likeliest(const Modules& modules, const Grammar& grammar);

}  // namespace dockhand

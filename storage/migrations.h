// The schema, as the list of steps that lead to it.
//
// Decides: every table and index. Step n turns version n-1 into version n; a step that was released never changes.
// Leaves to others: running the steps, each in a transaction (storage/open.cpp).
#pragma once

#include <vector>

namespace dockhand {

const std::vector<const char*>& migrations();

}  // namespace dockhand

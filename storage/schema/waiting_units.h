// How many units an order line still waits for.
//
// Decides: that a line which is not known is something else than one which wants none. Leaves to others: how many that
// are (storage/schema/documents.h writes them, Books counts them down), and what may be taken for them.
#pragma once

#include <optional>

#include "storage/engine/engine.h"
#include "storage/model/codes.h"
#include "storage/model/quantity.h"

namespace dockhand {

// Empty: there is no such line, or not yet.
std::optional<Quantity> units_waited_for(Engine& db, const OrderLine& line);
// The line is known, and is cancelled or has its units.
bool wants_none(Engine& db, const OrderLine& line);

}  // namespace dockhand

// What lies at a place, as a row of a list.
//
// Decides: the columns of `show stock`, and that what nobody has and nobody gets says why. Leaves to others: what is
// free (storage/views/views.h).
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "storage/views/views.h"

namespace dockhand {

nlohmann::ordered_json to_row(const StockRow& row);

}  // namespace dockhand

// What others call the kinds of places.
//
// Decides: which of our kinds "Bin Location" or "Wareneingang" is, and that a word which nobody knows is an error:
// goods in a place of the wrong kind would be promised, or lost. Leaves to others: what a kind is for (storage/model).
#pragma once

#include <string_view>

#include "storage/model/rows/office_rows.h"

namespace dockhand {

Result<LocationKind> parse_kind_of_place(std::string_view text);

}  // namespace dockhand

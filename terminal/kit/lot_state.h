// Whether units of a lot may leave, in words.
//
// Decides: how a screen says that a lot is recalled, set aside or expired. Leaves to others: what is done about it
// (terminal/screens/), keeping such units from leaving (storage/books/books_take.cpp).
#pragma once

#include <string>

#include "storage/model/time.h"
#include "storage/views/views.h"

namespace dockhand {

// Returns "Lot L1 is recalled: letter." Empty: the units may leave.
Result<std::string> why_blocked(Views& views, const ItemCode& item, const std::string& lot, Date today);

// Returns the name of its status. Empty: the books do not know the lot.
Result<std::string> status_of(Views& views, const ItemCode& item, const std::string& lot);

}  // namespace dockhand

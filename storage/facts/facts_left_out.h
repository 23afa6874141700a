// Lines that an order of the office does not name any more when it comes again.
//
// Decides: whether they are cancelled (the site's setting "cancel_left_out") or stay, and that the office is asked
// about each of those once. Leaves to others: the rows that came (storage/facts/facts_import.cpp).
#pragma once

#include <set>
#include <string>

#include "storage/books/books.h"

namespace dockhand {

// `came_again` are the orders of the document that were known before.
void tell_of_lines(Books& books, const Import& import, const std::set<std::string>& came_again);

}  // namespace dockhand

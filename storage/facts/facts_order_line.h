// A line of an order, as the office's document says it.
//
// Decides: what a new line and a changed one do to the history of demand, to claims and to what waits. Leaves to
// others: the other rows of a document, and whether the item and the customer are known
// (storage/facts/facts_import.cpp). Only that one includes it.
#pragma once

#include <set>
#include <string>

#include "storage/facts/facts.h"

namespace dockhand {

// `place` is the place that a refusal names. `is_new` says that the books surely have no such line. The order joins
// `came_again` when it was known.
Performed write_order_line(Books& books, const OrderLineRow& order, const std::string& place, bool is_new,
                           std::set<std::string>& came_again);

}  // namespace dockhand

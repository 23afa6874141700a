// What of an order has come back already: it was sent all the same.
//
// Decides: how a line reads of which all or a part is back, and what is said when one more of it is scanned. It knows
// what this database has booked. Leaves to others: booking a return (terminal/screens/customer_return.cpp).
#pragma once

#include <string>
#include <vector>

#include "terminal/kit/screen.h"

namespace dockhand {

struct CameBack {
  OrderLineView line;
  Quantity units;
};

// `lines`: all of the order.
Result<std::vector<CameBack>> came_back_of(Views& views, const OrderNumber& order,
                                           const std::vector<OrderLineView>& lines);

// A line that was sent, with what of it is back.
Row sent_row(const OrderLineView& line, const std::vector<CameBack>& back);
// Shows the lines of which nothing is left with the customer; they cannot be tapped.
void show_all_back(const std::vector<CameBack>& back, WorkPage& page);
// Returns how many lines that are.
std::int64_t all_back(const std::vector<CameBack>& back);

// Refuses an item of which nothing is with the customer.
Refuse none_to_come_back(const OrderNumber& order, const FoundItem& item, const std::vector<CameBack>& back);

}  // namespace dockhand

// What leaves with a shipment or a carton.
//
// Decides: which units a request takes, and which ones hands elsewhere have taken, as the terminal that saw it says,
// whatever the books have there by the time that it is heard of. Leaves to others: whether they may leave, and where
// they go (storage/facts/facts_ship.cpp; storage/facts/facts_supplier.cpp where a supplier sends them). Included by
// these files only.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "storage/facts/facts.h"

namespace dockhand {

// Units of a line that leave, from the account where the books have them.
struct Leaving {
  Held held;
  OrderLine line;
};
// What each line has of them.
std::vector<std::pair<OrderLine, Quantity>> by_line(const std::vector<Leaving>& leaving);

struct Outgoing {
  std::vector<Leaving> leaving;   // what the line has there
  std::vector<Leaving> given_up;  // what it has not: it was cancelled meanwhile, or wants fewer, and what was picked
                                  // for it became free where it stood; or who picked them has not been heard of yet
  std::vector<Leaving> twice;     // what has left already, as somebody else has said; it is not booked again
};

// Picked units of one order, at one place or (empty) anywhere.
std::vector<Held> picked_for(Books& books, const OrderNumber& order, const std::string& place);

// `picked`: what a request takes. So does the word of an older program that says nothing.
Outgoing departure_of(Books& books, const std::vector<Held>& picked, const OrderNumber& order);
// Where they were taken is here, or will be: what brings a carton here may still be on its way.
Performed check_taken_from(Books& books);
// It goes out with the event, unless its sender has said it.
void say_what_was_taken(Books& books, const std::vector<Leaving>& leaving);
// So many are with the customer now, and he wants fewer.
void tell_of_unwanted(Books& books, const OrderLine& line, std::int64_t units);
void tell_of_twice(Books& books, const std::vector<Leaving>& twice);

}  // namespace dockhand

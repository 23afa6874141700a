// What can be searched for: how it is called, and what it is.
//
// Decides: the shape of such a row. Leaves to others: which rows there are (storage/views/views_search.cpp), how what
// is typed is compared with them (terminal/search/search.h).
#pragma once

#include <string>

namespace dockhand {

// What can be searched for by a part of its name or code.
struct SearchRow {
  enum class Kind { item, place, unit, order, purchase, announced, notice, customer };
  Kind kind = Kind::item;
  std::string code;     // as a scan would have it
  std::string name;     // of the item, the order's customer, the supplier, what announces a pallet; empty of a place
  std::string codes{};  // what else it is known under, apart by blanks: barcodes, the customer's code
};

}  // namespace dockhand

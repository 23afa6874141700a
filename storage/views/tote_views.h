// What lies in totes, and what of it nobody wants any more. For readers of storage/views/views.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/quantity.h"

namespace dockhand {

// A container for units of one order: a tote, or a carton of the order that stands in a lane.
struct ToteView {
  LocationCode tote;
  std::string order;  // the order whose units it holds, or for which it is; empty: anybody's
  Quantity units;     // units in it for the order
  Quantity unwanted;  // in it, for nobody any more: it is not empty before they are put back
};

// Units that lie where picked ones lie and that nobody wants any more: they are to be put back.
struct BringBackView {
  LocationCode place;  // a tote, a lane or a carton
  ItemCode item;
  std::string name, lot, serial;
  Quantity quantity;
  std::string orders{};    // the orders for which they were picked, as far as it was told here
  bool cancelled = false;  // nothing of these orders is wanted any more
};

}  // namespace dockhand

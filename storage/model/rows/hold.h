// Why an order, or a line of it, may not be picked or shipped yet.
//
// Decides: what a hold says. Leaves to others: when there is one (storage/books/hold.h), the sentence
// (storage/words/wording.h).
#pragma once

#include "storage/model/quantity.h"
#include "storage/model/rows/policies.h"
#include "storage/model/time.h"

namespace dockhand {

enum class HeldBack { from_picking, from_shipping };

struct Hold {
  Quantity missing;    // units of the order, or the line, that are not covered, or not picked, yet
  Date until = never;  // the day from which it goes all the same
  bool order = true;   // false: only this line is held
  HeldBack back = HeldBack::from_picking;
};

}  // namespace dockhand

// What a site allows its pickers to leave out.
//
// Decides: which steps those are; none, unless the site's settings say so. Leaves to others: when a step may really be
// left out (terminal/kit/picking.h).
#pragma once

namespace dockhand {

struct PickRules {
  bool whole = false;          // one unit's scan takes all that its stop asks for
  bool place_by_item = false;  // an item that lies at one place only stands for that place
};

}  // namespace dockhand

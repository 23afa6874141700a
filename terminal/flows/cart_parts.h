// The orders of a cart as the books have them, each with its tote.
//
// Decides: what is picked into the cart's own totes and what was picked elsewhere, what is left of the walk, and how
// the totes read once it is over. Leaves to others: the walk itself (terminal/screens/cluster.cpp), which carts are
// begun (terminal/kit/carts.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "terminal/flows/stopped.h"
#include "terminal/kit/screen.h"

namespace dockhand {

struct CartPart {
  Cluster::Part bound;
  std::optional<PickList> list;  // empty: the books do not know the order
  Quantity in_tote;              // picked of it into its tote; what others have picked lies elsewhere
  Quantity brought;              // picked of it, and in its lane already, whoever has picked it
  bool cancelled = false;        // nothing of it is wanted
};

struct CartParts {
  std::vector<CartPart> all;            // in the order of the cart
  std::vector<BringBackView> unwanted;  // in its totes
  std::vector<Stopped> stopped;         // picked of its orders
  std::string cancelled;                // says which of the orders are

  bool is_cancelled(const OrderNumber& order) const;
  // Returns what is to be picked in the zone, along the walk. An empty zone is all zones.
  std::vector<PickStop> stops(const std::string& zone) const;
  // Returns the part of what the cart is to bring that lies in its totes, from 0 to 1.
  float progress() const;
  void show_totes(WorkPage& page) const;
  // What has to be put back, or must not leave.
  void show_to_take_out(WorkPage& page) const;
};

Result<CartParts> read_cart(Views& views, const Cluster& cart);
Status read_stopped(Views& views, Date today, CartParts& parts);
// Returns the last word when a cart is given up: what of it stays picked, and how to go on with it.
std::string told_when_apart(const CartParts& parts);

}  // namespace dockhand

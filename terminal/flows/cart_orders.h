// The orders that can go onto a cart, each with the tote that it is in already.
//
// Decides: which orders can be taken now, how they read, and what is asked before one is taken that somebody else is
// at. Leaves to others: which tote is for which (terminal/screens/totes.cpp), the cart as it is picked
// (terminal/flows/cart_parts.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "terminal/kit/carts.h"
#include "terminal/kit/screen.h"

namespace dockhand {

// An order of which something can be picked here and now.
struct CartOrder {
  OrderNumber order;
  std::string customer{};
  Quantity to_pick{};                  // in the zone
  std::optional<LocationCode> tote{};  // that has units of it, or was given to it here
  Quantity in_tote{};
  std::vector<ItemCode> items{};       // to be picked in the zone
  std::vector<LocationCode> places{};  // where they are
  std::string begun{};                 // who has picked of it last, in words
  std::optional<Question> ask{};       // before it is taken: somebody else is at it
};

// What is known of totes: those that there are, and the carts that are begun.
struct KnownTotes {
  const std::vector<ToteView>& all;
  const BegunCarts& carts;
};

// Empty: nothing of it is to be picked in the zone. An empty zone is all zones.
Result<std::optional<CartOrder>> read_cart_order(const ScreenContext& context, const OrderNumber& order,
                                                 const std::string& zone, const KnownTotes& totes);
Row row_of(const CartOrder& one, bool taken);

// Who goes on with an order that somebody else is at has said for which tote, or has still to say it.
struct TakenAnswer {
  OrderNumber order;
  std::optional<LocationCode> tote{};
};
// The question about such an order, where its tote was scanned.
Question asked_for_tote(const CartOrder& one, const LocationCode& tote);
// Empty: the id is of another answer.
std::optional<TakenAnswer> taken_answer(std::string_view id);

}  // namespace dockhand

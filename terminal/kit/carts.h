// Carts that are begun: which tote is for which order, and what was taken and is in no tote yet.
//
// Decides: which begun carts an order or a tote is on, how they read on every screen that shows those orders, the way
// back to them, and what is asked when a cart is left. Leaves to others: making one up (terminal/screens/totes.cpp),
// the walk (terminal/screens/cluster.cpp), keeping what is begun (terminal/app/).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "terminal/kit/screen.h"

namespace dockhand {

// Returns the text by which a cart is known: no other cart has the same orders in the same totes.
std::string about_of(const Cluster& cart);
// True when it has the same orders in the same totes, or fewer of them.
bool is_part_of(const Cluster& part, const Cluster& cart);
bool shares_order(const Cluster& one, const Cluster& other);
// Returns the tote of an order that is on the cart.
const LocationCode& tote_for(const Cluster& cart, const OrderNumber& order);

using BegunCarts = std::vector<Jobs::Begun>;

// Returns the carts, the oldest first. Without jobs there are none.
BegunCarts begun_carts(const Jobs* jobs);
BegunCarts with_order(BegunCarts carts, const OrderNumber& order);
BegunCarts with_tote(BegunCarts carts, const LocationCode& tote);
// Returns the order to which the tote is bound.
std::optional<OrderNumber> order_in(const BegunCarts& carts, const LocationCode& tote);
// Returns those carts on which an order of the zone would be picked. An empty zone is all zones.
BegunCarts in_zone(BegunCarts carts, std::string_view zone);

// Shows them as the first rows; the strip says what was taken and not booked.
void show_carts(const BegunCarts& carts, Instant now, WorkPage& page);
// Returns what a tap on such a row opens.
std::optional<Step> open_cart_row(const BegunCarts& carts, std::string_view id);

// Adds to what is said: "SO-131 was cancelled: T-02 stays empty." It is for an order of which nothing is wanted and
// nothing is picked any more. `unwanted` still lies in the totes and has to be put back.
Status said_of_cancelled(Views& views, const Cluster::Part& part, const PickList& list,
                         const std::vector<BringBackView>& unwanted, std::string& said);

// Asks whether the bindings of the cart are kept or thrown away.
Question ask_to_keep(const Cluster& cart);

}  // namespace dockhand

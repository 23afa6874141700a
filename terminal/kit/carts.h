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

// Which cart it is: no other has the same orders in the same totes.
std::string about_of(const Cluster& cart);
// The same orders in the same totes, or fewer of them.
bool is_part_of(const Cluster& part, const Cluster& cart);
bool shares_order(const Cluster& one, const Cluster& other);
// Of an order that is on it.
const LocationCode& tote_for(const Cluster& cart, const OrderNumber& order);

using BegunCarts = std::vector<Jobs::Begun>;

// The oldest first; of no jobs none.
BegunCarts begun_carts(const Jobs* jobs);
BegunCarts with_order(BegunCarts carts, const OrderNumber& order);
BegunCarts with_tote(BegunCarts carts, const LocationCode& tote);
// The order that the tote is bound to.
std::optional<OrderNumber> order_in(const BegunCarts& carts, const LocationCode& tote);
// Those on which an order of the zone would be picked; empty is all zones.
BegunCarts in_zone(BegunCarts carts, std::string_view zone);

// The first rows, and in the strip what was taken and not booked.
void show_carts(const BegunCarts& carts, WorkPage& page);
// A tap on such a row.
std::optional<Step> open_cart_row(const BegunCarts& carts, std::string_view id);

// "SO-131 was cancelled: T-02 stays empty.", after what is said of others: of an order of which nothing is wanted and
// nothing is picked any more. `unwanted`: what lies in the totes still is put back.
Status said_of_cancelled(Views& views, const Cluster::Part& part, const PickList& list,
                         const std::vector<BringBackView>& unwanted, std::string& said);

// Its bindings are kept, or thrown away: one of both is said.
Question ask_to_keep(const Cluster& cart);

}  // namespace dockhand

// Units that were picked and that nobody wants any more: their order was cancelled, or needs fewer.
//
// Decides: how they read on every screen that shows a tote, a carton or a lane, and the way to put them back: taking
// them from there with Move. Leaves to others: which units they are (storage/views/views.h), where they belong
// (terminal/screens/move.cpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "terminal/kit/screen.h"

namespace dockhand {

// Returns "SO-118 was cancelled: put 4 of Bearing 6204 back from T-01".
std::string words_of(const BringBackView& units);
// Returns the same for several. It is empty when there are none.
std::string words_of(const std::vector<BringBackView>& units);

std::vector<BringBackView> at_place(const std::vector<BringBackView>& all, const LocationCode& place);
std::vector<BringBackView> on_cart(const std::vector<BringBackView>& all, const Cluster& cart);
std::vector<BringBackView> of_order(const std::vector<BringBackView>& all, const OrderNumber& order);

// Shows them, each with the id "put_back:" and its place. A tap opens the place from which they are to be taken.
void show_put_back(const std::vector<BringBackView>& units, WorkPage& page);
std::string row_to_take_from(const LocationCode& place);  // the id of such a row
std::optional<Step> open_put_back(std::string_view id);
// Asks before anything else is done with what holds them. There has to be at least one.
Question ask_to_put_back(const std::vector<BringBackView>& units);

}  // namespace dockhand

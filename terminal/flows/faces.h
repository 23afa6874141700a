// Places to pick from that are filled from reserve.
//
// Decides: how they read in a list, how many more one of them takes, and which numbers in hand are asked about.
// Leaves to others: which places are to be filled (storage/views/views.h), the way there
// (terminal/screens/replenish.cpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "terminal/kit/screen.h"

namespace dockhand {

Row face_row(std::string id, const FaceView& face, bool next);
// Returns how many more of what is in hand its place takes, up to its max. Empty: it does not have to be filled any
// more.
std::optional<Quantity> room_at(const std::vector<FaceView>& faces, const Job::Hand& hand);

// More was scanned than the place has room for.
Question ask_beyond_room(const LocationCode& to, std::optional<Quantity> room, Quantity in_hand);
// The item is scanned on, while the number in hand is only proposed.
Question ask_proposed(const LocationCode& to, Quantity proposed, Quantity scanned);
// Returns how many are in hand by the answer to one of these. Empty: the id is of another answer.
std::optional<Quantity> answered_in_hand(std::string_view id);

}  // namespace dockhand

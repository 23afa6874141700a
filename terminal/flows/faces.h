// Places to pick from that are filled from reserve.
//
// Decides: how they read in a list, how many more one of them takes, and that more than that in hand is asked about.
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
// Returns how many more of what is in hand its place takes, up to its max.
Quantity room_at(const std::vector<FaceView>& faces, const Job::Hand& hand);
Question ask_beyond_room(const LocationCode& to, Quantity room, Quantity in_hand);
// Returns how many are in hand by the yes to that question. Empty: the id is of another answer.
std::optional<Quantity> beyond_room(std::string_view id);

}  // namespace dockhand

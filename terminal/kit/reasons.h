// Why units are set aside or missing, chosen by touch.
//
// Decides: which reasons there are; that one is written down in the words that were on the screen.
// Leaves to others: when it is asked (terminal/screens/), what follows from it (storage/).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "terminal/kit/screen.h"

namespace dockhand {

// Returns them as the answers of a question, the usual one first.
std::vector<Choice> reasons_for_damage();
std::vector<Choice> reasons_for_short_pick();
// Returns the reason of the answer with this id. Empty: it is no reason.
std::optional<std::string> chosen_reason(std::string_view id);
// True when the reason says that the place has none of it any more.
bool leaves_none(std::string_view id);

}  // namespace dockhand

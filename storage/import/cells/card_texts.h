// The texts of the cards that terminals print: a scan of one presses a button.
//
// Decides: which texts they are, so that nothing of the books is called so. Leaves to others: what a card does
// (terminal/kit/cards.h, whose test holds this list), and what becomes of a row that is called so.
#pragma once

#include <string_view>

namespace dockhand {

// Case does not count, as for a terminal.
bool is_text_of_card(std::string_view text);

}  // namespace dockhand

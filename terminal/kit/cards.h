// Printed cards: codes that stand for a button, a row, a digit or a choice, so that a shift can be worked by scans
// alone.
//
// Decides: which cards there are, and the text in each code. Leaves to others: what one does on a screen
// (terminal/app/app_cards.cpp), the sheet to print (terminal/cli/cards.cpp).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dockhand {

struct Card {
  std::string text;   // the text in the code, such as "CHOICE-1"
  std::string id;     // "choice:1", "digit:5", "go:purchases", or the button that it presses
  std::string title;  // the words above the code
  std::string group;
  std::string printed_before{};  // the text of the same card on older sheets; empty: it was the same
  bool own_words = false;        // the button that it presses says more closely what it does
  bool where_shown = false;      // it presses that button and nothing else
};

// They stand in the order of the sheet. The list lives as long as the program.
const std::vector<Card>& cards();
// Case does not count. Returns nullptr when the text is no card's.
const Card* card_of(std::string_view text);

}  // namespace dockhand

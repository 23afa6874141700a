// Help: what a screen wants, with the cards that do something on its page.
//
// Decides: which cards are named, and in which order. Leaves to others: the texts (terminal/kit/help.def), when the
// help lies over a page (terminal/app/).
#pragma once

#include "terminal/kit/screen.h"

namespace dockhand {

// As it is written down, with brackets around buttons; empty: nobody wrote one.
const char* help_of(ScreenId screen);
// What the page does not show of the cards that it takes.
struct HelpFor {
  ScreenId screen = ScreenId::home;
  bool leads_away = false;   // the cards that lead to a screen are not refused there
  std::string undoes{};      // what UNDO takes back, where no button says so; empty: nothing
  bool takes_digits = true;  // where something is typed already: there is room for one more
  bool asks = false;         // a question is open, which UNDO does not answer
  std::string yes{};         // what YES answers to the one question that is asked; empty: there are several, or none
};
WorkPage help_page(const HelpFor& asked, const Page& under);

}  // namespace dockhand

// Help: what a screen wants, with the cards that do something on its page.
//
// Decides: which cards are named, and in which order. Leaves to others: the texts (terminal/kit/help.def), when the
// help lies over a page (terminal/app/).
#pragma once

#include "terminal/kit/screen.h"

namespace dockhand {

const char* help_of(ScreenId screen);  // empty: nobody wrote one
// `goes_home`: the card that leads home is not refused there.
WorkPage help_page(ScreenId screen, const Page& under, bool goes_home);

}  // namespace dockhand

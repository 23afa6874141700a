// This decides whether a tap still means what the person aimed at.
//
// Decides: when a page that has changed between the finger and the program has, under the same id, the same thing: a
// row that has the same name (an answer, of the same question), a button that has the same label on a page about the
// same subject. Leaves to others: where things lie on the display and since when (terminal/draw/). It is pure.
#pragma once

#include <string_view>

#include "terminal/kit/page.h"

namespace dockhand {

bool is_still_there(std::string_view id, const Page& aimed, const Page& now);
// True when both pages ask for the same. Counts that change all the time are not compared.
bool is_same_subject(const Page& a, const Page& b);
// Returns of a page what is compared there: without its rows, of which there may be thousands.
Page subject_of(const Page& page);
// Returns the id of the row that has the number, or is the one in that place of the list as it is seen. Empty: there is
// none, or it cannot be tapped.
std::string id_of_row(const Page& page, std::size_t number);
// True for a button; false for a row or a key of the keypad.
bool is_button(std::string_view id, const Page& page);

}  // namespace dockhand

// Marks by which programs know a letter's text, and an answer to a letter.
//
// Decides: their spelling. Leaves to others: the texts (assets/messages), the page of answers
// (sync/site/answer_page.h), what follows from both (storage/outlook/still_true.h).
#pragma once

namespace dockhand {

// The id of what a customer has answered by the link in his letter begins with it.
inline constexpr const char* answered_by_link = "answer-";
// The text behind a later day of units that are here.
inline constexpr const char* late_and_here = "note_late";

}  // namespace dockhand

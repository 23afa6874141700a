// Marks by which programs know a letter's text, an answer to a letter, and a notice that the law has asked for.
//
// Decides: their spelling. Leaves to others: the texts (assets/messages), the page of answers
// (sync/site/answer_page.h), what follows from both (storage/outlook/still_true.h), what the law asks for
// (storage/outlook/law.h).
#pragma once

namespace dockhand {

// The id of what a customer has answered by the link in his letter begins with it.
inline constexpr const char* answered_by_link = "answer-";
// The text behind a later day of units that are here.
inline constexpr const char* late_and_here = "note_late";
// The beginning of the ids of the open notices which say that a line's customer has not agreed to a later day: by law
// it is to be cancelled.
inline constexpr const char* asked_and_not_agreed = "law over ";
// Stands for an id where letters go out again: those of whom nobody here knows what they have read are written to.
inline constexpr const char* untold_letters = "untold";

}  // namespace dockhand

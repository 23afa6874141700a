// What is asked when what a person was shown is not so any more, and the screen knows no better.
//
// Decides: the words of that question, and that they tell what is so now, also when it has become better. Leaves to
// others: when something has changed (storage/views/), the screens' own questions (terminal/screens/).
#pragma once

#include "terminal/kit/screen.h"

namespace dockhand {

// Returns a question of `Screen::on_changed` with what is so now, where nothing stands in the way any more and the
// books have other numbers than it was asked with. Empty: they have the same, or it is another question.
std::optional<Question> asked_with_better(Views& views, const Question& question);

}  // namespace dockhand

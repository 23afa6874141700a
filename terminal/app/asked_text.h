// The text of a question in the database: with the exact commands of each of its answers.
//
// Decides: how a question that nobody has answered yet is kept with the job that it was asked about, so that the next
// start asks it again. Leaves to others: whether what the person was shown is still so, and how it is asked
// (terminal/app/), the text of the job itself (terminal/kit/job.h).
#pragma once

#include <string>
#include <string_view>

#include "terminal/kit/screen.h"

namespace dockhand {

// Writes a question as one line of JSON, and reads it back. A text of another version of the program is an Error.
std::string to_text(const Question& question);
Result<Question> parse_question(std::string_view text);

}  // namespace dockhand

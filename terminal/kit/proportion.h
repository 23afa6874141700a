// This asks about a number that is far from what is known of the thing.
//
// Decides: which numbers those are: more than twice what is known, and more than a hundred; of a number that says all
// that is there also the other way round, so that a hundred and more are not written off by a slip. Such a number is
// taken only when it is typed once more. Nothing is known of what comes without a purchase: then it is the hundred
// alone. Leaves to others: what is known (terminal/screens/), more than a purchase line expects
// (terminal/kit/over_receipt.h), a number that the books cannot have, which is refused where it is typed.
#pragma once

#include <cstdint>
#include <string>

#include "terminal/kit/screen.h"

namespace dockhand {

bool is_out_of_proportion(Quantity number, std::int64_t known);
// The same in both directions.
bool is_far_off(Quantity number, std::int64_t known);

// Asks to type a number again. `what` says to which thing and place it belongs. Without a consequence `on_answer` gets
// `typed_again`.
inline constexpr const char* typed_again = "again";
Question ask_to_type_again(Quantity number, const std::string& what, Consequence then = {}, const char* far = "more");
// An answer beside those that say what is done with what was read: to type how many first. `on_answer` gets its id.
Choice another_number();
// Returns `taken`, or the question that books it when it books a number that is out of proportion.
Step in_proportion(Step taken, Quantity number, std::int64_t known, const std::string& what);
// Does the same to a question that is asked anyway about `number`: the answer is to type the number.
void type_if_out_of_proportion(Question& question, Quantity number, std::int64_t known);

}  // namespace dockhand

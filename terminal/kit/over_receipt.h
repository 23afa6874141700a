// More arrived than a purchase line expects.
//
// Decides: that what the site tolerates is free; that the yes to more is a number, not a switch: it holds for the units
// it was asked about, on top of what was received then, and names their lot or serial. Up to twice the line it is a
// question, each time; above it the new total has to be typed. Leaves to others: that it is too many (storage/facts/),
// the words of the refusal.
#pragma once

#include "terminal/kit/screen.h"

namespace dockhand {

// `asked` was refused as too many; `arriving`: the units of it that are about the line; `tolerance`: how many percent
// of the line more than expected need no question.
Step ask_over(const Refused& refused, const Do& asked, Quantity arriving, double tolerance);
// The same when what was received changed under the question.
Step ask_over_again(const Do& asked, const Changed& changed, double tolerance);
// The units that commands receive for purchase lines.
Quantity arriving_in(const Do& asked);
bool is_confirmed(const Do& asked);

}  // namespace dockhand

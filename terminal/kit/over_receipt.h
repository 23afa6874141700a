// This asks what to do when more has arrived than a purchase line expects.
//
// Decides: that what the site tolerates is free; that the yes to more is a number, not a switch: it holds for the units
// it was asked about, on top of what was received then, and names their lot or serial. Up to twice the line it is a
// question, each time; above it the new total has to be typed. Leaves to others: that it is too many (storage/facts/),
// the words of the refusal.
#pragma once

#include "terminal/kit/screen.h"

namespace dockhand {

// `asked` was refused as too many. `arriving` are those of its units that are for the line. `tolerance` says how many
// percent more than the line expects need no question.
Step ask_over(const Refused& refused, const Do& asked, Quantity arriving, double tolerance);
// Does the same when what was received has changed under the question.
Step ask_over_again(const Do& asked, const Changed& changed, double tolerance);
// Returns the units that commands receive for purchase lines.
Quantity arriving_in(const Do& asked);
// True when a yes to more stands in it. A smaller number that takes back first is never asked about again: it is typed
// anew.
bool is_confirmed(const Do& asked);

}  // namespace dockhand

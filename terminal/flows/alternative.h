// This offers another item for the part of a line that waits.
//
// Decides: how it is offered, and that the customer's yes is asked for before it is booked. Leaves to others: which
// item stands in for which, and whether enough of it is here (storage/outlook/alternatives.h).
#pragma once

#include <string_view>
#include <vector>

#include "storage/views/views.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"

namespace dockhand {

inline constexpr std::string_view alternative_row = "alternative:";  // the line follows, in the id of a row

// Is for a line that has an alternative.
Row row_of_alternative(const OrderLineView& line);
// Returns the answer to a tap on that row.
Step ask_for_alternative(Views& views, const OrderLineView& line);
// Keeps it as the last booking of the screen, so that Undo takes it back, and says it.
Answer booked_other(Session& session, const TakeOther& taken, const Accepted& outcome);
// The same where the row was one of several; `line` is what follows in its id.
Step tap_alternative(Views& views, const std::vector<OrderLineView>& waiting, std::string_view line);

}  // namespace dockhand

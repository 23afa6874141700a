// Who else is at an order that is picked in part.
//
// Decides: how it is told, and when whoever opens the order is asked first: somebody else has picked of it at another
// terminal within the last hour. Who left it longer ago is not there any more, and one person alone is never asked.
// Leaves to others: what was picked (storage/views/views.h), what is begun at this terminal (terminal/kit/jobs.h).
#pragma once

#include <optional>
#include <string>

#include "terminal/kit/screen.h"

namespace dockhand {

// Returns "Anna, 14:03: 1 of 4 picked". Empty: nothing of it is picked, or nothing is left.
std::string told_begun(const ScreenContext& context, const OrderView& order);
std::string told_begun(const ScreenContext& context, const PickList& list);

// "Anna, 14:03".
std::string told_picker(const ScreenContext& context, const LastPick& last);

bool is_at_it_elsewhere(const ScreenContext& context, const std::optional<LastPick>& last);
// `yes` is the id of the answer that goes on with it. Empty: nobody else is at it.
std::optional<Question> ask_to_go_on(const ScreenContext& context, const PickList& list, std::string yes = "go_on");

// What other terminals have taken at a stop's place for its line.
Quantity taken_elsewhere(const PickList& list, const PickStop& stop);

}  // namespace dockhand

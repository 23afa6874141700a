// Units other than the ones that a stop names: another lot or serial that lies at the same place.
//
// Decides: when they may be taken instead, and the question that books them so; that it is asked once for a stop and a
// lot, as long as the screen is open. What other orders have reserved is not
// touched. Leaves to others: what policies say of the lot (storage/facts/), units that are what the stop names
// (terminal/kit/picking.h).
#pragma once

#include <optional>

#include "terminal/kit/picking.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"

namespace dockhand {

// What a screen knows of its walk.
struct Walked {
  Views& views;
  const Walk& walk;
  const Session& session;
};

// Empty: the units have the lot and the serial of the stop. Otherwise it is the question whether to take them, the
// booking where that was answered already, or a red page with the reason why not. `then` is the job once they are
// booked.
std::optional<Step> instead_of(const Walked& walked, const PickStop& stop, const Pick& pick, const Job& then);

}  // namespace dockhand

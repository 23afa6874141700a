// Random work, played and judged: what tests ask of it.
//
// Decides: nothing but that the players and the oracle are compiled once, and not once a test. Leaves to others: which
// steps there are (tests/support/person/random_work.h), what is wrong (tests/support/person/work_oracle.h), what a
// restart may not lose (tests/support/person/restarted_work.h).
#pragma once

#include "tests/support/person/work_step.h"

namespace dockhand::test {

Work random_sequence(unsigned seed);
// Says what is wrong after one of its steps. Empty: nothing is.
std::string wrong_in(const Work& work);
// Returns the smallest part of a failing sequence that still fails.
Work shrunk(Work work);
// What is gone after a restart in the middle of it, or is another one; empty: nothing.
std::string lost_by_restart(const Work& work);

}  // namespace dockhand::test

// The safeguards by name, so that a test can remove one and show that the fault is noticed.
//
// Decides: which there are (safeguards.def), and which of them stands behind a fact that was shown. Leaves to others:
// what each does, where it stands. In every program all of them stand: nothing here can be switched. A test program
// that defines `stands` itself replaces this one.
#pragma once

#include <vector>

#include "storage/model/commands/seen.h"

namespace dockhand {

enum class Safeguard {
#define SAFEGUARD(name, why) name,
#include "terminal/kit/safeguards.def"
#undef SAFEGUARD
};

bool stands(Safeguard safeguard);

// Returns those of the facts whose safeguard is on. In the shipped program, all are.
std::vector<Seen> guarded(std::vector<Seen> seen);

}  // namespace dockhand

// The guards by name, so that a test can remove one and show that the loss is noticed.
//
// Decides: which guards there are (guards.def). Leaves to others: what each does, where it stands. In every program
// all of them stand: nothing here can be switched. A test program that defines `stands` itself replaces this one.
#pragma once

namespace dockhand {

enum class Guard {
#define GUARD(name, why) name,
#include "storage/ledger/guards.def"
#undef GUARD
};

bool stands(Guard guard);

}  // namespace dockhand

// What a person may do, as the hub sees it.
//
// Decides: that documents of the office, cancellations, a lot's status, a barcode's meaning and what is ordered of
// suppliers are a supervisor's to change and to take back; that what somebody else's hands have done is taken back by
// people who work here; and that what hands have done counts whoever did it, as a fact cannot be forbidden afterwards.
// A terminal asks for the same on its screens, but a terminal can be fooled. Leaves to others: who there is
// (storage/import/people.h), what becomes of a command that is not allowed (storage/ledger/set_aside.cpp).
#pragma once

#include "storage/import/people.h"
#include "storage/ledger/ledger.h"

namespace dockhand {

Ledger::Judge judge_of(People people);
// One line a person, with the role.
std::string people_text(const People& people);

}  // namespace dockhand

// A pallet that is made where goods arrive: its code is on it, and no notice says what is.
//
// Decides: how it is begun, that what is received from then on goes onto it, and that the place where it is put ends
// it. It is the job's place. Leaves to others: the receipt (terminal/screens/receive.cpp), the books (storage/facts/).
#pragma once

#include <optional>

#include "terminal/kit/screen.h"

namespace dockhand {

// The handling unit that a label names: with AI 00, or by its 18 digits alone, as a person types them.
std::optional<Sscc> unit_named_by(const Scan& scan);

// A code that nothing is known by is asked about; a pallet that stands at the dock is gone on with. Empty: the scan is
// about something else.
std::optional<Step> scan_pallet(const ScreenContext& context, Job& job, const Scan& scan, const Found& found);
// It has left, or its receipt was undone: goods go to the dock again.
Status check_pallet(Views& views, Job& job);
void show_pallet(const LocationCode& pallet, WorkPage& page);
// What is said when one of the two was booked; empty of any other action.
std::optional<Answer> pallet_answer(const Action& action);
Step put_pallet(const ScreenContext& context, const Job& job, const LocationCode& to);

}  // namespace dockhand

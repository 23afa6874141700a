// Days, numbers and measures as despatch advices write them.
//
// Decides: how they are written for our own readers. Leaves to others: which segment says them
// (storage/files/edi_segments.def).
#pragma once

#include <string>

namespace dockhand {

// Returns 2027-03-01 for 20270301 and 202703011200, also without its century, and anything else as it is.
std::string edi_day(const std::string& text);
bool is_pieces(const std::string& measure);
// A message has no marks between thousands: the one that there is stands before the decimals, a point or a comma.
// Written so that no other file's habit could be read into it.
std::string plain_number(const std::string& text);

}  // namespace dockhand

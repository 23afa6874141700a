// Codes as spreadsheets leave them.
//
// Decides: what a spreadsheet has made of a code and cannot be taken back, and what the code was where that is sure: it
// is offered and never taken, because a wrong code would be booked by every scan. Leaves to others: what a well-formed
// code is (storage/model/codes.h).
#pragma once

#include <string>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

// Any code: what is no code but a spreadsheet's doing is an Error that says how to keep it.
Status check_code(std::string_view text);
// Also what no scanner sends: brackets, hyphens, a lost zero, ".0".
Status check_barcode(std::string_view text);
// The 18 digits of an SSCC that is written with its application identifier or with blanks; else the text as it is,
// which may be a carrier's own carton number.
Result<std::string> read_sscc(std::string_view text);

}  // namespace dockhand

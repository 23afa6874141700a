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

// Whose codes stand in a column of barcodes. The house's own may have 8 digits and are no EAN-8 then.
enum class Labels { any, own, gtin };

// Any code: what is no code but a spreadsheet's doing is an Error that says how to keep it.
Status check_code(std::string_view text);
// Of a thing or a place: also a day in a spreadsheet's form (2026-03-03, 3-Mar, 03. Mrz), which nobody calls one; a lot
// or a document may be called so. "MAR-03" is what a person types.
Status check_name_of_thing(std::string_view text);
// Also what no scanner sends: brackets, hyphens, a lost zero, ".0"; and a wrong check digit, where it has one.
Status check_barcode(std::string_view text, Labels labels = Labels::any);
// As the heading of the column says, in small letters.
Labels labels_named(std::string_view heading);
// The 18 digits of an SSCC that is written with its application identifier or with blanks; else the text as it is,
// which may be a carrier's own carton number.
Result<std::string> read_sscc(std::string_view text);

}  // namespace dockhand

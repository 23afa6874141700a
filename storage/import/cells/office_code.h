// This reads codes as spreadsheets leave them.
//
// Decides: what a spreadsheet has made of a code and cannot be taken back, and what the code was where that is sure: it
// is offered and never taken, because a wrong code would be booked by every scan. Leaves to others: what a well-formed
// code is (storage/model/codes.h).
#pragma once

#include <string>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

// Says whose codes stand in a column of barcodes. A house's own codes may have 8 digits, and are then no EAN-8.
enum class Labels { any, own, gtin };

// Takes any code. When a spreadsheet has changed the code, the Error says how to keep it.
Status check_code(std::string_view text);
// Also refuses the number of a document, a customer or a supplier that a program has kept as a number: 1001.0.
Status check_number(std::string_view text);
// Checks the code of an item or a place. It also refuses a day in a spreadsheet's form (2026-03-03, 3-Mar, 03. Mrz),
// because nobody gives an item such a name; a lot or a document may have one. "MAR-03" is what a person types.
Status check_name_of_thing(std::string_view text);
// Also refuses a word that stands for none, and what no scanner sends: brackets, hyphens, a lost zero, ".0"; and a
// wrong check digit, where the code has one.
Status check_barcode(std::string_view text, Labels labels = Labels::any);
// Whether it is one of the words by which people say that a thing has no barcode: a hyphen, "0", "n/a", "none".
bool is_no_barcode(std::string_view text);
// Judges by the heading of the column, in small letters.
Labels labels_named(std::string_view heading);
// Returns the 18 digits of an SSCC that is written with its application identifier or with blanks. Any other text is
// returned as it is, because it may be a carrier's own carton number.
Result<std::string> read_sscc(std::string_view text);

}  // namespace dockhand

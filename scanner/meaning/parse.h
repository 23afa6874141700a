// This makes a scan of a symbol: it finds what the text of a barcode means.
//
// Decides: AIM identifiers, GS1 element strings, GS1 Digital Link, GTIN normalisation, check digits.
// Leaves to others: reading the symbol (scanner/reader/decode.h), whether the thing named exists (storage/).
//
// What a source that sends no AIM identifier and no symbology (a wedge, a person) means follows from its form:
//   [)> with identified fields (scanner/meaning/iso15434.h)   plain, with item, lot, serial, quantity and purchase
//   contains 0x1D                                         GS1 elements
//   (01)... with two to four digits in brackets           GS1 elements as printed; "\(" is a '(' of a value
//   8, 12, 13 or 14 digits                                a GTIN; a wrong check digit is an error
//   00 and 18 digits                                      an SSCC; a wrong check digit is an error
//   00, 01 or 02 with a right check digit, then nothing or another AI     GS1 elements
//   http:// or https:// with a GS1 key in the path        GS1 Digital Link
//   ISBN and 10 or 13 digits                              the GTIN of the book
//   anything else, 18 digits included                     plain; a HIBC (scanner/meaning/hibc.h) with its lot, serial
//   and dates
// UPC-E is not recognised by its form: its 8 digits are as good as a GTIN-8's. Blanks around a code do not matter, nor
// do the asterisks that begin and end Code 39 and that some scanners send.
#pragma once

#include <string_view>

#include "scanner/meaning/gs1_elements.h"
#include "storage/model/result.h"
#include "storage/model/scan.h"
#include "storage/model/time.h"

namespace dockhand {

// Never refuses a symbol for being plain: text that is no GS1 code is ScanKind::plain. An Error means that the symbol
// claims to be something (by its AIM identifier, its symbology or its form) and is not; its place is "AI 17 at 18".
// `today` decides the century of two-digit years (GS1 General Specifications, section 7.12). With Scope::item the
// symbol is taken for all that the item says, so that elements that lack another are refused, too, and a web address
// without a GS1 key.
//
// A text is valid when GS1's own Barcode Syntax Engine, with its standard settings, calls it valid: unknown AIs are
// refused, a Digital Link has 14 digits after /01/ (8, 12 and 13 only in its query), and keys are written as numbers,
// not as "/gtin/". Where it knows less than a scanner may send, more is taken: other AIM identifiers, text without one,
// UPC of 12 digits.
Result<Scan> parse(const Symbol& symbol, Date today, Scope scope = Scope::symbol);

// Removes the blanks around it and the asterisks of Code 39.
Symbol tidied(Symbol symbol);

// Makes a symbol of what a wedge or a person typed. An AIM identifier at its beginning is moved to `aim`; "{GS}",
// "{RS}" and "{EOT}" become the characters that they name.
Symbol typed_symbol(std::string_view text);

}  // namespace dockhand

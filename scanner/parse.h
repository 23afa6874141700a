// From a symbol to a scan: what the text of a barcode means.
//
// Decides: AIM identifiers, GS1 element strings, GS1 Digital Link, GTIN normalisation, check digits.
// Leaves to others: reading the symbol (scanner/decode.h), whether the thing named exists (storage/).
#pragma once

#include <string_view>

#include "storage/model/result.h"
#include "storage/model/scan.h"
#include "storage/model/time.h"

namespace dockhand {

// Never refuses a symbol for being plain: text that is no GS1 code is ScanKind::plain. An Error means that the symbol
// claims to be something (by its AIM identifier, its symbology or its form) and is not; its place is "AI 17 at 18".
// `today` decides the century of two-digit years (GS1 General Specifications, section 7.12).
Result<Scan> parse(const Symbol& symbol, Date today);

// What a wedge or a person typed: an AIM identifier in front is taken off into `aim`, "{GS}" becomes 0x1D.
Symbol typed_symbol(std::string_view text);

}  // namespace dockhand

// Units whose label has not said yet all that their item needs.
//
// Decides: what is asked for, in which order (lot or serial, then the expiry date), and how a typed text is read.
// Leaves to others: asking (terminal/screens/receive.cpp), whether it is right (storage/).
#pragma once

#include <optional>
#include <string_view>

#include "storage/model/command.h"
#include "storage/views.h"

namespace dockhand {

enum class Missing { lot, serial, expiry };
const char* word_of(Missing missing);  // "lot", "serial", "expiry date"

// Empty: the label has said all. `expiry_known`: of the lot, from an earlier receipt.
std::optional<Missing> missing_of(const Units& units, const FoundItem& item, bool expiry_known);

// The units with what a person typed, or what a bare code says. A date is "2026-12-31" or, as on labels, "261231".
Result<Units> completed(Units units, Missing missing, std::string_view text);

}  // namespace dockhand

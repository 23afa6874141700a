// What of a line's quantity is done there already.
//
// Decides: that it is said by what was delivered or received, or by what is still open. Leaves to others: which columns
// say it (storage/import/mapping/mapping.h), what of it the books have done themselves
// (storage/import/meeting/meet_books.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "storage/import/cells/office_number.h"

namespace dockhand {

struct QuantityCells {
  std::string quantity, delivered, open;  // empty: nothing is said
  std::optional<DecimalMark> mark{};      // the mark that all three numbers use
};
struct DeliveredPart {
  std::int64_t units = 0, of = 0;  // in what the row counts
};

// Returns nothing when none of it is done, or when the quantity cannot be read. An Error's place is the column.
Result<std::optional<DeliveredPart>> delivered_part(const QuantityCells& cells);

}  // namespace dockhand

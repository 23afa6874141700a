// Lines of a file that were stopped here: a cancelled order, a closed purchase line, that its document only repeats.
//
// Decides: that the report says how many there are. Leaves to others: that they stay stopped
// (storage/books/stopped_lines.h).
#pragma once

#include <string>
#include <vector>

#include "storage/import/parsed_import.h"
#include "storage/ledger/ledger.h"

namespace dockhand {

class StoppedRows {
 public:
  // `known` are the lines that the books have of the row's document.
  Status take(Ledger& ledger, ImportRow& row, const std::vector<DocumentLine>& known);
  // Adds sentences to the report.
  void tell(ImportReport& report) const;

 private:
  struct Count {
    std::size_t rows = 0;
    std::string first{};
  };
  Count orders_, purchases_;
};

}  // namespace dockhand

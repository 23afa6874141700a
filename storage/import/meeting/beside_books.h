// The rows of a file beside what the books have, before any of them is asked for.
//
// Decides: which rows are new, changed or as they were, and how many only the books have; that a column which the file
// does not have keeps what the books have; that the report says which lines were stopped here and are only repeated.
// Leaves to others: what would be refused (storage/import/import.h), that such lines stay stopped
// (storage/books/stopped_lines.h).
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "storage/import/rows/parsed_import.h"
#include "storage/ledger/ledger.h"

namespace dockhand {

// Writes down for each row whether it is new or changed. Returns how many rows the books have in these tables and
// documents and the file has not.
Result<std::size_t> note_changes(Ledger& ledger, ParsedImport& parsed);

// Counts rows of lines that were stopped here, as a cancelled order or a closed purchase line, and that their document
// only repeats; and of lines that a file has cancelled, where this one does not say what is.
class StoppedRows {
 public:
  // `known` are the lines that the books have of the row's document. `unsaid`: the file does not say what is cancelled,
  // and what the books have of it stays in the row.
  Status take(Ledger& ledger, ImportRow& row, const std::vector<DocumentLine>& known, bool unsaid);
  // What of a line was cancelled or done elsewhere, as its document said, stays in a row whose file says nothing of
  // that. `sent` is what the books have of it. Where they know of nothing that was received there, it is told that more
  // of a purchase is expected.
  void keep_rest(ImportRow& row, const ImportRow& sent, bool lacks_cancelled);
  // Adds sentences to the report.
  void tell(ImportReport& report) const;

 private:
  void keep_rest(PurchaseLineRow& purchase, const PurchaseLineRow& sent);
  struct Count {
    std::size_t rows = 0;
    std::string first{};
  };
  Count orders_, purchases_, unsaid_, rest_, more_;
};

// Fills in what a file has no column for, in all rows that the books know (storage/import/columns/unsaid_columns.h).
struct UnsaidColumns {
  std::function<bool()> stop{};                      // as in ImportChoices
  std::function<bool(const RowNote&)> says_no_rest;  // whether the file says nothing of what is done
};
Status keep_unsaid(Ledger& ledger, ParsedImport& parsed, const UnsaidColumns& columns, StoppedRows& stopped);

}  // namespace dockhand

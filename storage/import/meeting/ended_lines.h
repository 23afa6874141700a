// Lines of orders and purchases that are over where the file comes from, done or cancelled, or done in part.
//
// Decides: that what is cancelled there is cancelled here too, and what is done there and still wanted here is told;
// that a line which was over before it was heard of here is kept as one that is not wanted, so that a later file which
// does not say what is over does not ask for it. Leaves to others: which words say so
// (storage/import/mapping/state_words.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "storage/import/rows/parsed_import.h"
#include "storage/ledger/ledger.h"

namespace dockhand {

// How many lines something is said of, and the first of them by name.
struct NamedLines {
  std::size_t count = 0;
  std::string names{};
  void add(const std::string& name);
  std::string in_brackets() const;  // " (S1/1, S1/2 ...)"
};

class EndedLines {
 public:
  EndedLines(Ledger& ledger, ParsedImport& parsed) : ledger_(ledger), parsed_(parsed) {}

  // `ended`: places in ParsedImport::ended, all of one document, of which the books have `known`. Adds rows behind
  // those of the file, and the numbers of lines to `came`.
  Status meet(const std::vector<std::size_t>& ended, const std::vector<DocumentLine>& known,
              std::set<std::int32_t>& came);
  // Adds sentences about them.
  void tell(ImportReport& report) const;

 private:
  Status end(EndedRow& ended, const DocumentLine& line);
  // The office is to hear of it.
  void go_on_here(const EndedRow& ended);
  Status remember(const EndedRow& ended);
  // Whether the books have the item and the customer that a row names, or the file brings them.
  Result<bool> has_all(ImportRow& row);
  Result<bool> has(const ImportRow& named);
  void add(ImportRow row, std::int64_t line);

  Ledger& ledger_;
  ParsedImport& parsed_;
  std::map<std::string, bool> named_;  // items and customers that were asked for
  bool knows_brought_ = false;
  NamedLines cancelled_, begun_, done_, never_;
  std::int64_t still_wanted_ = 0;  // units
};

// Lines of which some was delivered or received there, and maybe some here.
//
// Decides: that what was done there and not here is not wanted here. What was done there before a line came here first
// goes on being done there, however much is done here since: of an order line the books remember it as cancelled, of a
// purchase line as what came before. A file that is confirmed says how much it is.
class DoneThere {
 public:
  explicit DoneThere(Ledger& ledger) : ledger_(ledger) {}

  struct Said {
    bool cancelled = false;    // the file has a column of how many are cancelled
    bool came_before = false;  // or of how many had come there before
    bool confirmed = false;
  };
  // `known` are the lines that the books have of the row's document.
  Status take(ImportRow& row, const DeliveredPart& part, const std::vector<DocumentLine>& known, const Said& said);
  void tell(ImportReport& report) const;

 private:
  Status take_order(OrderLineRow& order, std::int64_t there, const DocumentLine* line, bool says_cancelled);
  Status take_purchase(PurchaseLineRow& purchase, std::int64_t there, const DocumentLine* line, const Said& said);

  Ledger& ledger_;
  std::size_t rows_ = 0;
};

// Writes a row of a line as one of which nothing more is wanted.
void want_no_more(ImportRow& row, const DocumentLine& line);

}  // namespace dockhand

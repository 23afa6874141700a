// This compares shipping notices with what the books have of them.
//
// Decides: which line of its purchase a row is of; that a file without a column of lots, serials or purchases leaves
// them as they were announced; that a notice which comes again says what is on its handling units,
// and one that replaces or cancels says what there is of it at all: what the books have beside that is taken back.
// Leaves to others: items, packs and documents of orders and purchases (storage/import/meeting/meet_books.h).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "storage/import/rows/bad_lines.h"
#include "storage/import/rows/parsed_import.h"
#include "storage/ledger/ledger.h"

namespace dockhand {

class Notices {
 public:
  Notices(Ledger& ledger, ParsedImport& parsed, BadLines& bad) : ledger_(ledger), parsed_(parsed), bad_(bad) {}

  // Names the purchase line of each row; rows that take back what nobody has announced are refused.
  Status meet();
  // Adds the rows that they leave out behind the rows of the file, as taken back.
  Status take_back_left_out();
  // Says what was done, as sentences of the report.
  void tell();

 private:
  Status keep_unsaid_names();
  void name_as_announced(std::size_t row, const std::vector<AsnRow>& announced);
  Status take_whole_name(PurchaseLine& named, const ItemCode& item);
  Status name_line(std::size_t row);
  Status meet_withdrawn(std::size_t row);
  Status meet_received(std::size_t row);
  void refuse(std::size_t row, const Error& why);
  void take_back(AsnRow row);
  void refuse_unknown(const std::vector<AsnRow>& announced);
  Result<const std::vector<DocumentLine>*> lines_of(const PurchaseLine& purchase, const ItemCode& item);
  Result<bool> knows(const ItemCode& item);

  Ledger& ledger_;
  ParsedImport& parsed_;
  BadLines& bad_;
  std::map<std::string, std::vector<DocumentLine>> purchases_;
  std::map<ItemCode, bool> items_;  // whether the books know them
  std::size_t unordered_ = 0, early_ = 0, received_ = 0, stays_ = 0, void_ = 0, left_out_ = 0, kept_ = 0;
  std::string first_unordered_, first_early_, first_left_out_, first_stays_, first_kept_;
  std::optional<bool> has_any_;  // the books have rows of notices
};

}  // namespace dockhand

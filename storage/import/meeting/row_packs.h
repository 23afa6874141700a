// How many base units a row counts, once the books are asked.
//
// Decides: which item a barcode names, how many units are in its pack, and how many in what a row calls by a word. A
// size that the file or people say and the books know otherwise is not chosen: the row is refused, save where people
// have said it of this very item. Leaves to others: what the words mean (storage/import/cells/unit_words.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/import/rows/parsed_import.h"
#include "storage/ledger/ledger.h"

namespace dockhand {

struct PackSizes {
  std::string called, item;               // as the file calls such a pack
  std::vector<Quantity> known{};          // of packs in the books that are called so
  std::optional<std::int64_t> of_item{};  // said by people of this item
};

class RowPacks {
 public:
  // `said`: what people have said of words.
  RowPacks(Ledger& ledger, const std::vector<UnitSize>& said) : ledger_(ledger), said_(said) {}

  // Gives the row its item and its quantity in base units. An Error of kind bad_input is about the row. `unit`: what
  // the file says of what it counts, or null.
  Status count(ImportRow& row, const RowUnit* unit);
  // The same for a row that is over: it is compared with those that are not, and never refused.
  Status name(ImportRow& row);
  bool names_by_barcodes() const { return names_by_barcodes_; }
  void tell(std::vector<std::string>& found) const;

 private:
  Result<std::optional<BarcodeRow>> barcode_of(const ItemCode& item);
  Result<PackSizes> sizes_of(const ItemCode& item, const RowUnit& unit);
  Result<std::int64_t> units_in_pack(const BarcodeRow& pack, const RowUnit* unit);
  Result<std::int64_t> units_in_word(const ItemCode& item, const RowUnit& unit);
  Status multiply(ImportRow& row, std::int64_t in_one, const std::string& called);

  Ledger& ledger_;
  const std::vector<UnitSize>& said_;
  bool names_by_barcodes_ = false;
  std::size_t rows_ = 0, by_books_ = 0;
  std::string sample_, sample_by_books_;
};

}  // namespace dockhand

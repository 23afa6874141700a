// Rows that come with those of a file: customers and items that are made for what it names, barcodes of its items.
//
// Decides: which of those that were to be made nobody needs, once the rows that named them are refused; how they are
// told; that an item which is made is tracked as the rows that name it are. Leaves to others: making them
// (storage/import/rows/gatherer.h).
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

// Whether the books have what a row would make. They also know an item that is called by its barcode, or in other
// letters: that is no second item, and the row that names it so is refused.
Result<bool> is_known_by_any_name(Ledger& ledger, const ImportRow& row);

// The customers and items that rows name which are taken.
class NeededRows {
 public:
  void take(const ImportRow& row, RowUse use);
  // A row that was not made for another is needed by itself.
  bool has(const ImportRow& row, RowUse use) const;

 private:
  std::set<std::string> customers_, items_;
};

// Gives items that are made the tracking of the rows that name them: by serial where one has a serial, by lot where one
// has a lot; each lot with its date where each row has one. Without it nobody could receive what they announce.
void track_made_items(ParsedImport& parsed);

// Returns the kind of a row that comes with rows of the kind `main`. It is empty for all others.
std::string kind_beside(const ImportRow& row, const std::string& main);

std::size_t& count_of(RowChange change, ImportChanges& changes);

enum class Told : std::uint8_t { booked, tried_out };

// How many rows of each other kind come with the rows of a file.
class RowsBeside {
 public:
  // Says whether it is one of them.
  bool take(const ImportRow& row, const std::string& main, RowChange change = RowChange::created);
  std::size_t changes() const;  // how many are new or changed
  // Adds "items that come with its rows: 2, 1 of them by lot"; of a file that is tried out, what each of them would be.
  void tell(Told told, std::vector<std::string>& found) const;

 private:
  std::map<std::string, ImportChanges> kinds_;
  std::map<Tracking, std::size_t> tracked_;  // new items
};

}  // namespace dockhand

// A mapping carried out: rows of the file become rows with columns of ours.
//
// Decides: what a cell of ours holds, in the order of the mapping's columns, with all cells of the file behind them, so
// that what they show about days and numbers is not lost; that a line without a number is counted among all rows of its
// document, also those that are left out, so that it has the same number in the next export. Leaves to others: reading
// the cells (storage/import/columns/import_columns.h). Memory: a number for each document whose lines are counted.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/import/mapping/mapping.h"

namespace dockhand {

// What the words of a row's states say of it.
struct JudgedRow {
  std::optional<RowState> state = RowState::wanted;  // none: nobody has said what the word means
  std::string header, word{};                        // that decided it; no word where any would
};

// The file's side of a mapping: what carries on from row to row, and which rows are wanted.
class FileMapper {
 public:
  FileMapper(const Mapping& mapping, const std::vector<std::string>& names);
  // Begins anew with `restart`.
  JudgedRow take(std::vector<std::string>& cells);
  void restart() {
    above_.clear();
    days_carried_ = 0;
  }
  // Rows that name their document themselves, and have the day of the row above.
  std::size_t days_carried() const { return days_carried_; }

 private:
  // Of one column: the rules in their order.
  struct StateColumn {
    int place = -1;
    std::string header;
    std::vector<StateRule> rules;
    bool knows_wanted = false;
  };
  bool says_the_same(const std::vector<std::string>& cells) const;
  void carry(std::vector<std::string>& cells);
  static JudgedRow judge(const StateColumn& column, const std::string& cell);

  std::vector<int> carried_;
  std::vector<int> days_;  // places of what is promised or due
  std::size_t days_carried_ = 0;
  std::vector<StateColumn> states_;
  std::vector<std::string> above_;
};

class PartMapper {
 public:
  // `names`: of the file's columns, as plain_name writes them.
  PartMapper(const MappingPart& part, const ImportKind& kind, const std::vector<std::string>& names);
  const Header& header() const { return header_; }
  Header& header() { return header_; }
  const MappingPart& part() const { return part_; }
  bool has_done() const { return delivered_ || open_; }
  bool has_units() const { return unit_ || factor_; }  // of packs, beside the quantity

  // `nameless`: what the part needs is not there, and should be.
  enum class Taken { row, nothing, nameless, fee };
  // Whether the part makes nothing of such a row.
  bool lacks_needs(const std::vector<std::string>& cells) const;
  Taken take(const std::vector<std::string>& cells, std::vector<std::string>& ours);
  // Of the row that was taken last: the number of its line where the file has none, and what its quantity counts.
  // Empty: its line has a number of its own.
  const std::string& counted_number() const { return number_text_; }
  const std::string& unit() const { return unit_text_; }
  const std::string& factor() const { return factor_text_; }
  // What is done of its quantity there, or still open; empty: nothing is said.
  const std::string& delivered() const { return delivered_text_; }
  const std::string& open() const { return open_text_; }
  // What else names its item; empty: nothing does.
  const std::string& other_item() const { return other_item_text_; }
  // The word that stands where it has no barcode; empty: it has one, or an empty cell.
  const std::string& placeholder() const { return placeholder_; }
  void restart() { counted_.clear(); }

 private:
  struct Term {
    std::string text;
    int place;  // -1: the text
  };
  struct CellSource {
    std::vector<std::vector<Term>> sums;
    bool brackets, path, folders, from_zero, apostrophe, needed, named_by_variants, behind_brackets, may_be_placeholder;
  };
  void count(const std::vector<std::string>& cells, const std::string& document);
  std::string with_variants(std::string name, const std::vector<std::string>& cells) const;
  // Where a column is kept that is none of the kind; nullptr: it is one.
  std::optional<CellSource>* source_beside(std::string_view column);
  CellSource source_of(const MappedColumn& column, const std::vector<std::string>& names) const;
  std::string text_of(const CellSource& source, const std::vector<std::string>& cells) const;

  const MappingPart part_;
  std::vector<CellSource> sources_;
  std::optional<CellSource> unit_, factor_, delivered_, open_, other_item_;
  std::vector<int> told_by_, variants_;             // places in a row of the file
  int number_by_ = -1, item_ = -1, quantity_ = -1;  // places in a row of ours
  int line_ = -1;                                   // place in a row of ours; -1: the file has no such column
  int kept_number_ = -1;                            // place in a row of the file
  std::string number_text_, unit_text_, factor_text_, delivered_text_, open_text_, other_item_text_, placeholder_;
  Header header_;
  std::map<std::string, std::int32_t> counted_;
};

}  // namespace dockhand

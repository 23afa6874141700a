// The rows of a file, in a second reading.
//
// Decides: which lines are rows, which say that something is not wanted any more, which are none and only told; that a
// quantity in packs of known size counts in base units. Leaves to others: cells
// (storage/import/columns/import_columns.h), what the books know (storage/import/meeting/meet_books.h).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "storage/import/rows/bad_lines.h"
#include "storage/import/rows/file_layout.h"
#include "storage/import/rows/footer_sums.h"
#include "storage/import/rows/parsed_import.h"

namespace dockhand {

class Gatherer {
 public:
  Gatherer(ParsedImport& parsed, BadLines& bad, FileLayout& layout, const ImportChoices& choices)
      : parsed_(parsed), bad_(bad), layout_(layout), choices_(choices), mapped_(layout) {}

  void take(const TableRow& row);
  // Adds sentences about what was left out.
  void finish();

 private:
  // One row on its way into the books.
  struct PendingRow {
    const TableRow& written;
    const Part& part;
    const std::vector<std::string>& cells;
    JudgedRow judged;
  };
  void leave_out_footer(const TableRow& row);
  void leave_out_sum(const TableRow& row);
  CellFault without_item(const PendingRow& coming, CellFault fault) const;
  void take_part(PendingRow coming);
  void take_row(const PendingRow& coming);
  bool keep_lines_of(const Part& part, const std::vector<std::string>& cells);
  void refuse(const PendingRow& coming, const Faults& faults);
  // Returns false when it was reported as bad.
  bool take_delivered(PendingRow& coming);
  // Of a line that its system splits, a row that is done is the part that has come.
  void take_done_part(PendingRow& coming);
  void take_ended(const PendingRow& coming);
  void take_named_by_ended(const PendingRow& coming);
  void take_person(const PendingRow& coming);
  // What else names its item; empty: nothing does.
  static std::string other_item_of(const PendingRow& coming);
  void keep(ImportRow row, const PendingRow& coming);
  bool is_new(const ImportRow& made);
  // Returns false when it was reported as bad. `unit` is for the books, where they have a say.
  bool count_units(ImportRow& row, const PendingRow& coming, std::optional<RowUnit>& unit);
  RowNote note_of(const PendingRow& coming) const;
  std::string left_out_text() const;

  ParsedImport& parsed_;
  BadLines& bad_;
  const FileLayout& layout_;
  const ImportChoices& choices_;
  std::size_t read_ = 0;
  Mapped mapped_;
  Notes notes_;
  std::set<std::string> made_;
  std::optional<DeliveredPart> coming_part_;  // of the row that is being read
  bool line_is_bad_ = false, full_ = false;
  bool is_first_ = true;                         // no row below the headings was met yet
  std::map<std::string, std::size_t> left_out_;  // rows by what they say
  std::int64_t last_left_out_ = 0;               // its line: it may be of several parts
  std::size_t totals_ = 0, headings_ = 0, packs_ = 0;
  std::size_t footers_ = 0, sums_left_out_ = 0, odd_quotes_ = 0;
  std::int64_t first_odd_quote_ = 0;  // its line
  std::int64_t first_sum_ = 0;        // its line
  FooterSums sums_;
  std::string sample_of_packs_, sample_of_footers_;
};

}  // namespace dockhand

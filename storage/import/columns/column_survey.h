// How the columns of one file write their days and numbers.
//
// Decides: a column's convention, from all of its cells: what one cell shows holds for those that can be read in two
// ways; of the decimal mark also what the file's other columns show, and last the separator, where it is a semicolon.
// Codes of 8 digits are the house's own where the heading says so, or as many of the column are no EAN-8 as are one.
// What cannot be decided is asked. Leaves to others: reading one cell (storage/import/cells/office_date.h,
// office_number.h). Memory: a few bytes a column.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "storage/import/columns/import_columns.h"

namespace dockhand {

// A question that only a person can answer. One answer is for all columns of a file.
struct ImportQuestion {
  enum class About { days, mark } about;
  std::string column, sample;
  bool operator==(const ImportQuestion&) const = default;
};
struct Decided {
  std::vector<Convention> conventions;  // per column of the kind
  std::vector<ImportQuestion> questions;
  std::vector<std::string> found;  // what was decided, as sentences
  // The forms that its columns have: "dmy", "mdy", "ymd"; ".", ",".
  std::set<std::string> dates{}, decimals{};
  std::map<std::string, std::string> currencies{};  // that its prices name, each with the first column that does
};

class ColumnSurvey {
 public:
  // `said` is what a person says now, and goes before everything else. `usual` is how such a file mostly is; everything
  // that the columns show goes before it. A spreadsheet has no separator.
  ColumnSurvey(const Header& header, Convention said, Convention usual, std::optional<char> separator);
  void take(const std::vector<std::string>& cells);
  Decided decide() const;

 private:
  struct Forms {
    bool day_first = false, month_first = false;  // shown by a cell that has only one form
    bool year_first = false, exchangeable = false, other_texts = false;
    std::string either_day;  // the first cell that can be read in two ways
    std::string day_number;  // the first cell that has a spreadsheet's number of a day
    bool point = false, comma = false;
    std::string with_point, with_comma;  // the first cell of each
    std::string either_mark;
    bool whole_by_comma = true;          // each that can be read in two ways is whole with a comma
    bool numbers = true;                 // every cell is one
    std::set<std::string> currencies{};  // that its prices name, two at most
    std::size_t ean8 = 0, no_ean8 = 0;   // how many codes of 8 digits are an EAN-8, and how many are not
  };
  static void take_currency(Forms& seen, const std::string& cell);
  void take_day(Forms& seen, const std::string& cell) const;
  void take_number(Forms& seen, const std::string& cell) const;
  void decide_labels(const Forms& seen, Convention& convention, Decided& decided) const;
  void decide_days(const Forms& seen, const std::string& name, Convention& convention, Decided& decided) const;
  void decide_mark(const Forms& seen, const std::string& name, Convention& convention, Decided& decided) const;
  std::optional<DecimalMark> mark_of_file() const;
  static void tell_forms(const Forms& seen, const Convention& convention, Decided& decided);

  const Header& header_;
  const Convention said_, usual_;
  const std::optional<char> separator_;
  std::vector<ColumnType> types_;  // for each place in a row; numbers may stand in columns that are left out
  std::vector<Forms> seen_;        // by the place of the column in a row
};

}  // namespace dockhand

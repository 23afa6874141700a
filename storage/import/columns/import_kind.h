// What a kind of file is: the words that its readers share.
//
// Decides: that a kind has columns by name and type, and that a file's header says where they stand. Leaves to others:
// which kinds there are (storage/import/columns/import_columns.h).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "storage/import/cells/office_code.h"
#include "storage/import/cells/office_date.h"
#include "storage/import/cells/office_number.h"
#include "storage/model/commands/command.h"
#include "storage/model/result.h"

namespace dockhand {

enum class ColumnType { text, code, barcode, sscc, number, price, date, moment };

struct Column {
  const char* name;
  bool required = true;
  ColumnType type = ColumnType::text;
};

class Fields;

struct ImportKind {
  const char* name;                    // "orders"
  const char* key;                     // the column that tells this kind from those after it in import_kinds()
  std::vector<Column> columns;         // in the order of --help
  Result<ImportRow> (*read)(Fields&);  // none: its rows are people
  const char* also = "";               // a second column that has to be there for it to be this kind
  const char* unless = "";             // a column with which it is another kind
};

// How to read what one cell alone does not show. It is the same for a whole column.
struct Convention {
  std::optional<DayOrder> days;
  std::optional<DecimalMark> mark;
  Labels labels = Labels::any;
  // A day of a spreadsheet's column of which others are texts: it has read those that it could, maybe the month first.
  bool may_be_exchanged = false;
  // Amounts of the column are in different currencies. The books have one.
  bool many_currencies = false;
};

// Says of which kind a file is, and where its columns stand.
struct Header {
  const ImportKind* kind = nullptr;
  std::vector<int> places;              // per column of the kind: its place in a row, -1 when it is left out
  std::vector<Convention> conventions;  // for each column of the kind
  std::size_t width = 0;                // the number of columns in the header line
  Labels labels = Labels::any;          // as the heading of the barcodes says
};

// What is wrong with one cell of a row; without a column it is the row as a whole.
struct CellFault {
  std::string column, value, message;
};
using Faults = std::vector<CellFault>;

// Sentences about what was read otherwise than it stands in the file. Each one is kept once.
using Notes = std::set<std::string>;

}  // namespace dockhand

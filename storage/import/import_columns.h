// The columns of each kind of CSV file.
//
// Decides: which columns a kind has, which may be left out and what they are then, and how a record becomes a row.
// Leaves to others: reading files and the report (storage/import/import.cpp).
#pragma once

#include <string>
#include <vector>

#include "storage/model/command.h"
#include "storage/model/result.h"

namespace dockhand {

struct Column {
  const char* name;
  bool required = true;
};

class Fields;

struct ImportKind {
  const char* name;             // "orders"
  const char* key;              // the column that tells this kind from those after it in import_kinds()
  std::vector<Column> columns;  // as in --help
  Result<ImportRow> (*read)(Fields&);
};
const std::vector<ImportKind>& import_kinds();

// Which kind a header line is of, and where its columns stand.
struct Header {
  const ImportKind* kind = nullptr;
  std::vector<int> places;  // per column of the kind: its place in a record, -1 when it is left out
  std::size_t width = 0;    // columns of the header line
};
Result<Header> read_header(const std::vector<std::string>& fields);

// The Error's place is empty; its message names the column.
Result<ImportRow> read_row(const Header& header, const std::vector<std::string>& fields);

}  // namespace dockhand

// The cells of one row become a row of the books, or all that is wrong with them.
#include <algorithm>

#include "storage/import/columns/import_columns.h"
#include "storage/import/columns/import_fields.h"
#include "storage/import/columns/person_columns.h"

namespace dockhand {
namespace {

Error bad_cells(const std::string& message) { return {ErrorKind::bad_input, "", message}; }

// Checks that there are as many cells as the heading says.
Status check_width(const Header& header, const std::vector<std::string>& cells) {
  const auto beyond = cells.begin() + static_cast<std::ptrdiff_t>(std::min(header.width, cells.size()));
  if (std::any_of(beyond, cells.end(), [](const std::string& cell) { return !cell.empty(); })) {
    return bad_cells("has " + std::to_string(cells.size()) + " columns, the first line has " +
                     std::to_string(header.width) + ": text that holds the separator stands in quotes");
  }
  return Done{};
}

template <class Row>
Result<Row> read_cells(const Header& header, const std::vector<std::string>& cells, Notes& notes, Faults& faults,
                       Result<Row> (*read)(Fields&)) {
  if (auto checked = check_width(header, cells); !checked) {
    faults = {{"", "", checked.error().message}};
    return checked.error();
  }
  Fields named(header, cells, notes);
  auto row = read(named);
  if (!row) faults = named.faults();
  return row;
}

}  // namespace

Result<ImportRow> read_row(const Header& header, const std::vector<std::string>& cells, Notes& notes, Faults& faults) {
  return read_cells(header, cells, notes, faults, header.kind->read);
}

Result<PersonRow> read_person_row(const Header& header, const std::vector<std::string>& cells, Notes& notes,
                                  Faults& faults) {
  return read_cells(header, cells, notes, faults, read_person);
}

}  // namespace dockhand

#include "storage/books/rows.h"

#include "storage/engine/row_reader.h"

namespace dockhand {

Account account_of(const Cells& cells) {
  RowReader row(cells);
  return account_by(row);
}

std::vector<Held> held_in(Rows rows) {
  return all_of(std::move(rows), [](const Cells& cells) { return Held{account_of(cells), cells.integer(6)}; });
}

}  // namespace dockhand

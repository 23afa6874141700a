#include "storage/books/rows.h"

#include "storage/engine/row_reader.h"

namespace dockhand {

Account account_of(const Cells& cells) {
  RowReader row(cells);
  return account_by(row);
}

Held held_of(const Cells& cells) {
  RowReader row(cells);
  const Account account = account_by(row);
  return Held{account, row.integer()};
}

std::vector<Held> held_in(Rows rows) { return all_of(std::move(rows), held_of); }

}  // namespace dockhand

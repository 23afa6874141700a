#include "storage/books/rows.h"

namespace dockhand {

Account account_of(const Cells& cells) {
  return Account{cells.text(0), cells.text(1), cells.text(2), cells.text(3), cells.text(4), cells.number(5)};
}

std::vector<Held> held_in(Rows rows) {
  return all_of(std::move(rows), [](const Cells& cells) { return Held{account_of(cells), cells.integer(6)}; });
}

}  // namespace dockhand

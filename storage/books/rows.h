// Rows of the balances as units of the books.
//
// Decides: which columns stand for an account, and in which order. Leaves to others: which rows are asked for.
#pragma once

#include <string>
#include <vector>

#include "storage/books/account.h"
#include "storage/engine/cells.h"

namespace dockhand {

// These are the columns of account_of() and, with a quantity, of held_in(), for a query of one table and for
// `FROM balance b`. They are macros so that queries are literals (storage/engine/engine.h).
#define DOCKHAND_ACCOUNT "place, item, lot, serial, doc, line"
#define DOCKHAND_B_ACCOUNT "b.place, b.item, b.lot, b.serial, b.doc, b.line"
#define DOCKHAND_HELD DOCKHAND_B_ACCOUNT ", b.quantity"

// Reads the next six columns of `row`, those of DOCKHAND_ACCOUNT. `row` is a RowReader, or anything else that
// reads cells in their order.
template <class Reader>
Account account_by(Reader& row) {
  return Account{row.text(), row.text(), row.text(), row.text(), row.text(), row.number()};
}
// Makes an account of the columns 0 to 5, in the same way.
Account account_of(const Cells& cells);
// Does the same, and reads a quantity from the column after them.
Held held_of(const Cells& cells);
// Returns all rows of a query whose columns are an account and a quantity.
std::vector<Held> held_in(Rows rows);

}  // namespace dockhand

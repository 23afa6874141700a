// What the books say of a row that they refuse.
//
// Decides: which column it is about, what can be done, and that a customer whom nobody knows is told beside an item
// that nobody knows. Leaves to others: what is refused (storage/facts/).
#pragma once

#include <vector>

#include "storage/import/columns/import_kind.h"
#include "storage/ledger/ledger.h"

namespace dockhand {

// `beside`: the rows with which it was asked for, which may bring what it names.
Result<Faults> faults_of_refused(Ledger& ledger, const Error& error, const ImportRow& row,
                                 const std::vector<ImportRow>& beside);

}  // namespace dockhand

// What each fact does to the books.
//
// Decides: which movements a receipt, a move, a pick ... consist of, and when a request is refused.
// Leaves to others: moving units and claims (storage/books.h), the transaction around it (storage/ledger.cpp).
#pragma once

#include "storage/books.h"

namespace dockhand {

// Nothing is booked when this returns an Error: the caller rolls back.
struct Refusal {
  Error error;
  bool confirmable = false;  // the same command with `confirmed` would be accepted
};
using Performed = std::optional<Refusal>;  // empty: performed

Performed perform(Books& books, const Action& action);

// One of the office's documents: the rows are upserted, and what they change in demand is planned again.
Performed perform_import(Books& books, const Import& import);

// The inverse of an earlier event. A request is refused once others built on it: when a unit that the event brought
// somewhere is no longer there, or belongs to someone else now.
Performed perform_undo(Books& books, const Undo& undo);

}  // namespace dockhand

// What people are told of decisions that do not fit together: somebody decided, and somebody else had not heard of it.
//
// Decides: of which two decisions a notice speaks, and what can be done about them. Leaves to others: which of the two
// stands (storage/facts/reorder/facts_reorder.cpp). Nothing is told to who asks: he sees what the books say.
#pragma once

#include <string>

#include "storage/books/books.h"
#include "storage/model/rows/plan_rows.h"

namespace dockhand {

// `before` is the row as it was when the decision came, `id` that of a proposal.
void tell_if_approved_otherwise(Books& books, const ProposalRow& before);
void tell_if_approved_unheard(Books& books, const ProposalRow& before);
void tell_if_put_off_unheard(Books& books, const ProposalRow& before);
// It is ordered, and decided otherwise beside that.
void tell_if_ordered_otherwise(Books& books, const std::string& id);
// The same proposal a second time.
void tell_if_ordered_twice(Books& books, const OrderPlaced& fact);
// Its item is ordered by another proposal as well, and one of the two did not count on the other.
void tell_if_item_is_ordered_too(Books& books, const std::string& id);

}  // namespace dockhand

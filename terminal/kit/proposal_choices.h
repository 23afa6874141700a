// What a person can answer to a proposal, and what each answer books.
//
// Decides: the choices of an open proposal, of its other sources, of one that is approved and of one that is ordered.
// Leaves to others: which of them are asked, and when (terminal/screens/reorder.cpp), what they do to the books
// (storage/facts/reorder/facts_reorder.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/views/views.h"
#include "storage/words/small_orders.h"
#include "terminal/kit/screen.h"

namespace dockhand {

// Is empty where this number of units is sold as it is.
std::string sold_as(const SourceRow& source, std::int64_t units);

Choice approval(ProposalRow row, std::optional<Quantity> number);
// The same, of another source: as many units as it sells at least.
Choice approval_of(const SourceRow& other, ProposalRow row, std::optional<Quantity> number);

// Prints "10 weeks' demand: 240 = 50 up to its level + ...".
std::string why_so_many(Views& views, const ProposalRow& row);

// What is approved is ordered or not; what is ordered, and late, may not come at all.
std::vector<Choice> of_decided(const ProposalView& one);
// Somebody has agreed upon another number with the supplier: it is asked once more, as it is what will come.
Question ask_ordered(const ProposalView& one, Quantity number);

// What the list says before its proposals: of a purchase that nobody waits for any more, and of an order that is worth
// less than its supplier takes.
Row forgotten_row(const ForgottenPurchase& one, Date today);
Row more_forgotten();
Row small_row(const SmallOrder& one);

// Prints ". Beside it 40 of Nordlager at 3.20 each are ordered, on 30 Nov (BRG@2026-11-15)": what was ordered of its
// item since the plan was made. Empty: nothing was.
std::string ordered_since(const std::vector<ProposalView>& ordered, const ProposalRow& row,
                          const std::optional<Date>& planned, Date today);

// "does it still come?", how many came that may be it, or which purchase may be.
std::string does_it_come(const ProposalView& one);
// The question about an order of which something may have come, or be bought. Empty: nothing hints at that.
std::string is_that_it(const ProposalView& one, Date today);
// What the books ask about before they take a decision, to be taken all the same.
Question ask_all_the_same(const Refused& refused, const Do& asked);

}  // namespace dockhand

// Which decisions about a proposal a person may make.
//
// Decides: to which decision a proposal is open; that a number that nobody means, no whole packs, a source whose terms
// are over and an item that has ended are refused or asked about; that the number of a purchase line is that of this
// order and of no other; and that what the office has bought is not ordered once more by the same approval. What others
// have decided is never refused. Leaves to others: what the decision does (storage/facts/reorder/facts_reorder.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "storage/facts/facts_checks.h"
#include "storage/model/rows/plan_rows.h"

namespace dockhand {

Performed check_state(const Books& books, const ProposalRow& row, bool fits);
Performed check_source(const Books& books, const ProposalRow& row, const std::string& from,
                       const std::optional<SourceRow>& source, Date day);
Performed check_bought_still(const Books& books, const ProposalRow& row);

Performed check_sane(const Books& books, const ProposalRow& row, const Approve& fact, std::int64_t units);
// What has happened since the plan was made is said before it is ordered beside that.
Performed check_needed_still(const Books& books, const ProposalRow& row, const Approve& fact, Date today);
Performed check_usual(Books& books, const ProposalRow& row, const Approve& fact, std::int64_t units, Date day);
Performed check_packs(Books& books, const ProposalRow& row, const Approve& fact, const SourceRow& source, Date day);

Performed check_not_bought(Books& books, const ProposalRow& row);
Performed check_line_is_its(Books& books, const ProposalRow& row, const OrderPlaced& fact, const OrderedUnits& ordered);

}  // namespace dockhand

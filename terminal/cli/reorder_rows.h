// The rows of `dockhand reorder`: what would be ordered now, and what is written down.
//
// Decides: the columns of each list, and that every number has its why beside it. Leaves to others: which list is asked
// for, and what is decided (terminal/cli/reorder.cpp).
#pragma once

#include <filesystem>
#include <vector>

#include "storage/assortment/assortment_of.h"
#include "storage/listings/listings.h"
#include "storage/planning/ordering/proposals.h"

namespace dockhand {

// Of what would be ordered now.
RowJson reorder_row(const planning::Proposal& one, const Assortment& assortment, Date today);

// Which part of what is written down is listed: what is to be ordered, what is too much, what nobody asks for any more,
// and all items by their class.
enum class WrittenList { proposals, excess, dead, classes };
Result<std::vector<RowJson>> written(const std::filesystem::path& database, WrittenList list, Date today);

}  // namespace dockhand

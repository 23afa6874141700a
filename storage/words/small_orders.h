// Orders that are worth less than their supplier wants of one.
//
// Decides: what counts as one order of a supplier: all that is proposed or approved of him and not ordered yet, where
// every price is known. Leaves to others: filling up an order (storage/planning/ordering/joint.h).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "storage/model/rows/office_rows.h"
#include "storage/model/rows/plan_rows.h"

namespace dockhand {

struct SmallOrder {
  std::string supplier;
  Price value{}, minimum{};
};
// By supplier.
std::vector<SmallOrder> small_orders(std::span<const ProposalRow> proposals, std::span<const SupplierRow> suppliers);
std::string sentence(const SmallOrder& order);

}  // namespace dockhand

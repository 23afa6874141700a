#include "storage/facts/facts_said.h"

#include "storage/schema/documents.h"
#include "storage/schema/plan_rows.h"

namespace dockhand {
namespace {

Approve in_full(Engine& db, const Approve& said) {
  const auto row = proposal(db, said.proposal);
  if (!row) return said;
  Approve full = said;
  if (full.from.empty()) full.from = row->supplier;
  const auto other = full.from == row->supplier ? std::nullopt : source_of(db, row->item, full.from);
  const std::int64_t units = units_said(*row, said, other);
  if (units > 0) full.quantity = Quantity::nearest(units);
  return full;
}

// Other units than were approved, of whom and at what price it was approved.
bool says_units_alone(const OrderedUnits& said) {
  return !said.quantity.none() && said.supplier.empty() && said.price.none();
}

OrderPlaced in_full(Engine& db, const OrderPlaced& said) {
  const auto row = proposal(db, said.proposal);
  if (!row || (said.ordered && !says_units_alone(*said.ordered))) return said;
  OrderPlaced full = said;
  full.ordered = ordered_said(*row, {said.proposal, said.purchase});
  if (said.ordered) full.ordered->quantity = said.ordered->quantity;
  return full;
}

}  // namespace

std::optional<SourceRow> source_of(Engine& db, const ItemCode& item, const std::string& supplier) {
  const auto row = document_like(db, SourceRow{item, supplier});
  return row ? std::optional(std::get<SourceRow>(*row)) : std::nullopt;
}

std::int64_t units_said(const ProposalRow& row, const Approve& fact, const std::optional<SourceRow>& other) {
  if (fact.quantity) return fact.quantity->units();
  return other ? units_of_other(row, *other) : row.quantity;
}

OrderedUnits ordered_said(const ProposalRow& row, const OrderPlaced& fact) {
  if (fact.ordered) return *fact.ordered;
  return {Quantity::nearest(units_of(row)), supplier_of(row), price_of(row)};
}

std::optional<Action> said_in_full(Engine& db, const Action& action) {
  if (const auto* approve = std::get_if<Approve>(&action)) return Action(in_full(db, *approve));
  if (const auto* placed = std::get_if<OrderPlaced>(&action)) return Action(in_full(db, *placed));
  return std::nullopt;
}

bool is_in_full(const Action& recorded, const Action& asked) {
  Action full = asked;
  const auto* approved = std::get_if<Approve>(&recorded);
  const auto* placed = std::get_if<OrderPlaced>(&recorded);
  auto* approve = std::get_if<Approve>(&full);
  auto* place = std::get_if<OrderPlaced>(&full);
  if (approved != nullptr && approve != nullptr) {
    if (approve->from.empty()) approve->from = approved->from;
    if (!approve->quantity) approve->quantity = approved->quantity;
  }
  if (placed != nullptr && place != nullptr) {
    const bool units_alone = place->ordered && placed->ordered && says_units_alone(*place->ordered) &&
                             place->ordered->quantity == placed->ordered->quantity;
    if (!place->ordered || units_alone) place->ordered = placed->ordered;
  }
  return recorded == full;
}

}  // namespace dockhand

#include "storage/import/cells/row_units.h"

#include "storage/import/cells/office_number.h"

namespace dockhand {

Quantity* quantity_of(ImportRow& row) {
  if (auto* order = std::get_if<OrderLineRow>(&row)) return &order->ordered;
  if (auto* purchase = std::get_if<PurchaseLineRow>(&row)) return &purchase->expected;
  if (auto* stock = std::get_if<OpeningRow>(&row)) return &stock->units.quantity;
  if (auto* asn = std::get_if<AsnRow>(&row)) return &asn->units.quantity;
  if (auto* past = std::get_if<PastDemandRow>(&row)) return &past->units;
  if (auto* wish = std::get_if<WishRow>(&row)) return &wish->quantity;
  return nullptr;
}

ItemCode* item_named_in(ImportRow& row) {
  if (auto* order = std::get_if<OrderLineRow>(&row)) return &order->item;
  if (auto* purchase = std::get_if<PurchaseLineRow>(&row)) return &purchase->item;
  if (auto* stock = std::get_if<OpeningRow>(&row)) return &stock->units.item;
  if (auto* asn = std::get_if<AsnRow>(&row)) return &asn->units.item;
  if (auto* past = std::get_if<PastDemandRow>(&row)) return &past->item;
  if (auto* wish = std::get_if<WishRow>(&row)) return &wish->item;
  if (auto* source = std::get_if<SourceRow>(&row)) return &source->item;
  if (auto* face = std::get_if<FaceRow>(&row)) return &face->item;
  return nullptr;
}

Status count_in_base_units(ImportRow& row, std::int64_t in_one) {
  const auto units = quantity_of(row)->times(in_one);
  if (!units) return units.error();
  if (auto* order = std::get_if<OrderLineRow>(&row)) {
    const auto cancelled = order->cancelled.times(in_one);
    if (!cancelled) return cancelled.error();
    order->cancelled = *cancelled;
  }
  *quantity_of(row) = *units;
  return Done{};
}

namespace {

SizeSaid who_says(const std::string& unit, const std::vector<UnitSize>& said) {
  return units_in_one(unit, said) == units_in_one(unit, {}) ? SizeSaid::by_word : SizeSaid::by_people;
}

}  // namespace

// Of a text like 12,000 both marks are tried: a thousand pieces in one pack are said otherwise.
Result<PackSize> units_of(const std::string& unit, const std::string& factor, const std::vector<UnitSize>& said) {
  const auto by_name = unit.empty() ? std::nullopt : units_in_one(unit, said);
  if (unit.empty() && factor.empty()) return PackSize{1};
  if (by_name == 1 || factor.empty()) return PackSize{by_name, who_says(unit, said)};
  const std::size_t mark = factor.find_first_of(".,");
  const bool is_whole = mark != std::string::npos && factor.find_first_not_of('0', mark + 1) == std::string::npos;
  const auto digits = read_whole_number(is_whole ? factor.substr(0, mark) : factor, std::nullopt);
  const auto size = digits ? Quantity::parse(*digits) : Result<Quantity>(digits.error());
  if (!size || size->none()) {
    return Error{ErrorKind::bad_input, "unit",
                 "'" + printable(factor, 24) + "' is no number of base units in one " + printable(unit, 24)};
  }
  return PackSize{size->units(), SizeSaid::by_row};
}

}  // namespace dockhand

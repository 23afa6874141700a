#include "storage/import/meeting/item_names.h"

#include "storage/import/cells/row_units.h"

namespace dockhand {
namespace {

Result<bool> is_item(Ledger& ledger, const std::string& name) {
  const auto code = ItemCode::parse(name);
  const auto known = code ? ledger.knows(ItemRow{*code, ""}) : Result<bool>(false);
  const auto gtin = Gtin::parse(name);
  if (!known || *known || !gtin) return known;
  const auto barcode = ledger.barcode(gtin->text());
  return barcode ? Result<bool>(barcode->has_value()) : barcode.error();
}

}  // namespace

Status take_other_name(Ledger& ledger, ImportRow& row, const std::string& other) {
  ItemCode* item = item_named_in(row);
  const auto code = ItemCode::parse(other);
  if (item == nullptr || !code) return Done{};
  const auto known = is_item(ledger, item->text());
  if (!known) return known.error();
  if (*known) return Done{};
  const auto by_other = is_item(ledger, other);
  if (!by_other) return by_other.error();
  if (*by_other) *item = *code;
  return Done{};
}

}  // namespace dockhand

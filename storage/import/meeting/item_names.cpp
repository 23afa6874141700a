#include "storage/import/meeting/item_names.h"

#include "storage/import/cells/row_units.h"
#include "storage/import/meeting/made_rows.h"

namespace dockhand {
Status take_other_name(Ledger& ledger, ImportRow& row, const std::string& other) {
  ItemCode* item = item_named_in(row);
  const auto code = ItemCode::parse(other);
  if (item == nullptr || !code) return Done{};
  const auto known = is_known_by_any_name(ledger, ItemRow{*item, ""});
  if (!known) return known.error();
  if (*known) return Done{};
  const auto by_other = is_known_by_any_name(ledger, ItemRow{*code, ""});
  if (!by_other) return by_other.error();
  if (*by_other) *item = *code;
  return Done{};
}

}  // namespace dockhand

#include "storage/import/cells/delivered_part.h"

#include <algorithm>

#include "storage/model/quantity.h"

namespace dockhand {
namespace {

Result<std::int64_t> units_said(const std::string& text, std::optional<DecimalMark> mark, const char* column) {
  const auto digits = read_whole_number(text, mark);
  const auto units = digits ? Quantity::parse(*digits) : Result<Quantity>(digits.error());
  if (!units) return Error{ErrorKind::bad_input, column, units.error().message};
  return units->units();
}

}  // namespace

Result<std::optional<DeliveredPart>> delivered_part(const QuantityCells& cells) {
  const std::optional<DeliveredPart> none;
  const bool by_open = cells.delivered.empty();
  if (by_open && cells.open.empty()) return none;
  const auto of = units_said(cells.quantity, cells.mark, "quantity");
  if (!of || *of == 0) return none;
  const auto said = units_said(by_open ? cells.open : cells.delivered, cells.mark, by_open ? "open" : "delivered");
  if (!said) return said.error();
  const std::int64_t units = by_open ? *of - *said : *said;
  return units <= 0 ? none : std::optional(DeliveredPart{units, *of});
}

}  // namespace dockhand

#include "storage/import/cells/document_rows.h"

namespace dockhand {

std::optional<std::string> document_of(const ImportRow& row) {
  if (const auto* order = std::get_if<OrderLineRow>(&row)) return "order " + order->line.document.text();
  if (const auto* purchase = std::get_if<PurchaseLineRow>(&row)) return "purchase " + purchase->line.document.text();
  return std::nullopt;
}

std::int32_t& line_number_of(ImportRow& row) {
  if (auto* order = std::get_if<OrderLineRow>(&row)) return order->line.line;
  return std::get<PurchaseLineRow>(row).line.line;
}

std::optional<Date> day_of_line(const ImportRow& row) {
  if (const auto* order = std::get_if<OrderLineRow>(&row)) return order->promised;
  return std::get<PurchaseLineRow>(row).due;
}

std::string text_of_line(const ImportRow& row) {
  if (const auto* order = std::get_if<OrderLineRow>(&row)) return order->line.text();
  return std::get<PurchaseLineRow>(row).line.text();
}

}  // namespace dockhand

#include "storage/words/row_words.h"

#include <fmt/format.h>

namespace dockhand {
namespace {

std::string named(const char* kind, const std::string& name) {
  return fmt::format("{kind} {name}", fmt::arg("kind", kind), fmt::arg("name", name));
}

struct RowName {
  std::string operator()(const ItemRow& row) const { return named("item", row.item.text()); }
  std::string operator()(const BarcodeRow& row) const { return named("barcode", row.code); }
  std::string operator()(const LocationRow& row) const { return named("place", row.location.text()); }
  std::string operator()(const CustomerRow& row) const { return named("customer", row.customer); }
  std::string operator()(const OrderLineRow& row) const { return named("order line", row.line.text()); }
  std::string operator()(const PurchaseLineRow& row) const { return named("purchase line", row.line.text()); }
  std::string operator()(const AsnRow& row) const {
    return fmt::format("{unit} of notice {notice}", fmt::arg("unit", row.unit.text()), fmt::arg("notice", row.asn));
  }
  std::string operator()(const SiteRow& row) const { return named("setting", row.setting); }
  std::string operator()(const SupplierRow& row) const { return named("supplier", row.supplier); }
  std::string operator()(const SourceRow& row) const {
    return fmt::format("source {supplier} of {item}", fmt::arg("supplier", row.supplier),
                       fmt::arg("item", row.item.text()));
  }
  std::string operator()(const PastDemandRow& row) const {
    return fmt::format("demand of {item} on {day}", fmt::arg("item", row.item.text()), fmt::arg("day", row.day.text()));
  }
  std::string operator()(const OpeningRow& row) const {
    return fmt::format("stock of {item} at {place}", fmt::arg("item", row.units.item.text()),
                       fmt::arg("place", row.place.text()));
  }
  std::string operator()(const FaceRow& row) const {
    return fmt::format("face {place} of {item}", fmt::arg("place", row.location.text()),
                       fmt::arg("item", row.item.text()));
  }
  std::string operator()(const AlternativeRow& row) const {
    return fmt::format("{other} instead of {item}", fmt::arg("other", row.other.text()),
                       fmt::arg("item", row.item.text()));
  }
  std::string operator()(const WishRow& row) const {
    return fmt::format("wish of {customer} for {item}", fmt::arg("customer", row.customer),
                       fmt::arg("item", row.item.text()));
  }
  std::string operator()(const GoodwillRow& row) const {
    return fmt::format("goodwill from day {day} on", fmt::arg("day", row.from_days.count));
  }
  std::string operator()(const PromotionRow& row) const {
    return fmt::format("promotion of {item} from {day} on",
                       fmt::arg("item", row.item ? row.item->text() : std::string("all items")),
                       fmt::arg("day", row.from.text()));
  }
};

}  // namespace

std::string name_of_row(const ImportRow& row) { return std::visit(RowName{}, static_cast<const AnyImportRow&>(row)); }

std::string names_of_rows(const std::vector<ImportRow>& rows) {
  const std::string first = name_of_row(rows.front());
  if (rows.size() == 1) return first;
  return fmt::format("{first} to {last}", fmt::arg("first", first), fmt::arg("last", name_of_row(rows.back())));
}

}  // namespace dockhand

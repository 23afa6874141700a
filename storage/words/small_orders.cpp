#include "storage/words/small_orders.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>

namespace dockhand {
namespace {

struct Sum {
  std::int64_t parts = 0;  // of a price; what is more than any minimum is as much as any
  bool is_known = true;
};

std::int64_t parts_of(const ProposalRow& row) {
  const std::int64_t each = price_of(row).parts(), units = units_of(row);
  return units > 0 && each > Price::max / units ? Price::max : units * each;
}

std::map<std::string, Sum> by_supplier(std::span<const ProposalRow> proposals) {
  std::map<std::string, Sum> sums;
  for (const ProposalRow& row : proposals) {
    if (row.state != ProposalState::open && row.state != ProposalState::approved) continue;
    Sum& sum = sums[supplier_of(row)];
    sum.is_known = sum.is_known && !price_of(row).none();
    sum.parts = std::min(Price::max, sum.parts + parts_of(row));
  }
  return sums;
}

}  // namespace

std::vector<SmallOrder> small_orders(std::span<const ProposalRow> proposals, std::span<const SupplierRow> suppliers) {
  const std::map<std::string, Sum> sums = by_supplier(proposals);
  std::vector<SmallOrder> small;
  for (const SupplierRow& supplier : suppliers) {
    const auto sum = sums.find(supplier.supplier);
    if (sum == sums.end() || !sum->second.is_known || sum->second.parts >= supplier.minimum_value.parts()) continue;
    small.push_back({supplier.supplier, Price::nearest(sum->second.parts), supplier.minimum_value});
  }
  return small;
}

std::string sentence(const SmallOrder& order) {
  return fmt::format(
      "{supplier} takes no order below {minimum}, and what is to be ordered of it is worth {value}: order"
      " more, or ask whether it sends so little",
      fmt::arg("supplier", order.supplier), fmt::arg("minimum", order.minimum.text()),
      fmt::arg("value", order.value.text()));
}

}  // namespace dockhand

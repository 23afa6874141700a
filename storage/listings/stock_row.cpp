#include "storage/listings/stock_row.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "storage/words/wording.h"

namespace dockhand {
namespace {

// Empty for what the books have too few of.
std::string packs_of(std::int64_t on_hand, const std::vector<Pack>& packs) {
  const auto quantity = Quantity::of(on_hand);
  return quantity ? in_packs(*quantity, packs) : "";
}

const char* why_not_free(NotFree why) {
  switch (why) {
    case NotFree::free: break;
    case NotFree::place: return "the place has no stock";
    case NotFree::lot: return "the lot is blocked";
    case NotFree::expired: return "expired";
    case NotFree::to_count: return "waits for a count";
  }
  return "";
}

}  // namespace

nlohmann::ordered_json to_row(const StockRow& row) {
  const std::int64_t unclaimed = std::max<std::int64_t>(0, row.on_hand - row.reserved);
  const std::int64_t kept = row.not_free == NotFree::free ? 0 : unclaimed;
  return {{"place", row.place.text()},  {"kind", name_of(row.kind)},
          {"item", row.item.text()},    {"lot", row.lot},
          {"serial", row.serial},       {"on_hand", row.on_hand},
          {"reserved", row.reserved},   {"name", row.name},
          {"stands_at", row.stands_at}, {"packs", packs_of(row.on_hand, row.packs)},
          {"kept_back", kept},          {"why", kept > 0 ? why_not_free(row.not_free) : ""}};
}

}  // namespace dockhand

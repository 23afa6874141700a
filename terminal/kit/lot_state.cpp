#include "terminal/kit/lot_state.h"

#include <fmt/format.h>

#include <algorithm>

namespace dockhand {

Result<std::string> why_blocked(Views& views, const ItemCode& item, const std::string& lot, Date today) {
  if (lot.empty()) return std::string();
  const auto lots = views.lots();
  if (!lots) return lots.error();
  for (const LotView& one : *lots) {
    if (one.item != item || one.lot != lot) continue;
    const bool expired = one.expiry && *one.expiry < today;
    if (one.status == LotStatus::available)
      return expired ? fmt::format("Lot {lot} has expired.", fmt::arg("lot", lot)) : std::string();
    const char* is = one.status == LotStatus::recalled ? "recalled" : "set aside";
    return fmt::format("Lot {} is {}{}.", lot, is, one.reason.empty() ? "" : ": " + one.reason);
  }
  return std::string();
}

Result<std::string> status_of(Views& views, const ItemCode& item, const std::string& lot) {
  if (lot.empty()) return std::string();
  const auto lots = views.lots();
  if (!lots) return lots.error();
  const auto known =
      std::find_if(lots->begin(), lots->end(), [&](const LotView& one) { return one.item == item && one.lot == lot; });
  return known == lots->end() ? std::string() : std::string(name_of(known->status));
}

}  // namespace dockhand

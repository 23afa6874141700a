#include "terminal/kit/lot_state.h"

#include <fmt/format.h>

namespace dockhand {

Result<std::string> why_blocked(Views& views, const ItemCode& item, const std::string& lot, Date today) {
  if (lot.empty()) return std::string();
  const auto known = views.lot(item, lot);
  if (!known) return known.error();
  if (!*known) return std::string();
  const LotView& one = **known;
  const bool expired = one.expiry && *one.expiry < today;
  if (one.status == LotStatus::available)
    return expired ? fmt::format("Lot {lot} has expired.", fmt::arg("lot", lot)) : std::string();
  const char* is = one.status == LotStatus::recalled ? "recalled" : "set aside";
  return fmt::format("Lot {} is {}{}.", lot, is, one.reason.empty() ? "" : ": " + one.reason);
}

Result<std::string> status_of(Views& views, const ItemCode& item, const std::string& lot) {
  if (lot.empty()) return std::string();
  const auto known = views.lot(item, lot);
  if (!known) return known.error();
  return *known ? std::string(name_of((*known)->status)) : std::string();
}

}  // namespace dockhand

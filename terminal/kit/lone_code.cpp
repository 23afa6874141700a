#include "terminal/kit/lone_code.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dockhand {
namespace {

// Returns the items that lie at the place under this lot or serial, each once.
Result<std::vector<ItemCode>> lying_at(Views& views, const std::string& at, const std::string& code) {
  constexpr std::size_t most = 5000;  // items at one place
  std::vector<ItemCode> items;
  const auto place = LocationCode::parse(at);
  if (!place) return items;
  const auto stock = views.stock_at(*place, most);
  if (!stock) return stock.error();
  for (const StockRow& row : *stock) {
    const bool has_it = row.on_hand != 0 && (row.lot == code || row.serial == code);
    if (has_it && std::count(items.begin(), items.end(), row.item) == 0) items.push_back(row.item);
  }
  return items;
}

// Completes the label as if it had named the lot of the row too, or its serial where the code is that.
Status name_units(Scan& scan, const StockRow& row, const std::string& code) {
  const auto no_name = [&](const Error& error) {
    return Error{ErrorKind::corrupt, row.item.text(),
                 fmt::format("its stock holds a malformed name: {sentence}", fmt::arg("sentence", error.sentence()))};
  };
  if (!row.lot.empty()) {
    auto lot = Lot::parse(row.lot);
    if (!lot) return no_name(lot.error());
    scan.lot = *std::move(lot);
  }
  if (row.serial == code) {
    auto serial = Serial::parse(row.serial);
    if (!serial) return no_name(serial.error());
    scan.serial = *std::move(serial);
  }
  return Done{};
}

// Nothing under the code is here any more, or nothing is left: it is what the item is tracked by. Of an item that has
// both, the label waits for the one that is not known.
Status name_by_tracking(Scan& scan, const FoundItem& item, const std::string& code) {
  if (item.tracking == Tracking::serial && item.expiry) return Done{};
  if (item.tracking == Tracking::serial) {
    auto serial = Serial::parse(code);
    if (!serial) return serial.error();
    scan.serial = *std::move(serial);
    return Done{};
  }
  auto lot = Lot::parse(code);
  if (!lot) return lot.error();
  scan.lot = *std::move(lot);
  return Done{};
}

// Returns how the item's own stock knows the code: as a serial, or as a lot.
Result<std::optional<LoneCode>> as_label_of(Views& views, const ItemCode& item, const std::string& code) {
  const auto view = views.item(item);
  if (!view) return view.error();
  Scan own;
  own.symbol.text = item.text();
  const auto found = views.identify(own);
  if (!found) return found.error();
  const auto* known = std::get_if<FoundItem>(&*found);
  if (!*view || known == nullptr || known->item != item) return std::optional<LoneCode>();
  LoneCode alone{std::move(own), *known};
  for (const StockRow& row : (*view)->stock) {
    if (row.serial != code && row.lot != code) continue;
    if (auto named = name_units(alone.scan, row, code); !named) return named.error();
    return std::optional(std::move(alone));
  }
  if (auto named = name_by_tracking(alone.scan, *known, code); !named) return named.error();
  return std::optional(std::move(alone));
}

// Returns those of `having` that are worked on; all of them when none is.
std::vector<ItemCode> worked_on(const std::vector<ItemCode>& having, const std::vector<ItemCode>& here) {
  std::vector<ItemCode> both;
  for (const ItemCode& item : having) {
    if (std::count(here.begin(), here.end(), item) != 0) both.push_back(item);
  }
  return both.empty() ? having : both;
}

}  // namespace

std::optional<Sscc> unit_named_by(const Scan& scan) {
  if (scan.sscc || scan.gtin) return scan.gtin ? std::nullopt : scan.sscc;
  const auto digits = Sscc::parse(scan.text());
  return digits ? std::optional(*digits) : std::nullopt;
}

std::vector<ItemCode> items_in(const std::vector<StockRow>& stock) {
  std::vector<ItemCode> items;
  items.reserve(stock.size());
  for (const StockRow& row : stock) items.push_back(row.item);
  return items;
}

Result<std::optional<LoneCode>> read_alone(Views& views, const Scan& scan, const std::string& at,
                                           const std::vector<ItemCode>& here) {
  constexpr std::size_t most = 100;  // items that share a lot's name
  const auto having = views.items_with(scan.text(), most);
  if (!having) return having.error();
  auto meant = lying_at(views, at, scan.text());
  if (!meant) return meant.error();
  if (meant->empty()) *meant = worked_on(*having, here);
  if (meant->empty()) return std::optional<LoneCode>();
  if (meant->size() > 1) return std::optional(LoneCode{scan, std::nullopt});
  return as_label_of(views, meant->front(), scan.text());
}

}  // namespace dockhand

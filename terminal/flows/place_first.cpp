#include "terminal/flows/place_first.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t most_named = 3;

std::vector<std::string> places_with(const std::vector<StockRow>& stock) {
  std::vector<std::string> places;
  for (const StockRow& row : stock) {
    const bool known = std::count(places.begin(), places.end(), row.place.text()) != 0;
    if (row.on_hand > 0 && !known) places.push_back(row.place.text());
  }
  return places;
}

}  // namespace

Step place_first(Views& views, const FoundItem& item) {
  const auto view = views.item(item.item);
  if (!view) return Refuse{refusal_of(view.error()), {}};
  const std::vector<std::string> places = *view ? places_with((*view)->stock) : std::vector<std::string>{};
  if (places.empty()) {
    return Warn{fmt::format("Scan the place first. By the books no {item} is here. Nothing was booked.",
                            fmt::arg("item", item.name))};
  }
  const auto last = places.begin() + static_cast<std::ptrdiff_t>(std::min(places.size(), most_named));
  const std::string named = fmt::format("{}", fmt::join(places.begin(), last, ", "));
  if (places.size() <= most_named) {
    return Warn{fmt::format("Scan the place first. {item} lies at {places}. Nothing was booked.",
                            fmt::arg("item", item.name), fmt::arg("places", named))};
  }
  return Warn{fmt::format(
      "Scan the place first. {item} lies at {places} and {more}. Nothing was booked.", fmt::arg("item", item.name),
      fmt::arg("places", named),
      fmt::arg("more", counted(static_cast<std::int64_t>(places.size() - most_named), "more place", "more places")))};
}

}  // namespace dockhand

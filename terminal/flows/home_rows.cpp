#include "terminal/flows/home_rows.h"

namespace dockhand {

Result<std::vector<Row>> home_rows(Views& views, bool rare) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < screens().size(); ++i) {
    const auto& home = screens()[i].home;
    if (!home || home->rare != rare) continue;
    auto count = home->count != nullptr ? home->count(views) : Result<std::string>(std::string());
    if (!count) return count.error();
    rows.push_back({.id = name_of(static_cast<ScreenId>(i)),
                    .title = home->title,
                    .detail = home->detail,
                    .value = std::move(count).value(),
                    .icon = home->icon});
  }
  return rows;
}

std::optional<Step> open_home_row(std::string_view id) {
  for (std::size_t i = 0; i < screens().size(); ++i) {
    const auto screen = static_cast<ScreenId>(i);
    if (screens()[i].home && id == name_of(screen)) return Open{screen, {}};
  }
  return std::nullopt;
}

}  // namespace dockhand

#include "storage/listings/sooner.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "storage/model/tools/plural.h"

namespace dockhand {

std::optional<Sooner> sooner_with(const ComingView& coming, Date on) {
  if (!coming.purchase || coming.whose.empty() || coming.p50 <= on) return std::nullopt;
  Sooner sooner{*coming.purchase, on};
  std::set<OrderLine> lines;
  for (const ComingView::Share& one : coming.whose) {
    lines.insert(one.line);
    sooner.units += one.units.units();
  }
  sooner.lines = static_cast<std::int64_t>(lines.size());
  sooner.days = coming.p50.days() - on.days();
  return sooner;
}

std::optional<Sooner> sooner_for(const std::vector<ComingView>& coming, const OrderLine& line, Date today) {
  std::optional<Sooner> best;
  for (const ComingView& one : coming) {
    const auto its = [&](const ComingView::Share& share) { return share.line == line; };
    if (std::none_of(one.whose.begin(), one.whose.end(), its)) continue;
    const auto sooner = sooner_with(one, Date::from_days(today.days() + 1));
    if (sooner && (!best || sooner->days > best->days)) best = sooner;
  }
  return best;
}

std::string sentence(const Sooner& sooner, Date today, DayWords day) {
  return fmt::format("{lines}, {units}, {days} sooner if {purchase} came on {day}",
                     fmt::arg("lines", plural(sooner.lines, "line", "lines")),
                     fmt::arg("units", plural(sooner.units, "unit", "units")),
                     fmt::arg("days", plural(sooner.days, "day", "days")), fmt::arg("purchase", sooner.purchase.text()),
                     fmt::arg("day", day(sooner.on, today)));
}

}  // namespace dockhand

#include "terminal/cli/ordered_otherwise.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "storage/model/far_off.h"
#include "storage/views/planning_views.h"

namespace dockhand {
namespace {

std::optional<Error> of_no_packs(const SourceRow& source, std::int64_t ordered) {
  const std::int64_t sold = as_sold(source, ordered);
  if (sold == ordered) return std::nullopt;
  return Error{
      ErrorKind::refused, "quantity",
      fmt::format("{supplier} sells whole packs of {pack}, at least {least}: {ordered} would be {sold}",
                  fmt::arg("supplier", source.supplier), fmt::arg("pack", source.pack.text()),
                  fmt::arg("least", as_sold(source, 1)), fmt::arg("ordered", ordered), fmt::arg("sold", sold))};
}

std::optional<Error> far_from_approved(const ProposalRow& row, std::int64_t ordered) {
  const std::int64_t approved = units_of(row);
  if (!is_far_beyond(std::max(ordered, approved), std::min(ordered, approved))) return std::nullopt;
  return Error{
      ErrorKind::refused, "quantity",
      fmt::format("{approved} of {item} were approved, and {ordered} is far from that", fmt::arg("approved", approved),
                  fmt::arg("item", row.item.text()), fmt::arg("ordered", ordered))};
}

}  // namespace

Result<std::optional<Error>> asked_about_ordered(const std::filesystem::path& database, const std::string& proposal,
                                                 Quantity ordered) {
  auto views = PlanningViews::open(database);
  if (!views) return views.error();
  const auto proposals = (*views)->proposals();
  if (!proposals) return proposals.error();
  const auto row =
      std::find_if(proposals->begin(), proposals->end(), [&](const auto& one) { return one.id == proposal; });
  const bool is_approved = row != proposals->end() && row->state == ProposalState::approved;
  if (!is_approved || ordered.units() == units_of(*row)) return std::optional<Error>();
  if (auto far = far_from_approved(*row, ordered.units())) return far;
  const auto sources = (*views)->sources();
  if (!sources) return sources.error();
  for (const SourceRow& source : *sources) {
    if (source.item == row->item && source.supplier == supplier_of(*row)) return of_no_packs(source, ordered.units());
  }
  return std::optional<Error>();
}

}  // namespace dockhand

#include "storage/planning/promises/calm.h"

#include <algorithm>

namespace dockhand::planning {
namespace {

constexpr std::int32_t a_week = 7;
constexpr int nights_in_a_row = 2;

bool is_later(const Told& told, Date p90, Date today) {
  const std::int32_t wait = told.day.days() - today.days();
  return p90.days() > told.day.days() + std::max(2, wait / 10);
}

bool is_sooner(const Told& told, const Found& found, Date today) {
  const Date p90 = found.p90;
  if (found.corrected && told.later) return p90.days() < told.day.days() - 2;
  const std::int32_t wait = told.day.days() - today.days(), times = told.later ? 3 : 1;
  return p90.days() < told.day.days() - times * std::max(5, wait / 4);
}

}  // namespace

std::optional<Date> to_tell(Told& told, const Found& found, Date today) {
  const auto tell = [&]() -> std::optional<Date> {
    told = {found.p90, today, 0, found.p90 > told.day};
    return found.p90;
  };
  if (told.day <= today) return found.p90 > today && told.on < today ? tell() : std::nullopt;
  if (is_sooner(told, found, today)) {
    told.nights = 0;
    return found.announced || (found.corrected && told.later) ? tell() : std::nullopt;
  }
  if (!is_later(told, found.p90, today)) {
    told.nights = 0;
    return std::nullopt;
  }
  if (found.by_fact) return tell();
  ++told.nights;
  const bool a_week_ago = today.days() - told.on.days() >= a_week;
  return told.nights >= nights_in_a_row && a_week_ago ? tell() : std::nullopt;
}

}  // namespace dockhand::planning

#include "scanner/bars/bar_trails.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dockhand {
namespace {

// A hand moves a label by a fraction of itself between two frames, and turns it by a few degrees: a burst that begins
// with 14 pixels a frame (tests/bench/bench_frames.h) moves an EAN-13 of 1.4 pixels a module by a tenth of its length.
// `bench_scanner --frames 240 --only bursts --seed 9`: 119 of 120 are read, with half and with twice of all three too.
bool may_be(const BarField& a, const BarField& b) {
  static constexpr double most_moved = 0.25;   // of the length
  static constexpr double most_grown = 0.25;   // of the length
  static constexpr double most_turned = 0.15;  // radians
  const double length = std::max(a.length, b.length);
  return std::hypot(a.x - b.x, a.y - b.y) < most_moved * length &&
         std::abs(a.length - b.length) < most_grown * length &&
         std::abs(std::remainder(a.angle - b.angle, std::numbers::pi)) < most_turned;
}

}  // namespace

BarTrails::Trail* BarTrails::trail_of(const BarField& field) {
  Trail* nearest = nullptr;
  double distance = 0;
  for (Trail& trail : trails_) {
    const double apart = std::hypot(trail.field.x - field.x, trail.field.y - field.y);
    if (!may_be(trail.field, field) || (nearest != nullptr && apart >= distance)) continue;
    nearest = &trail;
    distance = apart;
  }
  return nearest;
}

void BarTrails::next_frame(const std::vector<BarField>& fields) {
  for (Trail& trail : trails_) ++trail.unseen;
  std::vector<Trail> next;
  for (const BarField& field : fields) {
    Trail* trail = trail_of(field);
    if (trail == nullptr || trail->unseen == 0) {
      next.push_back({field});
      continue;
    }
    trail->field = field;
    trail->unseen = 0;
  }
  std::erase_if(trails_, [](const Trail& trail) { return trail.unseen > patience; });
  std::move(next.begin(), next.end(), std::back_inserter(trails_));
  if (trails_.size() > most_trails)
    trails_.erase(trails_.begin(), trails_.end() - static_cast<std::ptrdiff_t>(most_trails));
}

SymbolLines& BarTrails::lines_of(const BarField& field) {
  if (Trail* trail = trail_of(field)) return trail->lines;
  return trails_.emplace_back(Trail{field}).lines;
}

}  // namespace dockhand

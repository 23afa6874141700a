#include "terminal/draw/settled.h"

#include <algorithm>

namespace dockhand {
namespace {

Rect in_content(const TouchTarget& target, const Drawn& drawn) {
  Rect rect = target.rect;
  if (drawn.list.contains(target.visible.centre())) rect.y += drawn.scroll;
  return rect;
}

}  // namespace

const Settled::Place* Settled::find(const std::string& what, const Rect& rect) const {
  const auto same = [&](const Place& place) { return place.what == what && place.rect.contains(rect.centre()); };
  const auto known = std::find_if(places_.begin(), places_.end(), same);
  return known == places_.end() ? nullptr : &*known;
}

void Settled::see(const Drawn& drawn, const std::string& subject, std::int64_t now) {
  const std::int64_t of_new_places = seen_ ? now : now - rest;  // the first picture is at rest at once
  std::vector<Place> places;
  places.reserve(drawn.targets.size());
  for (const TouchTarget& target : drawn.targets) {
    const std::string what = subject + "\n" + target.id + "\n" + target.label;
    const Rect rect = in_content(target, drawn);
    const Place* known = find(what, rect);
    places.push_back({what, rect, known != nullptr ? known->since : of_new_places});
  }
  if (!seen_ || subject != subject_) subject_since_ = of_new_places;
  subject_ = subject;
  places_ = std::move(places);
  seen_ = true;
}

bool Settled::is_at_rest(const TouchTarget& target, const Drawn& drawn, std::int64_t now) const {
  const Place* known = find(subject_ + "\n" + target.id + "\n" + target.label, in_content(target, drawn));
  return known == nullptr || now - known->since >= rest;
}

bool Settled::is_at_rest(const std::string& id, const Drawn& drawn, std::int64_t now) const {
  for (const TouchTarget& target : drawn.targets) {
    if (target.id == id) return is_at_rest(target, drawn, now);
  }
  return now - subject_since_ >= rest;
}

}  // namespace dockhand

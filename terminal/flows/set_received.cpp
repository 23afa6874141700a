#include "terminal/flows/set_received.h"

#include <algorithm>

#include "terminal/kit/words.h"

namespace dockhand {

Step set_received(const Session& session, const std::string& key, Quantity now, Quantity number, Receive like,
                  std::vector<Seen> seen) {
  if (number == now) return Warn{"It is " + now.text() + " already"};
  Do set{{}, std::move(seen)};
  like.units.quantity = number.less(now);
  if (number < now) {
    auto back = session.take_back(key, now.less(number));
    if (!back) {
      return Refuse{refusal("Received before",
                            "Only what was scanned since this screen was opened can be taken "
                            "back. Count the shelf instead."),
                    {}};
    }
    set.actions = std::move(back->undos);
    like.units.quantity = back->again;
  }
  if (!like.units.quantity.none()) set.actions.emplace_back(std::move(like));
  return set;
}

Units units_like(const std::optional<Units>& last, const ItemCode& item) {
  return last && last->item == item ? *last : units_of(item, {}, "", "");
}

Units last_of(const Session& session, const ItemCode& item) {
  const auto& entries = session.entries();
  const auto* last = entries.empty() ? nullptr : std::get_if<Receive>(&entries.back().action);
  return last != nullptr && last->units.item == item ? last->units : units_of(item, {}, "", "");
}

const PurchaseLineView* last_received(const Session& session, const std::vector<PurchaseLineView>& lines) {
  for (auto entry = session.entries().rbegin(); entry != session.entries().rend(); ++entry) {
    const auto is_its = [&](const PurchaseLineView& line) { return line.line.text() == entry->key; };
    const auto line = std::find_if(lines.begin(), lines.end(), is_its);
    if (line == lines.end()) continue;
    const auto of_item = std::count_if(lines.begin(), lines.end(),
                                       [&](const PurchaseLineView& other) { return other.item == line->item; });
    return of_item == 1 ? &*line : nullptr;
  }
  return nullptr;
}

}  // namespace dockhand

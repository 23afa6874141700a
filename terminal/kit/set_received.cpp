#include "terminal/kit/set_received.h"

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

}  // namespace dockhand

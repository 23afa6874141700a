// What a screen asks when what was seen is not so any more, unless it knows better: the question says what would be
// booked, because the page no longer does.
#include <fmt/format.h>

#include <algorithm>

#include "storage/words/summary.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {

namespace {

bool has_fewer(const Seen& now, const ShortPick& missing) {
  const auto* stop = std::get_if<SeenStop>(&now);
  return stop != nullptr && stop->line == missing.line && stop->from == missing.from &&
         stop->lot == lot_of(missing.missing) && stop->serial == serial_of(missing.missing) &&
         stop->reserved < missing.missing.quantity;
}

bool has_fewer(const Seen& now, const Adjust& fewer) {
  const auto* stock = std::get_if<SeenStock>(&now);
  return fewer.change == Change::minus && stock != nullptr && stock->place == fewer.at &&
         stock->item == fewer.units.item && stock->lot == lot_of(fewer.units) &&
         stock->serial == serial_of(fewer.units) && stock->on_hand < fewer.units.quantity.units();
}

bool has_fewer(const Seen&, const auto&) { return false; }

// More is missing, or comes off, than the books have there by now: they would refuse it whatever the person answers.
bool is_refused_anyway(const Do& asked, const Changed& changed) {
  const auto is_too_much = [&](const Action& action) {
    return std::any_of(changed.now.begin(), changed.now.end(), [&](const Seen& now) {
      return std::visit([&](const auto& one) { return has_fewer(now, one); }, action);
    });
  };
  return std::any_of(asked.actions.begin(), asked.actions.end(), is_too_much);
}

}  // namespace

Step Screen::on_changed(const Do& asked, const Changed& changed) {
  if (is_refused_anyway(asked, changed)) return Warn{};
  std::string what;
  for (const Action& action : asked.actions) what += (what.empty() ? "" : ", ") + summary(action);
  Do again{asked.actions, changed.now, asked.then};
  return Question{fmt::format("{} Nothing was booked. Book it all the same: {}?", sentence_of(changed.error), what),
                  {{.id = "again", .title = "Book it", .then = std::move(again)}}};
}

}  // namespace dockhand

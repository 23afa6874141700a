// What the terminal itself may be unfit for: parts that do not work, and a battery that is nearly empty.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/app/app_state.h"
#include "terminal/kit/words.h"

namespace dockhand {

// Once, soon after the start, and only where nobody has begun something meanwhile.
void App::State::look_at_health() {
  look_at.reset();
  if (settings.health == nullptr || layers.size() > 1 || !std::holds_alternative<std::monostate>(overlay)) return;
  if (!any_failed((*settings.health)())) return;
  open(ScreenId::health, {});
  sound_now(Sound::attention);
}

// What was booked is brought to the disk, and the log into the database, while there is power for it.
void App::State::set_power(const Power& now) {
  if (now == power) return;
  const bool fell = now.low() && !power.low();
  power = now;
  if (fell) {
    // A queue that is full is emptied by work that ends in the same way.
    static_cast<void>(ledger.run([](Ledger& books) {
      if (books.flush()) books.rest();
    }));
    say(ToastKind::attention, fmt::format("The battery has {percent} %. Finish what is begun, then charge.",
                                          fmt::arg("percent", *power.battery)));
    sound_now(Sound::attention);
  }
  refresh();
}

// Whoever is in the middle of something may end it; what can be begun is not begun any more.
bool App::State::begins_too_late(ScreenId id, const Target& target) {
  const auto resumed_by = info_of(id).resumed_by;
  if (!power.low() || resumed_by == nullptr || layers.empty() || top().screen->begun()) return false;
  const bool begun = std::any_of(jobs.all().begin(), jobs.all().end(), [&](const Jobs::Begun& one) {
    return one.screen == name_of(id) && resumed_by(one.about, one.job) == target;
  });
  if (begun) return false;
  say(ToastKind::attention, fmt::format("The battery has {percent} %. Charge before you begin something new.",
                                        fmt::arg("percent", *power.battery)));
  sound_now(Sound::attention);
  return true;
}

}  // namespace dockhand

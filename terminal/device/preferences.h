// The settings that a person likes, which the screen Settings changes.
//
// Decides: which choices there are. Leaves to others: the file that keeps them (terminal/settings/), what they look and
// sound like (terminal/window/), what a dock means (terminal/app/).
#pragma once

#include <functional>
#include <string>

#include "storage/model/result.h"

namespace dockhand {

struct Preferences {
  int volume = 100;             // percent; 0: mute
  int vibration = 100;          // percent, where the terminal can; 0: none
  std::string theme = "day";    // day, night, or auto, which follows the time of day
  bool mirrored = false;        // the action bar is for the left hand
  std::string text = "normal";  // normal or large
  std::string dock{};           // where this terminal receives
  bool operator==(const Preferences&) const = default;
};

// The program that runs owns it, and it must outlive the App.
struct PreferenceStore {
  Preferences now{};
  // Writes them down for the next start. After an Error nothing has changed.
  std::function<Status(const Preferences&)> keep = [](const Preferences&) -> Status { return Done{}; };
};

}  // namespace dockhand

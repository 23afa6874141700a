// Whether the parts of this terminal work: the lines of the screen Health.
//
// Decides: which states a part may be in, and which of them is shown at the start by itself. Leaves to others: what is
// looked at (terminal/station/health.h, terminal/window/), the page (terminal/screens/health.cpp).
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace dockhand {

struct Check {
  // `absent`: this terminal has none and needs none. `weak`: work goes on without it. `failed`: it does not.
  enum class State { good, absent, weak, failed };
  std::string part{};  // such as "Disk"
  State state = State::good;
  std::string says{};  // what was found, and what to do when it is not good
};

// Looks at every part now, which takes some milliseconds. It is called on the UI's thread.
using Health = std::function<std::vector<Check>()>;

inline bool any_failed(const std::vector<Check>& checks) {
  return std::any_of(checks.begin(), checks.end(),
                     [](const Check& check) { return check.state == Check::State::failed; });
}

}  // namespace dockhand

// This says where the terminal gets its power from.
//
// Decides: when a battery is too low to begin something new. Leaves to others: reading it (terminal/station/battery.h),
// what the app refuses then (terminal/app/).
#pragma once

#include <optional>

namespace dockhand {

struct Power {
  static constexpr int low_percent = 10;
  std::optional<int> battery{};  // percent; empty: there is none, it lives on mains
  bool charging = false;         // it is on its charger, also when it is full
  bool low() const { return battery && !charging && *battery < low_percent; }
  bool operator==(const Power&) const = default;
};

}  // namespace dockhand

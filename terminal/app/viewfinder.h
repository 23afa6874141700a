// The newest picture of a camera, which the screen shows.
//
// Decides: that the newest picture of any camera is the one that is shown, and for how long.
// Leaves to others: when a camera gives one (scanner/source/source.h), drawing it (terminal/draw/scan_zone.cpp).
#pragma once

#include <chrono>
#include <memory>
#include <mutex>

#include "scanner/source/source.h"
#include "terminal/kit/page.h"

namespace dockhand {

class Viewfinder {
 public:
  // May be called on any thread.
  void put(Glimpse glimpse);
  // Returns none when nothing has come for a second.
  std::shared_ptr<const CameraPicture> newest() const;

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::seconds silence{1};

  mutable std::mutex mutex_;  // guards all below
  std::shared_ptr<const CameraPicture> newest_;
  Clock::time_point put_;
};

}  // namespace dockhand

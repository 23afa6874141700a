// Ends a thread that waits for a device.
//
// Decides: that a source waits for its device and for its end in one poll, so that it uses no CPU while nothing happens
// and stops at once. Any thread may set it; it stays set.
#pragma once

#include <chrono>

#include "storage/model/tools/descriptor.h"

namespace dockhand {

class StopSignal {
 public:
  StopSignal();

  void set();
  bool is_set() const;
  // It is readable once the signal is set. It is for a poll over more than one device.
  int descriptor() const { return event_.get(); }

  enum class Wake { ready, late, stopped };
  static constexpr std::chrono::milliseconds forever{-1};
  // Waits until there is something to read from `device` (or it has ended), the time is over, or the signal is set.
  Wake wait(int device, std::chrono::milliseconds patience = forever) const;
  // Returns false when the signal was set meanwhile.
  bool pause(std::chrono::milliseconds time) const;

 private:
  Descriptor event_;
};

}  // namespace dockhand

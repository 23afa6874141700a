// The kernel's input devices, as far as a scanner that types needs them. They are behind an interface, so that a test
// can play recordings to the program.
//
// libevdev is included in event_device.cpp and nowhere else.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "storage/model/result.h"

namespace dockhand {

struct KeyEvent {
  std::uint16_t code = 0;  // as in <linux/input-event-codes.h>
  bool pressed = false;    // it is pressed, or repeats
};

class EventDevice {
 public:
  virtual ~EventDevice() = default;
  virtual int descriptor() const = 0;  // readable when there is something
  struct Read {
    std::vector<KeyEvent> keys;  // other events are left out
    bool lost = false;           // the kernel's buffer ran over before these
  };
  // Returns what is there now, and does not block. An Error ends the device.
  virtual Result<Read> read() = 0;
};

class EventSystem {
 public:
  virtual ~EventSystem() = default;
  // `grab`: no other program gets the keys, not even the desktop. An Error of kind busy says that another program has
  // grabbed it.
  virtual Result<std::unique_ptr<EventDevice>> open(const std::string& path, bool grab) = 0;
};

// Returns the one of the kernel.
EventSystem& linux_events();

}  // namespace dockhand

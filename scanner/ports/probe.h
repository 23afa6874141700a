// This finds scanners that may be plugged in here.
//
// Decides: which devices are looked at (/dev/video*, /dev/ttyACM*, /dev/ttyUSB*, /dev/input/event*), which of them are
// surely scanners (the maker makes nothing else), and which may be used by this user. Opens none of them: what is known
// comes from the kernel's own lists in /sys.
// Leaves to others: opening them (scanner/drivers/).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "storage/model/result.h"

namespace dockhand {

enum class DeviceKind { serial, keyboard, camera };
// Returns the driver for it: "serial", "evdev" or "v4l2".
const char* driver_for(DeviceKind kind);

struct FoundDevice {
  DeviceKind kind;
  std::string path;      // such as "/dev/ttyACM0"
  std::string name;      // what it calls itself: "Symbol Bar Code Scanner"; may be empty
  bool scanner = false;  // surely one, by its maker; a camera never is
  bool usable = false;   // this user may read it
};

// Says where to look. A test has folders of its own.
struct DeviceTree {
  std::filesystem::path dev = "/dev";
  std::filesystem::path sys = "/sys";
};

// Returns the devices sorted by kind, then by path. A camera's second nodes (metadata) are left out, and so are mice
// and the buttons of keyboards.
std::vector<FoundDevice> probe(const DeviceTree& tree = {});

// Returns `where`, or when that is empty the first device of the kind. A device that surely is a scanner goes before
// one that may be none. A keyboard is only taken when it is surely a scanner, because somebody may want to type. An
// Error of kind unknown says that there is none.
Result<std::string> found_device(const std::string& where, DeviceKind kind, const DeviceTree& tree = {});

}  // namespace dockhand

// What scanners may be plugged in here.
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
// The driver for it: "serial", "evdev", "v4l2".
const char* driver_for(DeviceKind kind);

struct FoundDevice {
  DeviceKind kind;
  std::string path;      // "/dev/ttyACM0"
  std::string name;      // what it calls itself: "Symbol Bar Code Scanner"; may be empty
  bool scanner = false;  // surely one, by its maker; a camera never is
  bool usable = false;   // this user may read it
};

// Where to look; a test has folders of its own.
struct DeviceTree {
  std::filesystem::path dev = "/dev";
  std::filesystem::path sys = "/sys";
};

// Sorts by kind, then by path. A camera's second nodes (metadata) are left out; so are keyboards' mice and buttons.
std::vector<FoundDevice> probe(const DeviceTree& tree = {});

// `where`, or when it is empty the first device of the kind: a scanner before what may be none. A keyboard is only
// taken when it is surely a scanner: somebody may want to type. unknown: there is none.
Result<std::string> found_device(const std::string& where, DeviceKind kind, const DeviceTree& tree = {});

}  // namespace dockhand

#include "scanner/ports/probe.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <fstream>

namespace dockhand {
namespace {

namespace fs = std::filesystem;

struct Maker {
  unsigned usb;
  const char* name;
};
// USB vendor numbers whose owners make barcode scanners and hardly anything else that types or talks over a serial
// line. Source: usb.ids as of Debian 12.
constexpr Maker makers[] = {{0x0536, "Hand Held Products"},
                            {0x05e0, "Symbol"},
                            {0x05f9, "PSC Scanning"},
                            {0x065a, "Opticon"},
                            {0x080c, "Datalogic"},
                            {0x0c2e, "Metrologic"},
                            {0x1777, "Microscan"},
                            {0x1eab, "Newland"},
                            {0x27dd, "Mindeo"}};

struct Family {
  DeviceKind kind;
  const char* folder;  // a folder of the tree's dev
  const char* prefix;
  const char* kernel;  // a folder of the tree's sys
};
constexpr Family families[] = {{DeviceKind::serial, "", "ttyACM", "class/tty"},
                               {DeviceKind::serial, "", "ttyUSB", "class/tty"},
                               {DeviceKind::keyboard, "input", "event", "class/input"},
                               {DeviceKind::camera, "", "video", "class/video4linux"}};

std::string first_line(const fs::path& file) {
  std::ifstream input(file);
  std::string line;
  std::getline(input, line);
  return line.substr(0, 200);
}

unsigned hexadecimal(const std::string& text) {
  unsigned number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number, 16);
  return number;
}

bool makes_scanners(unsigned vendor) {
  return std::any_of(std::begin(makers), std::end(makers), [&](const Maker& one) { return one.usb == vendor; });
}

// Returns the text of this file of the USB device to which an interface belongs: it is in the nearest folder above that
// has the file.
std::string above(fs::path folder, const char* file) {
  std::error_code failure;
  folder = fs::canonical(folder, failure);
  for (int i = 0; i < 6 && !failure && folder.has_relative_path(); ++i, folder = folder.parent_path()) {
    if (fs::exists(folder / file, failure)) return first_line(folder / file);
  }
  return {};
}

// Reads EV_KEY codes as the kernel prints them: words of 64 bits in hexadecimal, the lowest last. KEY_1 to KEY_0 (2 to
// 11), KEY_Q to KEY_P (16 to 25) and KEY_ENTER (28) are enough to type a code.
bool can_type(const std::string& capabilities) {
  const std::size_t last = capabilities.rfind(' ');
  const std::string lowest = capabilities.substr(last == std::string::npos ? 0 : last + 1);
  std::uint64_t keys = 0;
  std::from_chars(lowest.data(), lowest.data() + lowest.size(), keys, 16);
  constexpr std::uint64_t wanted = 0xFFCULL | 0x3FF0000ULL | (1ULL << 28U);
  return (keys & wanted) == wanted;
}

// An empty path says that the node can be no scanner.
FoundDevice about(const Family& family, const fs::path& node, const fs::path& sys) {
  FoundDevice found{family.kind, node.string(), {}, false, ::access(node.c_str(), R_OK) == 0};
  const fs::path kernel = sys / family.kernel / node.filename();
  switch (family.kind) {
    case DeviceKind::serial:
      found.name = above(kernel / "device", "product");
      found.scanner = makes_scanners(hexadecimal(above(kernel / "device", "idVendor")));
      break;
    case DeviceKind::keyboard:
      found.name = first_line(kernel / "device" / "name");
      found.scanner = makes_scanners(hexadecimal(first_line(kernel / "device" / "id" / "vendor")));
      if (!can_type(first_line(kernel / "device" / "capabilities" / "key"))) found.path.clear();
      break;
    case DeviceKind::camera:
      found.name = first_line(kernel / "name");
      if (const std::string index = first_line(kernel / "index"); !index.empty() && index != "0") found.path.clear();
      break;
  }
  return found;
}

// "video10" comes after "video9".
bool in_order(const FoundDevice& a, const FoundDevice& b) {
  return std::pair(a.path.size(), a.path) < std::pair(b.path.size(), b.path);
}

}  // namespace

const char* driver_for(DeviceKind kind) {
  constexpr std::array names{"serial", "evdev", "v4l2"};
  return names[static_cast<std::size_t>(kind)];
}

std::vector<FoundDevice> probe(const DeviceTree& tree) {
  std::vector<FoundDevice> all;
  for (const Family& family : families) {
    std::vector<FoundDevice> found;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(tree.dev / family.folder, failure)) {
      if (!entry.path().filename().string().starts_with(family.prefix)) continue;
      FoundDevice device = about(family, entry.path(), tree.sys);
      if (!device.path.empty()) found.push_back(std::move(device));
    }
    std::sort(found.begin(), found.end(), in_order);
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

Result<std::string> found_device(const std::string& where, DeviceKind kind, const DeviceTree& tree) {
  if (!where.empty()) return where;
  const FoundDevice* best = nullptr;
  const auto all = probe(tree);
  for (const FoundDevice& device : all) {
    if (device.kind != kind || (kind == DeviceKind::keyboard && !device.scanner)) continue;
    if (best == nullptr || (device.scanner && !best->scanner)) best = &device;
  }
  if (best != nullptr) return best->path;
  constexpr std::array missing{"no serial scanner is plugged in (/dev/ttyACM*, /dev/ttyUSB*)",
                               "no scanner that types is plugged in; name its device (/dev/input/by-id/...)",
                               "no camera is plugged in (/dev/video*)"};
  return Error{ErrorKind::unknown, driver_for(kind), missing[static_cast<std::size_t>(kind)]};
}

}  // namespace dockhand

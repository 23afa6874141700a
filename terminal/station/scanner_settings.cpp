#include "terminal/station/scanner_settings.h"

namespace dockhand {

std::vector<ScannerSettings> certain_scanners(const std::vector<FoundDevice>& found) {
  std::vector<ScannerSettings> certain;
  for (const FoundDevice& device : found) {
    if (!device.scanner) continue;
    const Driver* driver = driver_named(driver_for(device.kind));
    certain.push_back({device.path.substr(device.path.rfind('/') + 1), driver, driver->settings(device.path)});
  }
  return certain;
}

}  // namespace dockhand

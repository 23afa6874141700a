// Which scanners a terminal has.
//
// Decides: what a [[scanner]] of the configuration says, and what is taken when there is none: every device that is
// surely a scanner. A camera and a keyboard that may be somebody's are taken only when they are named.
// Leaves to others: the options of each driver (scanner/source/source_options.h), opening them
// (terminal/station/scanners.h).
#pragma once

#include <string>
#include <vector>

#include "scanner/ports/probe.h"
#include "scanner/source/source.h"

namespace dockhand {

struct ScannerSettings {
  std::string name;  // what people here call it: "gun"; no two are the same
  const Driver* driver = nullptr;
  SourceSettings source;
};

// Returns one for each device that probing has found, with the device's name: "ttyACM0".
std::vector<ScannerSettings> certain_scanners(const std::vector<FoundDevice>& found);

}  // namespace dockhand

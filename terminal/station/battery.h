// This reads the battery as the kernel shows it.
//
// Decides: which files are read: those of /sys/class/power_supply. Leaves to others: what follows from it
// (terminal/device/power.h), how often it is read (terminal/station/station.h).
#pragma once

#include <filesystem>

#include "terminal/device/power.h"

namespace dockhand {

// `root` is the folder with one folder for each power supply. When the terminal has no battery of its own (one of a
// mouse does not count), it is on mains. When it has two, their mean counts.
Power read_power(const std::filesystem::path& root);

}  // namespace dockhand

// The battery, as the kernel tells of it.
//
// Decides: which files are read: those of /sys/class/power_supply. Leaves to others: what follows from it
// (terminal/kit/power.h), how often it is read (terminal/station/station.h).
#pragma once

#include <filesystem>

#include "terminal/kit/power.h"

namespace dockhand {

// `root`: the folder with one folder for each supply. Without a battery of the terminal's own (one of a mouse does not
// count): mains. Of two batteries the mean.
Power read_power(const std::filesystem::path& root);

}  // namespace dockhand

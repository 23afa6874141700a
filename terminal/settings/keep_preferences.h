// This writes what a person has changed on the screen Settings to dockhand.toml.
//
// Decides: that only these settings are written, and that all else of the file, comments too, stays as it is. Leaves to
// others: which file it is, and reading it (terminal/settings/dockhand_toml.h).
#pragma once

#include <filesystem>

#include "terminal/device/preferences.h"
#include "terminal/settings/run_options.h"

namespace dockhand {

Preferences preferences_of(const RunOptions& options);
// Keeps all or nothing. When the new file could not be read again, it does not replace the old one.
Status keep_preferences(const std::filesystem::path& file, const Preferences& wanted);

}  // namespace dockhand

// The tables of dockhand.toml that say which scanners there are. Only .cpp files of this room include it.
#pragma once

#include <vector>

#include "scanner/source/wedge.h"
#include "terminal/settings/toml_node.h"
#include "terminal/station/scanner_settings.h"

namespace dockhand {

// Reads the [[scanner]] tables, in order.
Result<std::vector<ScannerSettings>> read_scanners(const std::filesystem::path& file, const toml::node& node);

// Reads the table [keyboard]: it says what a scanner does that types into the window.
Result<WedgeSettings> read_keyboard(const std::filesystem::path& file, const toml::node& node);

}  // namespace dockhand

// Reading dockhand.toml, table by table. Included by run_options.cpp, scanner_toml.cpp and site_toml.cpp only.
#pragma once

#include <toml++/toml.h>

#include <filesystem>
#include <string>

#include "storage/model/result.h"
#include "terminal/settings/run_options.h"

namespace dockhand {

// bad_input with the file and line as its place.
Error wrong_setting(const std::filesystem::path& file, const toml::node& node, std::string message);

// The [[scanner]] tables, in order.
Result<std::vector<ScannerSettings>> read_scanners(const std::filesystem::path& file, const toml::node& node);

// The table [keyboard]: what a scanner that types into the window does.
Result<WedgeSettings> read_keyboard(const std::filesystem::path& file, const toml::node& node);

// The table [site]: what codes mean here. Nothing is forgiven unless `lenient` says so.
Result<SiteSettings> read_site(const std::filesystem::path& file, const toml::node& node);

}  // namespace dockhand

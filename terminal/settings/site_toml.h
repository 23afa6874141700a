// The table of dockhand.toml that says what codes mean here. Only .cpp files of this room include it.
#pragma once

#include "scanner/meaning/site.h"
#include "terminal/settings/toml_node.h"

namespace dockhand {

// Reads the table [site]. Nothing is forgiven unless `lenient` says so.
Result<SiteSettings> read_site(const std::filesystem::path& file, const toml::node& node);

}  // namespace dockhand

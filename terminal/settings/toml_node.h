// What the readers of dockhand.toml share. Only .cpp files of this room include it, because toml++ is heavy.
#pragma once

#include <toml++/toml.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "storage/model/result.h"
#include "storage/options/option.h"

namespace dockhand {

// The place of the Error is the file and the line.
Error wrong_at(const std::filesystem::path& file, const toml::source_region& where, std::string message);
Error wrong_setting(const std::filesystem::path& file, const toml::node& node, std::string message);

// Reads a flag, a number or a text. Anything else is wrong for the option `name`.
Result<SettingValue> value_of(const std::filesystem::path& file, const toml::node& node, std::string_view name);

}  // namespace dockhand

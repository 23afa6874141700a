#include "terminal/settings/toml_node.h"

#include <fmt/format.h>

namespace dockhand {

Error wrong_at(const std::filesystem::path& file, const toml::source_region& where, std::string message) {
  return {ErrorKind::bad_input, fmt::format("{}:{}", file.string(), where.begin.line), std::move(message)};
}

Error wrong_setting(const std::filesystem::path& file, const toml::node& node, std::string message) {
  return wrong_at(file, node.source(), std::move(message));
}

Result<SettingValue> value_of(const std::filesystem::path& file, const toml::node& node, std::string_view name) {
  if (const auto flag = node.value_exact<bool>()) return SettingValue(*flag);
  if (const auto number = node.value_exact<std::int64_t>()) return SettingValue(*number);
  if (const auto number = node.value_exact<double>()) return SettingValue(*number);
  if (const auto text = node.value_exact<std::string>()) return SettingValue(*text);
  return wrong_setting(file, node, fmt::format("\"{}\" cannot be a date, a list or a table", name));
}

}  // namespace dockhand

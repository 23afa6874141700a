#include "terminal/settings/scanner_toml.h"

#include <fmt/format.h>

#include <algorithm>

namespace dockhand {
namespace {

namespace fs = std::filesystem;

// A terminal has a handful; more is a mistake in a script that wrote the file.
constexpr std::size_t max_scanners = 32;

std::string driver_names() {
  std::string names;
  for (const Driver& driver : drivers()) names += (names.empty() ? "" : ", ") + std::string(driver.name);
  return names;
}

Result<const Driver*> driver_of(const fs::path& file, const toml::table& table) {
  const toml::node* node = table.get("driver");
  if (node == nullptr) return wrong_setting(file, table, "a scanner needs a \"driver\": " + driver_names());
  const auto name = node->value_exact<std::string>();
  const Driver* driver = name ? driver_named(*name) : nullptr;
  if (driver == nullptr) return wrong_setting(file, *node, "\"driver\" has to be one of " + driver_names());
  return driver;
}

Result<std::string> text_of(const fs::path& file, const toml::node& node, std::string_view key) {
  const auto text = node.value_exact<std::string>();
  if (!text) return wrong_setting(file, node, fmt::format("\"{}\" has to be a text in quotation marks", key));
  return *text;
}

// What an option of a driver can be.
Result<OptionValue> option_value(const fs::path& file, const toml::node& node, std::string_view key) {
  const auto value = value_of(file, node, key);
  if (!value) return value.error();
  if (const auto* flag = std::get_if<bool>(&*value)) return OptionValue(*flag);
  if (const auto* number = std::get_if<std::int64_t>(&*value)) return OptionValue(*number);
  if (const auto* text = std::get_if<std::string>(&*value)) return OptionValue(*text);
  return wrong_setting(file, node, fmt::format("\"{}\" cannot have a fraction", key));
}

Status set_option(const fs::path& file, SourceOptions& options, std::string_view key, const toml::node& node) {
  const auto value = option_value(file, node, key);
  if (!value) return value.error();
  if (auto set = options.set(key, *value); !set) return wrong_setting(file, node, set.error().message);
  return Done{};
}

Status set_option(const fs::path& file, ScannerSettings& scanner, std::string_view key, const toml::node& node) {
  if (key == "driver") return Done{};
  if (key == "name" || key == "device") {
    auto text = text_of(file, node, key);
    if (!text) return text.error();
    std::string& setting = key == "name" ? scanner.name : scanner.source.where;
    setting = *text;
    return Done{};
  }
  return set_option(file, scanner.source.options, key, node);
}

Result<ScannerSettings> read_scanner(const fs::path& file, const toml::table& table, std::size_t number) {
  const auto driver = driver_of(file, table);
  if (!driver) return driver.error();
  ScannerSettings scanner{fmt::format("{}-{}", (*driver)->name, number), *driver, (*driver)->settings("")};
  for (const auto& [key, node] : table) {
    if (auto done = set_option(file, scanner, key.str(), node); !done) return done.error();
  }
  return scanner;
}

}  // namespace

Result<std::vector<ScannerSettings>> read_scanners(const fs::path& file, const toml::node& node) {
  const toml::array* tables = node.as_array();
  if (tables == nullptr || !tables->is_array_of_tables())
    return wrong_setting(file, node, "scanners are written as [[scanner]], one table each");
  if (tables->size() > max_scanners)
    return wrong_setting(file, node, fmt::format("more than {} scanners", max_scanners));
  std::vector<ScannerSettings> all;
  for (const toml::node& one : *tables) {
    auto scanner = read_scanner(file, *one.as_table(), all.size() + 1);
    if (!scanner) return scanner.error();
    const auto same = [&](const ScannerSettings& other) { return other.name == scanner->name; };
    if (std::any_of(all.begin(), all.end(), same))
      return wrong_setting(file, one, fmt::format("two scanners are called \"{}\"", scanner->name));
    all.push_back(std::move(scanner).value());
  }
  return all;
}

Result<WedgeSettings> read_keyboard(const fs::path& file, const toml::node& node) {
  const auto* table = node.as_table();
  if (table == nullptr) return wrong_setting(file, node, "\"keyboard\" is a table: write [keyboard]");
  SourceOptions options(line_options({}));
  for (const auto& [key, entry] : *table) {
    if (auto done = set_option(file, options, key.str(), entry); !done) return done.error();
  }
  auto settings = wedge_settings(options);
  if (!settings) return wrong_setting(file, node, settings.error().message);
  return settings;
}

}  // namespace dockhand

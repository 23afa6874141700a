#include "terminal/settings/run_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "terminal/settings/toml_settings.h"

namespace dockhand {
namespace {

namespace fs = std::filesystem;

Error wrong(const fs::path& file, const toml::source_region& where, std::string message) {
  return {ErrorKind::bad_input, fmt::format("{}:{}", file.string(), where.begin.line), std::move(message)};
}

fs::path config_folder() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  if (config != nullptr && *config != '\0') return config;
  const char* home = std::getenv("HOME");
  return home != nullptr && *home != '\0' ? fs::path(home) / ".config" : fs::path();
}

using Setting = std::variant<std::string*, double*, bool*>;

bool assign(const Setting& setting, const toml::node& node) {
  if (auto* const* text = std::get_if<std::string*>(&setting)) {
    const auto value = node.value_exact<std::string>();
    if (value) **text = *value;
    return value.has_value();
  }
  if (auto* const* number = std::get_if<double*>(&setting)) {
    const auto value = node.is_number() ? node.value<double>() : std::nullopt;
    if (value) **number = *value;
    return value.has_value();
  }
  const auto value = node.value_exact<bool>();
  if (value) *std::get<bool*>(setting) = *value;
  return value.has_value();
}

const char* type_of(const Setting& setting) {
  constexpr const char* names[] = {"a text in quotation marks", "a number", "true or false"};
  return names[setting.index()];
}

}  // namespace

Error wrong_setting(const fs::path& file, const toml::node& node, std::string message) {
  return wrong(file, node.source(), std::move(message));
}

Result<fs::path> settings_file(const fs::path& named, const fs::path& database) {
  std::error_code failure;
  if (!named.empty()) {
    if (fs::is_regular_file(named, failure)) return named;
    return Error{ErrorKind::bad_input, named.string(), "there is no such file"};
  }
  const fs::path users = config_folder() / "dockhand" / "dockhand.toml";
  return fs::exists(users, failure) ? users : database.parent_path() / "dockhand.toml";
}

Status read_settings(const fs::path& file, RunOptions& options) {
  std::error_code failure;
  if (!fs::exists(file, failure)) return Done{};
  const std::array<std::pair<std::string_view, Setting>, 11> settings{{{"size", &options.display.size},
                                                                       {"theme", &options.display.theme},
                                                                       {"unit", &options.display.unit},
                                                                       {"mirror", &options.display.mirrored},
                                                                       {"dim_after", &options.display.dim_after},
                                                                       {"fullscreen", &options.fullscreen},
                                                                       {"draw", &options.drawing},
                                                                       {"dock", &options.station.dock},
                                                                       {"operator", &options.station.person},
                                                                       {"hub", &options.station.hub},
                                                                       {"token_file", &options.station.token_file}}};
  try {
    const toml::table table = toml::parse_file(file.string());
    for (const auto& [key, node] : table) {
      const std::string_view name = key.str();
      if (name == "scanner") {
        auto scanners = read_scanners(file, node);
        if (!scanners) return scanners.error();
        options.station.scanners = std::move(scanners).value();
        continue;
      }
      if (name == "keyboard") {
        auto keyboard = read_keyboard(file, node);
        if (!keyboard) return keyboard.error();
        options.keyboard = std::move(keyboard).value();
        continue;
      }
      if (name == "site") {
        auto site = read_site(file, node);
        if (!site) return site.error();
        options.station.site = std::move(site).value();
        continue;
      }
      const auto known = std::find_if(settings.begin(), settings.end(), [&](const auto& s) { return s.first == name; });
      if (known == settings.end()) return wrong(file, node.source(), fmt::format("there is no setting \"{}\"", name));
      if (!assign(known->second, node)) {
        return wrong(file, node.source(), fmt::format("\"{}\" has to be {}", name, type_of(known->second)));
      }
    }
  } catch (const toml::parse_error& problem) {
    return wrong(file, problem.source(), std::string(problem.description()));
  }
  return Done{};
}

}  // namespace dockhand

#include "terminal/run_options.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <array>

namespace dockhand {
namespace {

Error wrong(const std::filesystem::path& file, const toml::source_region& where, std::string message) {
  return {ErrorKind::bad_input, fmt::format("{}:{}", file.string(), where.begin.line), std::move(message)};
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

Status read_settings(const std::filesystem::path& file, RunOptions& options) {
  std::error_code failure;
  if (!std::filesystem::exists(file, failure)) return Done{};
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

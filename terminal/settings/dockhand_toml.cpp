#include "terminal/settings/dockhand_toml.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "terminal/settings/scanner_toml.h"
#include "terminal/settings/site_toml.h"
#include "terminal/settings/toml_node.h"

namespace dockhand {
namespace {

namespace fs = std::filesystem;

fs::path config_folder() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  if (config != nullptr && *config != '\0') return config;
  const char* home = std::getenv("HOME");
  return home != nullptr && *home != '\0' ? fs::path(home) / ".config" : fs::path();
}

Status read_option(const fs::path& file, std::string_view name, const toml::node& node,
                   const std::vector<Option>& options) {
  const auto known =
      std::find_if(options.begin(), options.end(), [&](const Option& one) { return one.in_file && one.name == name; });
  if (known == options.end()) return wrong_setting(file, node, fmt::format("there is no setting \"{}\"", name));
  const auto value = value_of(file, node, name);
  if (!value) return value.error();
  if (auto done = set(*known, *value); !done) return wrong_setting(file, node, done.error().message);
  return Done{};
}

// Reads the folders of the table [files].
Status read_files(const fs::path& file, const toml::node& node, DropPlan& drop) {
  const auto* table = node.as_table();
  if (table == nullptr) return wrong_setting(file, node, "write [files], and in and out below it");
  const std::vector<Option> options{option("in", &drop.in, ""), option("out", &drop.out, ""),
                                    option("make", &drop.make, ""), option("make_items", &drop.make_items, ""),
                                    option("skip_bad", &drop.skip_bad, "")};
  for (const auto& [key, value] : *table) {
    if (auto read = read_option(file, key.str(), value, options); !read) return read;
  }
  for (fs::path* folder : {&drop.in, &drop.out}) {
    if (!folder->empty() && folder->is_relative()) *folder = file.parent_path() / *folder;
  }
  return Done{};
}

// A table goes to whoever knows it; anything else is one of `options`.
Status read_entry(const fs::path& file, std::string_view name, const toml::node& node, RunOptions& settings,
                  const std::vector<Option>& options) {
  const auto take = [](auto read, auto& into) -> Status {
    if (!read) return read.error();
    into = std::move(read).value();
    return Done{};
  };
  if (name == "scanner") return take(read_scanners(file, node), settings.station.scanners);
  if (name == "keyboard") return take(read_keyboard(file, node), settings.keyboard);
  if (name == "files") return read_files(file, node, settings.station.drop);
  if (name == "site") return take(read_site(file, node), settings.station.site);
  return read_option(file, name, node, options);
}

}  // namespace

Result<fs::path> settings_file(const fs::path& named, const fs::path& database) {
  std::error_code failure;
  if (!named.empty()) {
    if (fs::is_regular_file(named, failure)) return named;
    return Error{ErrorKind::bad_input, named.string(), "there is no such file"};
  }
  const fs::path users = config_folder() / "dockhand" / "dockhand.toml";
  return fs::exists(users, failure) ? users : database.parent_path() / "dockhand.toml";
}

Status read_settings(const fs::path& file, RunOptions& settings) {
  std::error_code failure;
  if (!fs::exists(file, failure)) return Done{};
  const std::vector<Option> options = options_of(settings);
  try {
    const toml::table table = toml::parse_file(file.string());
    for (const auto& [key, node] : table) {
      if (auto read = read_entry(file, key.str(), node, settings, options); !read) return read;
    }
  } catch (const toml::parse_error& problem) {
    return wrong_at(file, problem.source(), std::string(problem.description()));
  }
  return Done{};
}

}  // namespace dockhand

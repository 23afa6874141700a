#include "terminal/settings/site_toml.h"

#include <fmt/format.h>

#include <algorithm>

namespace dockhand {
namespace {

namespace fs = std::filesystem;

// Reads the texts of one table of an array. Every one has to be there, and nothing else but `also`.
Status read_texts(const fs::path& file, const toml::table& table,
                  std::initializer_list<std::pair<std::string_view, std::string*>> texts, std::string_view also = {}) {
  for (const auto& [name, text] : texts) {
    const auto value = table[name].value_exact<std::string>();
    if (!value) return wrong_setting(file, table, fmt::format("\"{}\" has to be here, in quotation marks", name));
    *text = *value;
  }
  for (const auto& [key, node] : table) {
    const std::string_view here = key.str();
    const bool known =
        here == also || std::any_of(texts.begin(), texts.end(), [&](const auto& one) { return one.first == here; });
    if (!known) return wrong_setting(file, node, fmt::format("there is no setting \"{}\" here", here));
  }
  return Done{};
}

// Gives each table of an array to `read`.
template <class Read>
Status each_table(const fs::path& file, const toml::node& node, std::string_view name, Read read) {
  const auto* tables = node.as_array();
  if (tables == nullptr) return wrong_setting(file, node, fmt::format("write [[site.{}]], once for each", name));
  for (const toml::node& one : *tables) {
    const auto* table = one.as_table();
    if (table == nullptr) return wrong_setting(file, one, fmt::format("write [[site.{}]], once for each", name));
    if (Status done = read(*table); !done) return done;
  }
  return Done{};
}

Status read_pattern(const fs::path& file, const toml::table& table, SiteSettings& site) {
  SitePattern pattern;
  if (Status read = read_texts(file, table, {{"role", &pattern.role}, {"pattern", &pattern.pattern}}); !read) {
    return read;
  }
  site.patterns.push_back(std::move(pattern));
  return Done{};
}

Status read_restricted(const fs::path& file, const toml::table& table, SiteSettings& site) {
  RestrictedNumber number;
  if (Status read = read_texts(file, table, {{"layout", &number.layout}}, "decimals"); !read) return read;
  if (const toml::node* decimals = table.get("decimals")) {
    const auto value = decimals->value_exact<std::int64_t>();
    if (!value || *value < 0 || *value > 6) return wrong_setting(file, *decimals, "\"decimals\" has to be 0 to 6");
    number.decimals = static_cast<int>(*value);
  }
  site.restricted.push_back(std::move(number));
  return Done{};
}

Status read_entry(const fs::path& file, std::string_view name, const toml::node& node, SiteSettings& site) {
  if (name == "pattern") {
    return each_table(file, node, name, [&](const toml::table& table) { return read_pattern(file, table, site); });
  }
  if (name == "restricted") {
    return each_table(file, node, name, [&](const toml::table& table) { return read_restricted(file, table, site); });
  }
  if (name != "lenient") return wrong_setting(file, node, fmt::format("there is no setting \"{}\" of the site", name));
  const auto value = node.value_exact<bool>();
  if (!value) return wrong_setting(file, node, "\"lenient\" has to be true or false");
  site.lenient = *value;
  return Done{};
}

}  // namespace

Result<SiteSettings> read_site(const fs::path& file, const toml::node& node) {
  const auto* table = node.as_table();
  if (table == nullptr) return wrong_setting(file, node, "\"site\" is a table: write [site]");
  SiteSettings site;
  for (const auto& [key, entry] : *table) {
    if (Status read = read_entry(file, key.str(), entry, site); !read) return read.error();
  }
  if (auto made = Site::make(site); !made) return wrong_setting(file, node, made.error().sentence());
  return site;
}

}  // namespace dockhand

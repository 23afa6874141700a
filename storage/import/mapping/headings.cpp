#include "storage/import/mapping/headings.h"

#include <algorithm>
#include <iterator>

#include "storage/import/cells/plain_name.h"
#include "storage/import/columns/import_columns.h"

namespace dockhand {
namespace {

constexpr Alias alias_list[]{
#define ALIAS(column, name) Alias{column, name},
#include "storage/import/mapping/aliases.def"
#undef ALIAS
};

// "QuantityOrdered", "quantity-ordered" and "Quantity ordered" are one name.
std::string in_one_word(std::string_view name) {
  std::string word(name);
  std::erase_if(word, [](char c) { return c == ' ' || c == '-'; });
  return word;
}

// The heading of this name, in one word or several.
std::string heading_written(const HeaderNames& names, std::string_view name) {
  if (place_of(names, name) >= 0) return std::string(name);
  const std::string word = in_one_word(name);
  const auto found =
      std::find_if(names.begin(), names.end(), [&](const std::string& one) { return in_one_word(one) == word; });
  return found == names.end() ? std::string() : *found;
}

}  // namespace

std::span<const Alias> aliases() { return alias_list; }

int place_of(const HeaderNames& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

bool is_heading(std::string_view plain_name) {
  const auto& kinds = import_kinds();
  return std::any_of(std::begin(alias_list), std::end(alias_list),
                     [&](const Alias& one) { return one.name == plain_name; }) ||
         std::any_of(kinds.begin(), kinds.end(), [&](const ImportKind& kind) {
           return std::any_of(kind.columns.begin(), kind.columns.end(),
                              [&](const Column& one) { return plain_name == one.name; });
         });
}

HeaderNames plain_names(const HeaderNames& cells) {
  HeaderNames names;
  for (const std::string& cell : cells) names.push_back(plain_name(cell));
  return names;
}

std::string heading_called(const HeaderNames& names, std::string_view name) {
  if (std::string same = heading_written(names, name); !same.empty()) return same;
  const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& heading) {
    const std::size_t slash = heading.rfind('/'), bracket = heading.rfind(" (");
    if (slash != std::string::npos && heading.substr(slash + 1) == name) return true;
    return bracket != std::string::npos && heading.ends_with(')') && heading.substr(0, bracket) == name;
  });
  return found == names.end() ? std::string() : *found;
}

bool counts_units(const HeaderNames& names) {
  return place_of(names, "quantity") >= 0 || place_of(names, "on hand") >= 0 ||
         std::any_of(names.begin(), names.end(),
                     [](const std::string& name) { return name.starts_with("on hand ("); }) ||
         std::any_of(std::begin(alias_list), std::end(alias_list), [&](const Alias& one) {
           return one.column == "quantity" && !heading_written(names, one.name).empty();
         });
}

std::string heading_of(std::string_view column, const HeaderNames& names) {
  for (const Alias& alias : alias_list) {
    if (alias.column != column) continue;
    if (std::string source = heading_called(names, alias.name); !source.empty()) return source;
  }
  return {};
}

}  // namespace dockhand

#include "storage/import/mapping/item_headings.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "storage/import/cells/plain_name.h"

namespace dockhand {
namespace {

// Customers, suppliers and places have a "code" too: it is an item's where units are counted, or barcodes stand beside
// it.
bool is_items_code(const Alias& alias, const HeaderNames& names) {
  if (alias.name != "code" && alias.name != "código") return true;
  return counts_units(names) ||
         std::any_of(std::begin(aliases()), std::end(aliases()),
                     [&](const Alias& one) { return one.column == "barcode" && place_of(names, one.name) >= 0; }) ||
         place_of(names, "barcode") >= 0 || place_of(names, "description") >= 0 || place_of(names, "bezeichnung") >= 0;
}

// As often the name of a thing as its number.
bool is_plain_word(std::string_view name) {
  static constexpr std::string_view words[] = {"item", "product", "article", "artikel",  "material",
                                               "part", "produkt", "produit", "producto", "artículo"};
  return std::find(std::begin(words), std::end(words), name) != std::end(words);
}

bool has_all_of_ours(const ImportKind& kind, const HeaderNames& names) {
  return std::all_of(kind.columns.begin(), kind.columns.end(),
                     [&](const Column& one) { return !one.required || place_of(names, plain_name(one.name)) >= 0; });
}

enum class Wording : std::uint8_t { number, plain };

// The heading that another system has for the item.
std::string heading_of_item(const HeaderNames& names, Wording wording) {
  if (wording == Wording::plain && place_of(names, "item") >= 0) return "item";
  for (const Alias& alias : aliases()) {
    if (alias.column != "item" || is_plain_word(alias.name) != (wording == Wording::plain)) continue;
    if (!is_items_code(alias, names)) continue;
    if (std::string source = heading_called(names, alias.name); !source.empty()) return source;
  }
  return {};
}

constexpr std::string_view headings_of_lots[] = {
    "lot tracked",   "lot tracking",     "lot controlled",   "lot managed",    "batch tracked",     "batch tracking",
    "batch managed", "batch controlled", "chargenpflichtig", "chargenpflicht", "chargenverwaltung", "chargen"};
constexpr std::string_view headings_of_serials[] = {
    "serialized",      "serialised",           "serial tracked",         "serial number tracked", "serial managed",
    "serial tracking", "seriennummernpflicht", "seriennummernpflichtig", "seriennummern"};

template <std::size_t Count>
std::string first_of(const std::string_view (&headings)[Count], const HeaderNames& names) {
  const auto found = std::find_if(std::begin(headings), std::end(headings),
                                  [&](std::string_view one) { return place_of(names, one) >= 0; });
  return found == std::end(headings) ? std::string() : std::string(*found);
}

}  // namespace

void add_item(MappingPart& part, const ImportKind& kind, const HeaderNames& names) {
  const std::string number = heading_of_item(names, Wording::number), plain = heading_of_item(names, Wording::plain);
  const bool is_ours = has_all_of_ours(kind, names);
  const std::string first = is_ours ? "item" : (number.empty() ? plain : number);
  if (first.empty()) return;
  part.columns.push_back({"item", {{{first, false}}}});
  part.brackets = {"item"};
  const bool counts = std::any_of(kind.columns.begin(), kind.columns.end(),
                                  [](const Column& one) { return std::string_view(one.name) == "quantity"; });
  if (is_ours || !counts) return;
  MappedColumn other{"other item", {}};
  for (const Alias& alias : aliases()) {
    if (alias.column != "barcode" || place_of(names, alias.name) < 0) continue;
    other.sources.push_back({{std::string(alias.name), false}});
  }
  if (place_of(names, "barcode") >= 0) other.sources.push_back({{"barcode", false}});
  if (!number.empty() && !plain.empty()) other.sources.push_back({{plain, false}});  // it may be a name of many words
  if (!other.sources.empty()) part.columns.push_back(std::move(other));
}

void add_name(MappingPart& part, const ImportKind& kind, const HeaderNames& names) {
  const std::string number = heading_of_item(names, Wording::number), plain = heading_of_item(names, Wording::plain);
  const bool has_name = std::any_of(part.columns.begin(), part.columns.end(),
                                    [](const MappedColumn& one) { return one.column == "name"; });
  if (std::string_view(kind.name) != "items" || has_name || number.empty() || plain.empty()) return;
  part.columns.push_back({"name", {{{plain, false}}}});
}

void add_tracking(MappingPart& part, const ImportKind& kind, const HeaderNames& names) {
  const bool is_said = std::any_of(part.columns.begin(), part.columns.end(),
                                   [](const MappedColumn& one) { return one.column == "tracking"; });
  if (std::string_view(kind.name) != "items" || is_said) return;
  const std::string lots = first_of(headings_of_lots, names), serials = first_of(headings_of_serials, names);
  MappingSum sum;
  if (!lots.empty()) sum = {{"lot ", true}, {lots, false}};
  if (!serials.empty()) {
    sum.push_back({lots.empty() ? "serial " : " serial ", true});
    sum.push_back({serials, false});
  }
  if (!sum.empty()) part.columns.push_back({"tracking", {std::move(sum)}});
}

}  // namespace dockhand

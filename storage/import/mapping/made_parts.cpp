#include "storage/import/mapping/made_parts.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "storage/import/mapping/alias_mapping.h"

namespace dockhand {

void make_customers(Mapping& mapping) {
  const auto orders = std::find_if(mapping.parts.begin(), mapping.parts.end(),
                                   [](const MappingPart& part) { return part.kind == "orders"; });
  const bool there = std::any_of(mapping.parts.begin(), mapping.parts.end(),
                                 [](const MappingPart& part) { return part.kind == "customers"; });
  if (orders == mapping.parts.end() || there) return;
  const auto customer = std::find_if(orders->columns.begin(), orders->columns.end(),
                                     [](const auto& one) { return one.column == "customer"; });
  if (customer == orders->columns.end()) return;
  MappingPart made;
  made.kind = "customers";
  made.when_asked = true;
  made.columns = {*customer, {"name", customer->sources}};
  mapping.parts.insert(mapping.parts.begin(), std::move(made));
}

// Under the name that the row has for it, or else under its code.
void make_items(Mapping& mapping, const HeaderNames& names) {
  static constexpr std::string_view says_name[] = {"lineitem name",     "item name",        "product name",
                                                   "item name (items)", "item description", "description",
                                                   "dscription",        "product",          "title"};
  const bool there = std::any_of(mapping.parts.begin(), mapping.parts.end(),
                                 [](const MappingPart& part) { return part.kind == "items"; });
  const auto names_item = std::find_if(mapping.parts.begin(), mapping.parts.end(), [](const MappingPart& part) {
    return !part.when_asked && maps(part, "item") && part.kind != "barcodes";
  });
  if (there || names_item == mapping.parts.end()) return;
  const auto item = std::find_if(names_item->columns.begin(), names_item->columns.end(),
                                 [](const MappedColumn& one) { return one.column == "item"; });
  MappedColumn name{"name", {}};
  for (const std::string_view one : says_name) {
    if (place_of(names, one) >= 0) name.sources.push_back({{std::string(one), false}});
  }
  name.sources.insert(name.sources.end(), item->sources.begin(), item->sources.end());
  MappingPart made;
  made.kind = "items";
  made.when_asked = true;
  made.columns = {*item, std::move(name)};
  made.needs = {"item"};
  for (const auto list : {&MappingPart::brackets, &MappingPart::apostrophe}) {
    const auto& of_part = (*names_item).*list;
    if (std::find(of_part.begin(), of_part.end(), "item") != of_part.end()) (made.*list) = {"item"};
  }
  mapping.parts.insert(mapping.parts.begin(), std::move(made));
}

}  // namespace dockhand

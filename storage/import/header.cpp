#include "storage/import/header.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "storage/import/import_columns.h"
#include "storage/import/mapping_memory.h"
#include "storage/model/codes.h"

namespace dockhand {
namespace {

using Names = std::vector<std::string>;

Names plain_names(const Names& cells) {
  Names names;
  for (const std::string& cell : cells) names.push_back(plain_name(cell));
  return names;
}

Error bad_header(const std::string& message) { return Error{ErrorKind::bad_input, "", message}; }

struct Alias {
  std::string_view column, name;
};
constexpr Alias aliases[]{
#define ALIAS(column, name) Alias{column, name},
#include "storage/import/aliases.def"
#undef ALIAS
};

int place_of(const Names& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

// The heading that is called so: as a whole, or as the last part of "Order Lines/Product", or in front of the brackets
// of "Quantity (Items)", as systems write that translate their headings. Empty: none is.
std::string heading_called(const Names& names, std::string_view name) {
  if (place_of(names, name) >= 0) return std::string(name);
  const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& heading) {
    const std::size_t slash = heading.rfind('/'), bracket = heading.rfind(" (");
    if (slash != std::string::npos && heading.substr(slash + 1) == name) return true;
    return bracket != std::string::npos && heading.ends_with(')') && heading.substr(0, bracket) == name;
  });
  return found == names.end() ? std::string() : *found;
}

std::string list_of(const std::vector<Column>& columns) {
  std::string list;
  for (const auto& column : columns) {
    list += (list.empty() ? "" : ",") + std::string(column.name) + (column.required ? "" : "?");
  }
  return list;
}

bool has_column(const ImportKind& kind, std::string_view name) {
  return std::any_of(kind.columns.begin(), kind.columns.end(), [&](const Column& one) { return name == one.name; });
}

constexpr const char* no_key =
    "the first line names none of the columns barcode, place, location, order, sscc, purchase, customer, item, "
    "supplier,"
    " setting, nor what others call them";
constexpr const char* no_document =
    "it has quantities, and no column says of which order or purchase; of a purchase, say --set purchase=NUMBER"
    " --set supplier=NAME --set due=DATE";

// A list of items has no quantities: what has some is a document, or says what lies where.
bool counts_units(const Names& names) {
  return place_of(names, "quantity") >= 0 || place_of(names, "on hand") >= 0 ||
         std::any_of(names.begin(), names.end(),
                     [](const std::string& name) { return name.starts_with("on hand ("); }) ||
         std::any_of(std::begin(aliases), std::end(aliases),
                     [&](const Alias& one) { return one.column == "quantity" && place_of(names, one.name) >= 0; });
}

// --- our own columns

const ImportKind* kind_by_key(const Names& names) {
  const auto& kinds = import_kinds();
  const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const ImportKind& one) {
    const auto has = [&](std::string_view column) { return place_of(names, column) >= 0; };
    return has(one.key) && (*one.also == '\0' || has(one.also)) && (*one.unless == '\0' || !has(one.unless));
  });
  return kind == kinds.end() ? nullptr : &*kind;
}

Result<FoundHeader> own_header(const Names& cells, const Names& names) {
  const ImportKind* kind = kind_by_key(names);
  if (kind == nullptr) {
    return bad_header(no_key);
  }
  FoundHeader found;
  found.ours = true;
  found.header = {kind, {}, std::vector<Convention>(kind->columns.size()), names.size()};
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) continue;
    if (!has_column(*kind, names[i])) {
      found.left_out.push_back(cells[i]);
    } else if (place_of(names, names[i]) != static_cast<int>(i)) {
      return bad_header("column '" + printable(cells[i], 40) + "' stands there twice");
    }
  }
  found.mapping.parts.emplace_back().kind = kind->name;
  for (const auto& column : kind->columns) {
    found.header.places.push_back(place_of(names, column.name));
    if (found.header.places.back() >= 0) {
      found.mapping.parts.back().columns.push_back({column.name, {{{column.name, false}}}});
    }
    if (column.required && found.header.places.back() < 0) {
      return bad_header("column '" + std::string(column.name) + "' is missing; " + kind->name + " have " +
                        list_of(kind->columns));
    }
  }
  // A supplier alone is named by many a document of others.
  if (found.left_out.size() + 1 == names.size() && found.left_out.size() > 1) {
    return bad_header("of its columns only '" + std::string(kind->key) + "' is known; " + kind->name + " have " +
                      list_of(kind->columns));
  }
  return found;
}

bool is_doubled(const Names& names) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const auto of_ours = [&](const ImportKind& kind) { return has_column(kind, name); };
    return std::any_of(import_kinds().begin(), import_kinds().end(), of_ours) &&
           std::count(names.begin(), names.end(), name) > 1;
  });
}

// --- mappings

void set_columns(MappingPart& part, const ImportKind& kind, const HeaderChoices& choices) {
  for (const auto& [column, text] : choices.set) {
    if (!has_column(kind, column)) continue;
    std::erase_if(part.columns, [name = column](const MappedColumn& one) { return one.column == name; });
    part.columns.push_back({column, {{{text, true}}}});
  }
}

// Columns that have to be there and are not.
Names missing_in(const MappingPart& part, const ImportKind& kind, const Names& names) {
  const PartMapper mapper(part, kind, names);
  Names missing;
  for (std::size_t i = 0; i < kind.columns.size(); ++i) {
    if (kind.columns[i].required && mapper.header().places[i] < 0) missing.emplace_back(kind.columns[i].name);
  }
  return missing;
}

// How many columns of the file a mapping uses; 0 when it does not fit.
std::size_t fit_of(const Mapping& mapping, const Names& names) {
  std::size_t used = 0;
  for (const MappingPart& part : mapping.parts) {
    const ImportKind* kind = kind_named(part.kind);
    if (kind == nullptr || (!part.when_asked && !missing_in(part, *kind, names).empty())) return 0;
    for (const MappedColumn& column : part.columns) {
      for (const MappingSum& sum : column.sources) {
        for (const MappingTerm& term : sum)
          used += !term.literal && place_of(names, plain_name(term.text)) >= 0 ? 1U : 0U;
      }
    }
  }
  return used;
}

std::optional<Mapping> best_of(const std::vector<Mapping>& mappings, const Names& names, const HeaderChoices& choices) {
  std::optional<Mapping> best;
  std::size_t most = 1;
  for (Mapping mapping : mappings) {
    for (MappingPart& part : mapping.parts) {
      if (const ImportKind* kind = kind_named(part.kind)) set_columns(part, *kind, choices);
    }
    if (const std::size_t fit = fit_of(mapping, names); fit > most) {
      most = fit;
      best = std::move(mapping);
    }
  }
  return best;
}

// Customers, suppliers and places have a "code" too: it is an item's where units are counted, or barcodes stand beside
// it.
bool is_items_code(const Alias& alias, const Names& names) {
  if (alias.name != "code") return true;
  return counts_units(names) ||
         std::any_of(std::begin(aliases), std::end(aliases),
                     [&](const Alias& one) { return one.column == "barcode" && place_of(names, one.name) >= 0; }) ||
         place_of(names, "barcode") >= 0 || place_of(names, "description") >= 0 || place_of(names, "bezeichnung") >= 0;
}

// A part by our own names and those that others use.
MappingPart part_by_aliases(const ImportKind& kind, const Names& names, const HeaderChoices& choices) {
  MappingPart part;
  part.kind = kind.name;
  for (const Column& column : kind.columns) {
    std::string source = place_of(names, column.name) >= 0 ? column.name : "";
    for (const Alias& alias : aliases) {
      if (source.empty() && alias.column == column.name && is_items_code(alias, names))
        source = heading_called(names, alias.name);
    }
    if (!source.empty()) part.columns.push_back({column.name, {{{source, false}}}});
    if (!source.empty() && column.type == ColumnType::code && std::string_view(column.name) == "item")
      part.brackets = {"item"};
  }
  set_columns(part, kind, choices);
  const bool has_line =
      std::any_of(part.columns.begin(), part.columns.end(), [](const auto& one) { return one.column == "line"; });
  if (has_column(kind, "line") && !has_line && std::string_view(kind.name) != "asns") part.number_by = kind.key;
  return part;
}

bool maps(const MappingPart& part, std::string_view column) {
  return std::any_of(part.columns.begin(), part.columns.end(), [&](const auto& one) { return one.column == column; });
}

// By what it has beside the columns of the kind, or has not.
bool is_another(const ImportKind& kind, const Names& names) {
  const auto has = [&](std::string_view column) {
    return place_of(names, column) >= 0 || std::any_of(std::begin(aliases), std::end(aliases), [&](const Alias& one) {
             return one.column == column && place_of(names, one.name) >= 0;
           });
  };
  return (*kind.also != '\0' && !has(kind.also)) || (*kind.unless != '\0' && has(kind.unless));
}

// A document that is named on its first line alone: what is said of all of it.
Names carried_by(const ImportKind& kind, const MappingPart& part) {
  Names carried;
  if (std::string_view(kind.name) != "orders" && std::string_view(kind.name) != "purchases") return carried;
  for (const std::string_view column :
       {std::string_view(kind.key), std::string_view("customer"), std::string_view("supplier"),
        std::string_view("promised"), std::string_view("due")}) {
    for (const MappedColumn& one : part.columns) {
      const MappingTerm& term = one.sources.front().front();
      if (one.column == column && !term.literal) carried.push_back(term.text);
    }
  }
  return carried;
}

// The first kind whose columns are all there under some name. Items with their barcodes are both.
Result<Mapping> mapping_by_aliases(const Names& names, const HeaderChoices& choices) {
  std::optional<Error> closest;
  std::size_t fewest = 3;
  for (const ImportKind& kind : import_kinds()) {
    MappingPart part = part_by_aliases(kind, names, choices);
    const Names missing = missing_in(part, kind, names);
    const bool is_list = !has_column(kind, "quantity");
    if (!maps(part, kind.key) || (is_list && counts_units(names)) || is_another(kind, names)) continue;
    Mapping mapping;
    if (missing.empty() && std::string_view(kind.name) == "barcodes") {
      const ImportKind& items = *kind_named("items");
      const MappingPart also = part_by_aliases(items, names, choices);
      if (missing_in(also, items, names).empty()) {
        mapping.parts = {also};
        part.needs = {"barcode"};
      }
    }
    if (missing.empty() && part.columns.size() == 1 && names.size() > 2)
      continue;  // named by many a document of others
    if (missing.empty()) {
      mapping.carried = carried_by(kind, part);
      mapping.parts.push_back(std::move(part));
      return mapping;
    }
    if (missing.size() >= fewest) continue;
    fewest = missing.size();
    std::string list;
    for (const std::string& one : missing) list += (list.empty() ? "" : ", ") + one;
    closest = bad_header("as " + std::string(kind.name) + " it lacks the columns " + list +
                         ": name one of them so, or say what all rows have with --set " + missing.front() + "=...");
  }
  if (counts_units(names)) closest = bad_header(no_document);
  return closest ? Result<Mapping>(*closest) : Result<Mapping>(bad_header(no_key));
}

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
void make_items(Mapping& mapping, const Names& names) {
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

FoundHeader found_by(Mapping mapping, const Names& cells, const Names& names) {
  FoundHeader found;
  Names used = mapping.carried;
  for (const LeaveOut& rule : mapping.left_out) used.push_back(rule.header);
  for (const MappingPart& part : mapping.parts) {
    for (const MappedColumn& column : part.columns) {
      for (const MappingSum& sum : column.sources) {
        for (const MappingTerm& term : sum) used.push_back(term.literal ? "" : term.text);
      }
    }
  }
  for (std::string& one : used) one = plain_name(one);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!names[i].empty() && place_of(used, names[i]) < 0) found.left_out.push_back(cells[i]);
  }
  found.mapping = std::move(mapping);
  return found;
}

}  // namespace

const ImportKind* kind_named(std::string_view name) {
  const auto& kinds = import_kinds();
  const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const ImportKind& one) { return name == one.name; });
  return kind == kinds.end() ? nullptr : &*kind;
}

MappingPart part_by_names(const ImportKind& kind, const Names& headers) {
  return part_by_aliases(kind, plain_names(headers), {});
}

Result<FoundHeader> read_header(const Names& cells, const HeaderChoices& choices) {
  const Names names = plain_names(cells);
  Names small = cells;
  for (std::string& name : small) {
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  auto ours = own_header(cells, small);
  if (!ours && kind_by_key(small) != nullptr && is_doubled(small)) return ours;
  auto known = remembered_mapping(choices.memory, cells);
  if (!known) return bad_header(known.error().sentence());
  if (ours && choices.set.empty() && choices.mappings.empty() && !choices.make && !choices.make_items && !*known)
    return ours;
  std::vector<Mapping> made;
  for (const std::string& text : choices.mappings) {
    auto one = parse_mapping(text);
    if (!one) return bad_header("a mapping has a bad line " + one.error().place + ": " + one.error().message);
    made.push_back(std::move(one).value());
  }
  auto mapping = best_of(made, names, choices);
  if (!mapping && *known) mapping = best_of({**std::move(known)}, names, choices);
  if (!mapping) mapping = ours ? std::nullopt : best_of(shipped_mappings(), names, choices);
  if (!mapping) {
    auto by_aliases = mapping_by_aliases(names, choices);
    if (!by_aliases) return ours || kind_by_key(small) != nullptr ? ours : Result<FoundHeader>(by_aliases.error());
    mapping = std::move(by_aliases).value();
  }
  if (choices.make) make_customers(*mapping);
  if (choices.make_items) make_items(*mapping, names);
  return found_by(*std::move(mapping), cells, names);
}

}  // namespace dockhand

#include "storage/import/mapping/alias_mapping.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include "storage/import/columns/import_columns.h"
#include "storage/import/mapping/headings.h"
#include "storage/import/mapping/item_headings.h"
#include "storage/import/mapping/mapper.h"
#include "storage/import/mapping/state_words.h"
#include "storage/model/codes.h"

namespace dockhand {
namespace {

Error unknown_header(const std::string& message) { return Error{ErrorKind::bad_input, "", message}; }

}  // namespace

bool maps(const MappingPart& part, std::string_view column) {
  return std::any_of(part.columns.begin(), part.columns.end(), [&](const auto& one) { return one.column == column; });
}

void set_columns(MappingPart& part, const ImportKind& kind, const HeaderChoices& choices) {
  const auto set = [&](const std::string& column, const std::string& text, bool literal) {
    if (!has_column(kind, column)) return;
    std::erase_if(part.columns, [&](const MappedColumn& one) { return one.column == column; });
    part.columns.push_back({column, {{{text, literal}}}});
  };
  for (const auto& [column, heading] : choices.columns) set(column, plain_name(heading), false);
  for (const auto& [column, text] : choices.set) set(column, text, true);
}

// Columns that have to be there and are not.
HeaderNames missing_in(const MappingPart& part, const ImportKind& kind, const HeaderNames& names) {
  const PartMapper mapper(part, kind, names);
  HeaderNames missing;
  for (std::size_t i = 0; i < kind.columns.size(); ++i) {
    if (kind.columns[i].required && mapper.header().places[i] < 0) missing.emplace_back(kind.columns[i].name);
  }
  return missing;
}

Error no_known_column() {
  return unknown_header(
      "the first line names none of the columns barcode, place, location, order, sscc, purchase, customer, item, "
      "supplier, setting, nor what others call them");
}

Error which_kind_of_list(const std::string& kind) {
  return unknown_header("it may be a list of " + kind +
                        ", or a document, of which its other columns speak: say which with --kind " + kind +
                        ", --kind orders or --kind purchases");
}

Error lacks(const std::string& as, const HeaderNames& missing) {
  std::string list;
  for (const std::string& one : missing) list += (list.empty() ? "" : ", ") + one;
  return unknown_header("as " + as + " it lacks the columns " + list +
                        ": name one of them so, or say what all rows have with --set " + missing.front() + "=...");
}

namespace {

// --- a part

// A dozen, a box: how many there are in one is said beside it at most.
void count_in_units(MappingPart& part, const ImportKind& kind, const HeaderNames& names) {
  if (!has_column(kind, "quantity")) return;
  const bool is_document = part.kind == "orders" || part.kind == "purchases";
  for (const char* column : {"delivered", "open"}) {
    const std::string heading = is_document ? heading_of(column, names) : std::string();
    if (!heading.empty()) part.columns.push_back({column, {{{heading, false}}}});
  }
  const std::string unit = heading_of("unit", names), factor = heading_of("factor", names);
  if (unit.empty()) return;
  part.columns.push_back({"unit", {{{unit, false}}}});
  if (!factor.empty()) part.columns.push_back({"factor", {{{factor, false}}}});
}

// Who has ordered, where no column has a number of his.
void add_buyer(MappingPart& part, const HeaderNames& names) {
  static constexpr std::string_view buyers[] = {"customer email", "buyer email",  "email",      "customer name",
                                                "buyer username", "buyer",        "buyer name", "company",
                                                "kundenname",     "ship to name", "ship name",  "recipient name"};
  for (const std::string_view buyer : buyers) {
    if (std::string source = heading_called(names, buyer); !source.empty())
      return part.columns.push_back({"customer", {{{std::move(source), false}}}});
  }
}

// A thing has an EAN or a UPC, and lists have a column for each.
void add_other_barcodes(MappedColumn& column, const HeaderNames& names) {
  const auto is_house_code = [](std::string_view name) { return labels_named(name) == Labels::own; };
  const std::string first = column.sources.front().front().text;
  if (is_house_code(first)) return;
  for (const Alias& alias : aliases()) {
    if (alias.column != column.column || alias.name == first || is_house_code(alias.name)) continue;
    if (place_of(names, alias.name) >= 0) column.sources.push_back({{std::string(alias.name), false}});
  }
}

// Suppliers and shops name goods by their barcodes alone: the books know whose they are. A list of items or of barcodes
// has to have the item itself.
void add_item_by_barcode(MappingPart& part, const ImportKind& kind, const HeaderNames& names) {
  static constexpr std::array<std::string_view, 7> kinds{"orders",  "purchases", "asns", "stock",
                                                         "history", "sources",   "faces"};
  if (maps(part, "item") || std::find(kinds.begin(), kinds.end(), kind.name) == kinds.end()) return;
  std::string source = place_of(names, "barcode") >= 0 ? "barcode" : heading_of("barcode", names);
  if (!source.empty() && labels_named(source) != Labels::own)
    part.columns.push_back({"item", {{{std::move(source), false}}}});
}

}  // namespace

MappingPart part_by_aliases(const ImportKind& kind, const HeaderNames& names, const HeaderChoices& choices) {
  MappingPart part;
  part.kind = kind.name;
  for (const Column& column : kind.columns) {
    if (column.type == ColumnType::code && std::string_view(column.name) == "item") {
      add_item(part, kind, names);
      continue;
    }
    std::string source = place_of(names, plain_name(column.name)) >= 0 ? column.name : "";
    for (const Alias& alias : aliases()) {
      if (source.empty() && alias.column == column.name) source = heading_called(names, alias.name);
    }
    if (!source.empty()) part.columns.push_back({column.name, {{{source, false}}}});
    if (!source.empty() && column.type == ColumnType::barcode) add_other_barcodes(part.columns.back(), names);
  }
  add_item_by_barcode(part, kind, names);
  add_name(part, kind, names);
  add_tracking(part, kind, names);
  if (part.kind == "orders" && !maps(part, "customer")) add_buyer(part, names);
  count_in_units(part, kind, names);
  set_columns(part, kind, choices);
  if (is_document(kind)) part.number_by = kind.key;
  return part;
}

HeaderNames carried_by(const ImportKind& kind, const MappingPart& part) {
  HeaderNames carried;
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

bool is_document(const ImportKind& kind) {
  return std::string_view(kind.name) == "orders" || std::string_view(kind.name) == "purchases";
}

namespace {

// By what it has beside the columns of the kind, or has not.
bool is_another(const ImportKind& kind, const HeaderNames& names) {
  const auto has = [&](std::string_view column) {
    return place_of(names, column) >= 0 ||
           std::any_of(std::begin(aliases()), std::end(aliases()),
                       [&](const Alias& one) { return one.column == column && place_of(names, one.name) >= 0; });
  };
  return (*kind.also != '\0' && !has(kind.also)) || (*kind.unless != '\0' && has(kind.unless));
}

// --- the whole

// It has quantities, and no column that names a document.
Error lacks_document(const HeaderNames& names, const HeaderChoices& choices) {
  std::string message = "it has quantities, and no column says of which order or purchase:";
  const char* sign = " ";
  for (const char* const name : {"orders", "purchases"}) {
    const ImportKind& kind = *kind_named(name);
    message += std::string(sign) + "of " + name + " say --kind " + name;
    for (const std::string& one : missing_in(part_by_aliases(kind, names, choices), kind, names)) {
      if (one != "line") message += " --set " + one + "=...";
    }
    sign = "; ";
  }
  const ImportKind& items = *kind_named("items");
  if (missing_in(part_by_aliases(items, names, choices), items, names).empty())
    message += "; where it is a list of items, say --kind items";
  return unknown_header(message);
}

// Of each order only what it costs: a list of orders, without what was ordered.
bool names_sums_of_documents(const HeaderNames& names) {
  static constexpr std::array<std::string_view, 12> sums{
      "total",      "grand total",  "order total", "grand total (base)", "total (tax incl.)",
      "total paid", "amount",       "gesamtsumme", "gesamtbetrag",       "rechnungsbetrag",
      "betrag",     "montant total"};
  const bool has_sum = std::any_of(sums.begin(), sums.end(), [&](auto one) { return place_of(names, one) >= 0; });
  return has_sum && !counts_units(names) && heading_of("item", names).empty() && place_of(names, "item") < 0;
}

bool has_lines_in_one_cell(const HeaderNames& names) {
  return place_of(names, "line items") >= 0 || place_of(names, "order items") >= 0;
}

Error lacks_lines(const HeaderNames& names) {
  if (has_lines_in_one_cell(names))
    return unknown_header("it has all items of an order in one cell: export a row for each item, with its quantity");
  return unknown_header(
      "it says what each order costs, and not which items and how many: export the orders with their lines, a row "
      "for each item with its quantity");
}

// Items with their barcodes are both.
Mapping whole_mapping(const ImportKind& kind, MappingPart part, const HeaderNames& names,
                      const HeaderChoices& choices) {
  Mapping mapping;
  if (std::string_view(kind.name) == "barcodes") {
    const ImportKind& items = *kind_named("items");
    const MappingPart also = part_by_aliases(items, names, choices);
    if (missing_in(also, items, names).empty()) {
      mapping.parts = {also};
      part.needs = {"barcode"};
    }
  }
  if (std::string_view(kind.name) == "items") {
    const ImportKind& barcodes = *kind_named("barcodes");
    MappingPart also = part_by_aliases(barcodes, names, choices);
    if (missing_in(also, barcodes, names).empty()) {
      also.needs = {"barcode"};
      mapping.parts = {std::move(part), std::move(also)};
      return mapping;
    }
  }
  if (is_document(kind)) {
    mapping.carried = carried_by(kind, part);
    mapping.states = states_in(names, part.kind == "purchases");
    if (!mapping.states.empty()) mapping.carried.push_back(mapping.states.front().header);
  }
  mapping.parts.push_back(std::move(part));
  return mapping;
}

// Which of two columns of one name counts is not guessed: a spreadsheet may hide one of them.
Status check_doubled(const MappingPart& part, const HeaderNames& names) {
  for (const MappedColumn& column : part.columns) {
    const MappingTerm& term = column.sources.front().front();
    const std::string heading = plain_name(term.text);
    if (!term.literal && std::count(names.begin(), names.end(), heading) > 1) {
      return unknown_header("column '" + printable(heading, 40) +
                            "' stands there twice, one may be hidden: rename the one that does not count");
    }
  }
  return Done{};
}

Result<Mapping> mapping_of_kind(const ImportKind& kind, const HeaderNames& names, const HeaderChoices& choices) {
  MappingPart part = part_by_aliases(kind, names, choices);
  const HeaderNames missing = missing_in(part, kind, names);
  if (!missing.empty()) return lacks(kind.name, missing);
  if (auto once = check_doubled(part, names); !once) return once.error();
  return whole_mapping(kind, std::move(part), names, choices);
}

HeaderNames not_in(const MappingPart& part, HeaderNames names) {
  std::erase_if(names, [&](const std::string& name) {
    return std::any_of(part.columns.begin(), part.columns.end(),
                       [&](const MappedColumn& one) { return plain_name(one.sources.front().front().text) == name; });
  });
  return names;
}

bool has_part(const std::string& text, const std::vector<std::string_view>& parts) {
  return std::any_of(parts.begin(), parts.end(), [&](auto part) { return text.find(part) != std::string::npos; });
}

bool has_word(const std::string& text, const std::vector<std::string_view>& words) {
  const std::string padded = " " + text + " ";
  return std::any_of(words.begin(), words.end(),
                     [&](auto word) { return padded.find(" " + std::string(word) + " ") != std::string::npos; });
}

// The same word names what customers order and what is ordered from suppliers, and the columns fit both.
Status check_which_document(const ImportKind& kind, const MappingPart& part, const HeaderNames& names,
                            const HeaderChoices& choices) {
  if (!is_document(kind)) return Done{};
  const bool is_order = std::string_view(kind.name) == "orders";
  const ImportKind& other = *kind_named(is_order ? "purchases" : "orders");
  const MappingPart same = part_by_aliases(other, names, choices);
  const auto key_of = [](const MappingPart& one, std::string_view key) {
    const auto found = std::find_if(one.columns.begin(), one.columns.end(),
                                    [&](const MappedColumn& column) { return column.column == key; });
    return found == one.columns.end() ? std::string() : found->sources.front().front().text;
  };
  if (key_of(part, kind.key) != key_of(same, other.key) || !missing_in(same, other, names).empty()) return Done{};
  return unknown_header("its columns fit orders as well as purchases: say --kind orders or --kind purchases");
}

// `closest` says what the kind lacks that lacks least.
Error no_kind_fits(const HeaderNames& names, const std::optional<Error>& closest, const HeaderChoices& choices) {
  if (names_sums_of_documents(names) || (!closest && has_lines_in_one_cell(names))) return lacks_lines(names);
  if (closest) return *closest;
  return counts_units(names) ? lacks_document(names, choices) : no_known_column();
}

}  // namespace

Status check_evidence(const ImportKind& kind, const HeaderNames& names) {
  const bool is_wish = std::string_view(kind.name) == "wishes";
  if (has_column(kind, "quantity") && !is_wish) return Done{};
  bool quantity = false, number = false, day = false;
  for (const std::string& name : names) {
    if (has_column(kind, name)) continue;
    quantity = quantity || has_word(name, {"qty", "quantity", "ordered"}) ||
               has_part(name, {"menge", "anzahl", "quantit", "cantidad", "aantal"});
    number = number || has_word(name, {"po", "so", "order", "invoice"}) ||
             has_part(name, {"bestell", "auftrag", "commande", "pedido", "rechnung"});
    day = day || has_word(name, {"date", "due", "eta"}) || has_part(name, {"datum", "termin"});
  }
  const int said = (quantity || is_wish ? 1 : 0) + (number ? 1 : 0) + (day ? 1 : 0);
  return said < 2 ? Status(Done{}) : which_kind_of_list(kind.name);
}

Result<Mapping> mapping_by_aliases(const HeaderNames& names, const HeaderChoices& choices) {
  if (const ImportKind* kind = kind_named(choices.kind)) return mapping_of_kind(*kind, names, choices);
  std::optional<Error> closest;
  std::size_t fewest = 3;
  for (const ImportKind& kind : import_kinds()) {
    MappingPart part = part_by_aliases(kind, names, choices);
    const HeaderNames missing = missing_in(part, kind, names);
    const bool is_list = !has_column(kind, "quantity");
    if (!maps(part, kind.key) || (is_list && counts_units(names)) || is_another(kind, names)) continue;
    if (missing.empty() && part.columns.size() == 1 && names.size() > 2)
      continue;  // named by many a document of others
    if (missing.empty()) {
      // Wishes are what is left of a document that lacks its columns.
      if (std::string_view(kind.name) == "wishes") break;
      if (auto enough = check_evidence(kind, not_in(part, names)); !enough) return closest ? *closest : enough.error();
      if (auto which = check_which_document(kind, part, names, choices); !which) return which.error();
      if (auto once = check_doubled(part, names); !once) return once.error();
      return whole_mapping(kind, std::move(part), names, choices);
    }
    if (missing.size() >= fewest) continue;
    fewest = missing.size();
    closest = lacks(kind.name, missing);
  }
  return no_kind_fits(names, closest, choices);
}

}  // namespace dockhand

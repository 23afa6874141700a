#include "storage/import/mapping/header.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>

#include "storage/import/columns/import_columns.h"
#include "storage/import/mapping/alias_mapping.h"
#include "storage/import/mapping/headings.h"
#include "storage/import/mapping/made_parts.h"
#include "storage/import/mapping/mapping_memory.h"
#include "storage/import/mapping/more_heard.h"
#include "storage/import/mapping/own_lists.h"
#include "storage/import/mapping/rivals.h"
#include "storage/import/mapping/state_words.h"
#include "storage/import/mapping/unmet_columns.h"
#include "storage/model/codes.h"
#include "storage/model/tools/small_letters.h"

namespace dockhand {
namespace {

using Names = HeaderNames;

constexpr const char* document_kinds[] = {"orders", "purchases"};

Error bad_header(const std::string& message) { return Error{ErrorKind::bad_input, "", message}; }

// --- our own columns

const ImportKind* kind_by_key(const Names& names) {
  const auto& kinds = import_kinds();
  const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const ImportKind& one) {
    const auto has = [&](std::string_view column) { return place_of(names, column) >= 0; };
    return has(one.key) && (*one.also == '\0' || has(one.also)) && (*one.unless == '\0' || !has(one.unless));
  });
  return kind == kinds.end() ? nullptr : &*kind;
}

Result<FoundHeader> own_header(const Names& cells, const Names& names, const std::string& said) {
  const ImportKind* kind = said.empty() ? kind_by_key(names) : kind_named(said);
  if (kind == nullptr) return no_known_column();
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
  // Wishes are what is left of a document that lacks its number.
  if (said.empty() && std::string_view(kind->name) == "wishes") {
    for (const char* of_orders : {"promised", "line", "class", "ordered_at"}) {
      if (place_of(names, of_orders) < 0) continue;
      return bad_header(std::string("column 'order' is missing, which a list with '") + of_orders +
                        "' has: name the column of its number so, or say --kind wishes where it is no order");
    }
  }
  found.mapping.parts.emplace_back().kind = kind->name;
  std::string missing;
  for (const auto& column : kind->columns) {
    found.header.places.push_back(place_of(names, column.name));
    if (found.header.places.back() >= 0) {
      found.mapping.parts.back().columns.push_back({column.name, {{{column.name, false}}}});
    }
    // Lines can be counted: whatever else is missing says more.
    const bool is_missing = column.required && found.header.places.back() < 0;
    if (is_missing && (missing.empty() || missing == "line")) missing = column.name;
  }
  if (!missing.empty())
    return bad_header("column '" + missing + "' is missing; " + kind->name + " have " + list_of(kind->columns));
  // A supplier alone is named by many a document of others.
  const auto said_names = names.size() - static_cast<std::size_t>(std::count(names.begin(), names.end(), ""));
  if (found.left_out.size() + 1 == said_names && found.left_out.size() > 1) {
    return bad_header("of its columns only '" + std::string(kind->key) + "' is known; " + kind->name + " have " +
                      list_of(kind->columns));
  }
  if (const Status enough = said.empty() ? check_evidence(*kind, names) : Done{}; !enough) return enough.error();
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

// A list of items may have no barcodes, where it is surely of its system without them.
void drop_barcodes(Mapping& mapping, const Names& names) {
  if (mapping.marks.empty()) return;
  std::erase_if(mapping.parts, [&](const MappingPart& part) {
    const bool beside = &part != &mapping.parts.front() && part.kind == "barcodes";
    return beside && !missing_in(part, *kind_named(part.kind), names).empty();
  });
}

// How many columns of the file a mapping uses; 0 when it does not fit.
std::size_t fit_of(const Mapping& mapping, const Names& names) {
  if (!has_marks(mapping, names)) return 0;
  std::set<int> used;
  for (const MappingPart& part : mapping.parts) {
    const ImportKind* kind = kind_named(part.kind);
    if (kind == nullptr || (!part.when_asked && !missing_in(part, *kind, names).empty())) return 0;
    if (part.when_asked) continue;
    for (const MappedColumn& column : part.columns) {
      for (const MappingSum& sum : column.sources) {
        for (const MappingTerm& term : sum) {
          if (!term.literal) used.insert(place_of(names, plain_name(term.text)));
        }
      }
    }
  }
  used.erase(-1);
  return used.size();
}

std::string kind_of(const Mapping& mapping) {
  const auto main = std::find_if(mapping.parts.begin(), mapping.parts.end(),
                                 [](const MappingPart& part) { return !part.when_asked; });
  return main == mapping.parts.end() ? "" : main->kind;
}

// A customer of whom a file has no name is called as his number.
void name_by_code(MappingPart& part, const Names& names) {
  const Names missing = missing_in(part, *kind_named(part.kind), names);
  const auto column = [&](std::string_view name) {
    return std::find_if(part.columns.begin(), part.columns.end(), [&](const auto& one) { return one.column == name; });
  };
  const auto name = column("name"), code = column(kind_named(part.kind)->key);
  if (missing == Names{"name"} && name != part.columns.end() && code != part.columns.end())
    name->sources = code->sources;
}

// One column may be by chance as a system calls it; what a person has said is so.
enum class Maker { person, system };

// Nothing: none fits. An Error asks which one: two fit as well, and are of different kinds or read the file otherwise.
Result<std::optional<Mapping>> best_of(const std::vector<Mapping>& mappings, const Names& names,
                                       const HeaderChoices& choices, Maker maker) {
  std::optional<Mapping> best;
  std::size_t most = maker == Maker::person ? 0 : 1;
  std::string another;
  std::vector<Mapping> rivals;
  for (Mapping mapping : mappings) {
    if (!choices.kind.empty() && kind_of(mapping) != choices.kind) continue;
    for (MappingPart& part : mapping.parts) {
      if (const ImportKind* kind = kind_named(part.kind)) set_columns(part, *kind, choices);
      if (part.when_asked) name_by_code(part, names);
    }
    drop_barcodes(mapping, names);
    const std::size_t fit = fit_of(mapping, names);
    if (best && fit == most && kind_of(mapping) != kind_of(*best)) another = kind_of(mapping);
    if (best && fit == most && kind_of(mapping) == kind_of(*best)) rivals.push_back(mapping);
    if (fit <= most) continue;
    most = fit;
    best = std::move(mapping);
    another.clear();
    rivals.clear();
  }
  for (const Mapping& rival : rivals) {
    if (!another.empty()) break;
    const auto otherwise = difference_between(*best, rival, names);
    if (!otherwise) continue;
    return bad_header("its columns fit " + best->name + " as well as " + rival.name + ", which read " + *otherwise +
                      " otherwise: say with --map FILE which columns are meant");
  }
  if (another.empty()) return best;
  return bad_header("its columns fit " + best->name + " as well as " + another + ": say --kind " + kind_of(*best) +
                    " or --kind " + another);
}

// What a file lacks that is surely of a known system.
std::optional<Error> lacks_of_system(const Names& names, const HeaderChoices& choices) {
  for (Mapping mapping : shipped_mappings()) {
    if (mapping.marks.empty() || !has_marks(mapping, names)) continue;
    if (!choices.kind.empty() && kind_of(mapping) != choices.kind) continue;
    for (MappingPart& part : mapping.parts) {
      const ImportKind* kind = part.when_asked ? nullptr : kind_named(part.kind);
      if (kind == nullptr || part.kind == "barcodes") continue;
      set_columns(part, *kind, choices);
      const Names missing = missing_in(part, *kind, names);
      if (!missing.empty() && missing.size() < part.columns.size()) return lacks(mapping.name, missing);
    }
  }
  return std::nullopt;
}

FoundHeader found_by(Mapping mapping, const Names& cells, const Names& names) {
  FoundHeader found;
  Names used = mapping.carried;
  for (const StateRule& rule : mapping.states) used.push_back(rule.header);
  for (const MappingPart& part : mapping.parts) {
    used.insert(used.end(), part.variants.begin(), part.variants.end());
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
  found.unmet = unmet_columns(mapping, names);
  found.mapping = std::move(mapping);
  return found;
}

}  // namespace

MappingPart part_by_names(const ImportKind& kind, const std::vector<std::string>& headers) {
  return part_by_aliases(kind, plain_names(headers), {});
}

namespace {

Names small_names(const Names& cells) {
  Names small = cells;
  for (std::string& name : small) {
    name = small_letters(std::move(name));
    std::replace(name.begin(), name.end(), '\n', ' ');
  }
  return small;
}

Result<std::vector<Mapping>> mappings_of(const std::vector<std::string>& texts) {
  std::vector<Mapping> mappings;
  for (const std::string& text : texts) {
    auto one = parse_mapping(text);
    if (!one) return bad_header("a mapping has a bad line " + one.error().place + ": " + one.error().message);
    mappings.push_back(std::move(one).value());
  }
  return mappings;
}

// Whether it names documents, and how many units of each thing.
bool is_document_too(const Names& names, const HeaderChoices& choices) {
  return std::any_of(std::begin(document_kinds), std::end(document_kinds), [&](const char* name) {
    const ImportKind& kind = *kind_named(name);
    const MappingPart part = part_by_aliases(kind, names, choices);
    return maps(part, kind.key) && maps(part, "quantity");
  });
}

// Made by a person now, asked for once, shipped, or by names that others use.
Result<Mapping> choose_mapping(const std::optional<Mapping>& known, const Result<FoundHeader>& ours, const Names& names,
                               const HeaderChoices& choices) {
  if (!choices.columns.empty()) return mapping_by_aliases(names, choices);
  const auto made = mappings_of(choices.mappings);
  if (!made) return made.error();
  auto mapping = best_of(*made, names, choices, Maker::person);
  if (mapping && !*mapping && known) mapping = best_of({*known}, names, choices, Maker::person);
  if (mapping && !*mapping && !ours) mapping = best_of(shipped_mappings(), names, choices, Maker::system);
  if (!mapping) return mapping.error();
  if (*mapping && kind_of(**mapping) == "items" && choices.kind.empty() && is_document_too(names, choices))
    return which_kind_of_list("items");
  if (*mapping) return **std::move(mapping);
  auto by_aliases = mapping_by_aliases(names, choices);
  if (by_aliases) return by_aliases;
  if (const auto of_made = lacks_of_made(*made, names)) return *of_made;
  const auto of_system = lacks_of_system(names, choices);
  return of_system ? *of_system : by_aliases.error();
}

// Words that a person has said go before those that the mapping knows.
void add_said(Mapping& mapping, const HeaderChoices& choices) {
  for (const std::string& heading : choices.states_in) {
    for (StateRule& rule : rules_of_states(plain_name(heading), kind_of(mapping) == "purchases"))
      mapping.states.push_back(std::move(rule));
  }
  mapping.units.insert(mapping.units.begin(), choices.units.begin(), choices.units.end());
  Names headers;
  for (const StateRule& rule : mapping.states) {
    if (rule.state == RowState::wanted && place_of(headers, rule.header) < 0) headers.push_back(rule.header);
  }
  for (const std::string& header : headers) {
    for (const SaidState& said : choices.states) {
      const bool is_draft = said.state == RowState::done && says_to_come(said.word);
      mapping.states.insert(mapping.states.begin(),
                            StateRule{header, is_draft ? RowState::left_out : said.state, {said.word}});
    }
  }
}

// Whether somebody has used our names, as far as he did.
bool is_meant_as_ours(const Names& small) {
  const ImportKind* kind = kind_by_key(small);
  if (kind == nullptr) return false;
  const auto ours = std::count_if(small.begin(), small.end(), [&](const auto& one) { return has_column(*kind, one); });
  return 2 * static_cast<std::size_t>(ours) >= small.size();
}

// Barcodes beside the names of their items: these are items as well, as by the names that others use.
bool are_items_too(const FoundHeader& ours, const Names& small) {
  return std::string_view(ours.header.kind->name) == "barcodes" && place_of(small, "name") >= 0;
}

// Which of the rows are wanted, and in what they count, is not said in our columns, but in others beside them.
bool says_more_beside(const FoundHeader& ours, const Names& names, const HeaderChoices& choices) {
  const auto has = [&](const char* column) { return !heading_of(column, names).empty(); };
  if (has_column(*ours.header.kind, "quantity") && has("unit")) return true;
  if (!is_document(*ours.header.kind)) return false;
  return !choices.states_in.empty() || !states_in(names, false).empty() || has("delivered") || has("open") ||
         (place_of(names, "cancelled") < 0 && has("cancelled"));
}

// A column that was named to say what is wanted has to be there.
Status check_states_in(const Mapping& mapping, const Names& names, const HeaderChoices& choices) {
  if (const ImportKind* kind = kind_named(kind_of(mapping)); kind == nullptr || !is_document(*kind)) return Done{};
  for (const std::string& heading : choices.states_in) {
    if (place_of(names, plain_name(heading)) < 0)
      return bad_header("it has no column '" + printable(heading, 40) + "', which was to say what is wanted");
  }
  return Done{};
}

bool says_nothing(const HeaderChoices& choices) {
  return choices.set.empty() && choices.columns.empty() && choices.mappings.empty() && !choices.make &&
         !choices.make_items;
}

// Whoever only has something made of the rows has not said that a file with our names is of another kind.
HeaderChoices as_meant(const Result<FoundHeader>& ours, const Names& small, const HeaderChoices& choices) {
  HeaderChoices meant = choices;
  const bool only_makes = choices.set.empty() && choices.columns.empty() && choices.mappings.empty();
  if (ours && only_makes && choices.kind.empty() && !are_items_too(*ours, small)) meant.kind = ours->header.kind->name;
  return meant;
}

}  // namespace

Names heading_of_two_lines(const Names& upper, const Names& lower) {
  Names heading;
  std::string group;
  for (std::size_t i = 0; i < std::max(upper.size(), lower.size()); ++i) {
    const bool begins = i < upper.size() && !upper[i].empty();
    if (begins) group = upper[i];
    const std::string own = i < lower.size() ? lower[i] : std::string();
    if (own.empty())
      heading.push_back(begins ? group : "");
    else if (group.empty() || (is_heading(plain_name(own)) && !is_heading(plain_name(group + " " + own))))
      heading.push_back(own);
    else
      heading.push_back(group + " " + own);
  }
  return heading;
}

Result<FoundHeader> read_header(const Names& cells, const HeaderChoices& choices) {
  if (!choices.kind.empty() && kind_named(choices.kind) == nullptr)
    return bad_header("'" + printable(choices.kind, 24) + "' is no kind of file");
  const Names names = plain_names(cells), small = small_names(cells);
  if (const auto refusal = choices.kind.empty() ? refusal_of_own_list(small) : std::nullopt)
    return bad_header(*refusal);
  auto ours = own_header(cells, small, choices.kind);
  if (!ours && kind_by_key(small) != nullptr && is_doubled(small)) return ours;
  const auto known = remembered_mapping(choices.memory, cells);
  if (!known) return bad_header(known.error().sentence());
  if (ours && says_nothing(choices) && !*known && says_more_beside(*ours, names, choices)) {
    HeaderChoices as_ours = choices;
    as_ours.kind = ours->header.kind->name;
    auto with_states = mapping_by_aliases(names, as_ours);
    if (!with_states) return with_states.error();
    if (auto there = check_states_in(*with_states, names, choices); !there) return there.error();
    add_said(*with_states, choices);
    return found_by(*std::move(with_states), cells, names);
  }
  if (ours && says_nothing(choices) && !*known && (!are_items_too(*ours, small) || !choices.kind.empty())) return ours;
  auto mapping = choose_mapping(*known, ours, names, *known ? choices : as_meant(ours, small, choices));
  if (!mapping) return ours || (choices.kind.empty() && is_meant_as_ours(small)) ? ours : mapping.error();
  if (auto there = check_states_in(*mapping, names, choices); !there) return there.error();
  if (!mapping->marks.empty() || !mapping->name.empty()) hear_more(*mapping, names);
  add_said(*mapping, choices);
  if (choices.make) make_customers(*mapping);
  if (choices.make_items) make_items(*mapping, names);
  return found_by(*std::move(mapping), cells, names);
}

}  // namespace dockhand

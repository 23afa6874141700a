#include "storage/import/mapping/asked_columns.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <tuple>

#include "storage/import/columns/import_columns.h"
#include "storage/import/mapping/alias_mapping.h"
#include "storage/model/codes.h"

namespace dockhand {
namespace {

constexpr std::string_view signs_of_mappings[] = {" | ", " ; ", " + ", " = "};

bool is_answered(const std::string& column, const ColumnAnswers& answers) {
  const auto is_it = [&](const auto& one) { return one.first == column; };
  const HeaderChoices& said = answers.said;
  return std::any_of(said.columns.begin(), said.columns.end(), is_it) ||
         std::any_of(said.set.begin(), said.set.end(), is_it) ||
         std::find(answers.none.begin(), answers.none.end(), column) != answers.none.end();
}

HeaderNames lacks_of(const ImportKind& kind, const HeaderNames& names, const HeaderChoices& said) {
  HeaderNames missing = missing_in(part_by_aliases(kind, names, said), kind, names);
  std::erase_if(missing, [&](const std::string& one) {
    return one == "line" && counts_lines(kind, {"line", true, ColumnType::number});
  });
  return missing;
}

// Whether some heading means nothing yet, and so may be what is asked for.
bool has_free_heading(const MappingPart& part, const HeaderNames& headers) {
  return std::any_of(headers.begin(), headers.end(), [&](const std::string& heading) {
    const std::string name = plain_name(heading);
    return can_be_named(heading) && std::none_of(part.columns.begin(), part.columns.end(), [&](const auto& one) {
             return plain_name(one.sources.front().front().text) == name;
           });
  });
}

}  // namespace

bool can_be_named(const std::string& heading) {
  return !heading.empty() && heading.front() != '\'' && heading.find('\n') == std::string::npos &&
         std::none_of(std::begin(signs_of_mappings), std::end(signs_of_mappings),
                      [&](std::string_view sign) { return heading.find(sign) != std::string::npos; });
}

bool counts_lines(const ImportKind& kind, const Column& column) {
  return std::string_view(column.name) == "line" && std::string_view(kind.name) != "asns";
}

bool is_worth_asking(const Column& column) {
  static constexpr std::string_view asked[] = {"lot", "serial", "expiry", "units", "name", "purchase", "supplier"};
  return column.required || std::find(std::begin(asked), std::end(asked), column.name) != std::end(asked);
}

bool names_columns(const std::vector<std::string>& cells) {
  const auto is_value = [](const std::string& cell) {
    const bool digits = cell.find_first_of("0123456789") != std::string::npos;
    return digits && cell.find_first_not_of("0123456789.,:/- ") == std::string::npos;
  };
  return std::any_of(cells.begin(), cells.end(), can_be_named) && std::none_of(cells.begin(), cells.end(), is_value);
}

std::string mapping_form(const std::vector<std::string>& headers) {
  constexpr std::size_t most_kinds = 4;
  std::string form = "# The columns of the file are:\n", all;
  for (const std::string& heading : headers) {
    if (!can_be_named(heading)) continue;
    form += "#   " + printable(heading, 60) + "\n";
    all += (all.empty() ? "" : " ; ") + heading;
  }
  form +=
      "# Keep the lines of one kind below, write one of these columns behind each =, or what all rows have in "
      "quotation\n"
      "# marks, as in supplier = 'Acme', and take the # before the lines away. A line that has no column goes. The "
      "first\n"
      "# line stays, so that no other file is read so.\n"
      "only with = " +
      all +
      "\n"
      "# Where a column says which rows are wanted, its words stand here, above the kinds:\n"
      "# wanted = STATUS: open | paid\n"
      "# done = STATUS: shipped\n"
      "# cancelled = STATUS: void\n";
  const auto offered = kinds_offered(headers);
  for (std::size_t i = 0; i < std::min(most_kinds, offered.size()); ++i) {
    const ImportKind& kind = *offered[i].kind;
    const MappingPart part = part_by_aliases(kind, plain_names(headers), {});
    form += "#\n# [" + std::string(kind.name) + "]\n";
    for (const Column& column : kind.columns) {
      if (!is_worth_asking(column) || counts_lines(kind, column)) continue;
      const auto known = std::find_if(part.columns.begin(), part.columns.end(),
                                      [&](const MappedColumn& one) { return one.column == column.name; });
      const std::string heading = known == part.columns.end() ? "" : known->sources.front().front().text;
      form += "# " + std::string(column.name) + " = " + heading + "\n";
    }
    const auto is_line = [&](const Column& column) { return counts_lines(kind, column); };
    if (std::any_of(kind.columns.begin(), kind.columns.end(), is_line))
      form += "# number = " + std::string(kind.key) + "\n";
  }
  return form;
}

std::vector<KindOffered> kinds_offered(const std::vector<std::string>& headers) {
  static constexpr std::array<std::string_view, 12> usual{"orders", "purchases", "items",     "barcodes",
                                                          "stock",  "locations", "customers", "suppliers",
                                                          "asns",   "users",     "sources",   "history"};
  const HeaderNames names = plain_names(headers);
  std::vector<KindOffered> offered;
  offered.reserve(import_kinds().size());
  for (const ImportKind& kind : import_kinds()) offered.push_back({&kind, lacks_of(kind, names, {})});
  const auto order = [](const KindOffered& one) {
    const auto needed = std::count_if(one.kind->columns.begin(), one.kind->columns.end(), [&](const Column& column) {
      return column.required && !counts_lines(*one.kind, column);
    });
    const auto lacks = static_cast<std::ptrdiff_t>(one.lacks.size());
    const auto place = std::find(usual.begin(), usual.end(), std::string_view(one.kind->name)) - usual.begin();
    return std::tuple(lacks - needed, lacks == needed ? 0 : lacks, place);  // how many are known, and are not
  };
  std::stable_sort(offered.begin(), offered.end(), [&](const auto& a, const auto& b) { return order(a) < order(b); });
  return offered;
}

std::optional<ColumnAsked> column_asked(const std::vector<std::string>& headers, const ColumnAnswers& answers) {
  const ImportKind* kind = kind_named(answers.said.kind);
  if (kind == nullptr) return std::nullopt;
  const HeaderNames names = plain_names(headers);
  const MappingPart part = part_by_aliases(*kind, names, answers.said);
  const HeaderNames lacks = lacks_of(*kind, names, answers.said);
  for (const Column& column : kind->columns) {
    if (counts_lines(*kind, column) || !is_worth_asking(column) || is_answered(column.name, answers)) continue;
    const bool is_known = maps(part, column.name);
    const bool is_lacking = std::find(lacks.begin(), lacks.end(), column.name) != lacks.end();
    const bool may_be_there = !column.required && !is_known && has_free_heading(part, headers);
    if (is_lacking || may_be_there || (answers.all && is_known)) return ColumnAsked{column.name, column.required};
  }
  return std::nullopt;
}

}  // namespace dockhand

#include "storage/import/mapping/more_heard.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "storage/import/cells/plain_name.h"
#include "storage/import/columns/import_columns.h"
#include "storage/import/mapping/alias_mapping.h"
#include "storage/import/mapping/state_words.h"

namespace dockhand {
namespace {

bool is_used(const MappingPart& part, const std::string& heading) {
  return std::any_of(part.columns.begin(), part.columns.end(), [&](const MappedColumn& column) {
    return std::any_of(column.sources.begin(), column.sources.end(), [&](const MappingSum& sum) {
      return std::any_of(sum.begin(), sum.end(),
                         [&](const MappingTerm& term) { return !term.literal && plain_name(term.text) == heading; });
    });
  });
}

}  // namespace

void hear_more(Mapping& mapping, const HeaderNames& names) {
  for (MappingPart& part : mapping.parts) {
    if (part.when_asked || (part.kind != "orders" && part.kind != "purchases")) continue;
    const ImportKind& kind = *kind_named(part.kind);
    const auto is_there = [&](const char* column) {
      return std::any_of(part.columns.begin(), part.columns.end(), [&](const MappedColumn& one) {
        return one.column == column && place_of(names, plain_name(one.sources.front().front().text)) >= 0;
      });
    };
    const bool is_said = is_there("delivered") || is_there("open");
    for (const char* column : {"delivered", "open", "cancelled"}) {
      const bool is_cancelled = std::string_view(column) == "cancelled";
      if (is_cancelled ? is_there(column) || !has_column(kind, column) : is_said) continue;
      const std::string heading = heading_of(column, names);
      if (heading.empty() || is_used(part, heading)) continue;
      std::erase_if(part.columns, [&](const MappedColumn& one) { return one.column == column; });
      part.columns.push_back({column, {{{heading, false}}}});
    }
    const bool has_states = std::any_of(mapping.states.begin(), mapping.states.end(), [&](const StateRule& rule) {
      return place_of(names, plain_name(rule.header)) >= 0;
    });
    if (has_states) continue;
    for (StateRule& rule : states_in(names, part.kind == "purchases")) {
      if (!is_used(part, rule.header)) mapping.states.push_back(std::move(rule));
    }
  }
}

}  // namespace dockhand

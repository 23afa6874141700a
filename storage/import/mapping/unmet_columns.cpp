#include "storage/import/mapping/unmet_columns.h"

#include <algorithm>
#include <cstdint>

#include "storage/import/cells/plain_name.h"
#include "storage/import/columns/import_columns.h"
#include "storage/import/mapping/alias_mapping.h"
#include "storage/model/codes.h"

namespace dockhand {
namespace {

bool is_met(const MappedColumn& column, const HeaderNames& names) {
  return std::any_of(column.sources.begin(), column.sources.end(), [&](const MappingSum& sum) {
    return std::all_of(sum.begin(), sum.end(), [&](const MappingTerm& term) {
      return term.literal || place_of(names, plain_name(term.text)) >= 0;
    });
  });
}

std::string listed(const HeaderNames& names) {
  std::string list;
  for (const std::string& one : names) list += (list.empty() ? "" : ", ") + one;
  return list;
}

}  // namespace

bool has_marks(const Mapping& mapping, const HeaderNames& names) {
  return std::all_of(mapping.marks.begin(), mapping.marks.end(), [&](const HeaderNames& mark) {
    return std::any_of(mark.begin(), mark.end(),
                       [&](const std::string& one) { return place_of(names, plain_name(one)) >= 0; });
  });
}

std::optional<Error> lacks_of_made(const std::vector<Mapping>& made, const HeaderNames& names) {
  std::optional<Error> closest;
  std::size_t fewest = SIZE_MAX;
  for (const Mapping& mapping : made) {
    for (const MappingPart& part : mapping.parts) {
      const ImportKind* kind = part.when_asked || !has_marks(mapping, names) ? nullptr : kind_named(part.kind);
      const HeaderNames missing = kind == nullptr ? HeaderNames{} : missing_in(part, *kind, names);
      const auto met = std::count_if(part.columns.begin(), part.columns.end(),
                                     [&](const MappedColumn& one) { return is_met(one, names); });
      const std::size_t most = std::min(fewest, static_cast<std::size_t>(met));  // else it is for another file
      if (missing.empty() || missing.size() >= most) continue;
      fewest = missing.size();
      closest = Error{ErrorKind::bad_input, "",
                      "the mapping for " + part.kind +
                          " does not fit: the file has no column that is called as it says "
                          "for " +
                          listed(missing)};
    }
  }
  return closest;
}

std::vector<std::string> unmet_columns(const Mapping& mapping, const HeaderNames& names) {
  std::vector<std::string> sentences;
  const auto& shipped = shipped_mappings();  // they name whatever a system may have
  if (std::any_of(shipped.begin(), shipped.end(), [&](const Mapping& one) { return one.name == mapping.name; }))
    return sentences;
  for (const MappingPart& part : mapping.parts) {
    for (const MappedColumn& column : part.columns) {
      if (is_met(column, names)) continue;
      sentences.push_back("the mapping has '" + printable(column.sources.front().front().text, 40) + "' for " +
                          column.column + " of " + part.kind + ", and the file has no such column");
    }
  }
  return sentences;
}

}  // namespace dockhand

#include "storage/import/mapping/own_gaps.h"

#include <string_view>

#include "storage/import/mapping/alias_mapping.h"

namespace dockhand {
namespace {

bool is_empty_in(const Header& header, const std::vector<std::string>& cells, std::string_view column) {
  for (std::size_t i = 0; i < header.places.size(); ++i) {
    if (column != header.kind->columns[i].name) continue;
    const auto place = static_cast<std::size_t>(header.places[i]);
    return header.places[i] < 0 || place >= cells.size() || cells[place].empty();
  }
  return true;
}

}  // namespace

bool has_gap(const Header& ours, const std::vector<std::string>& cells) {
  if (!is_document(*ours.kind) || is_empty_in(ours, cells, "item")) return false;
  return is_empty_in(ours, cells, "line") || is_empty_in(ours, cells, ours.kind->key);
}

FoundHeader with_gaps_filled(FoundHeader ours) {
  MappingPart& part = ours.mapping.parts.front();
  part.number_by = ours.header.kind->key;
  ours.mapping.carried = carried_by(*ours.header.kind, part);
  ours.ours = false;
  return ours;
}

}  // namespace dockhand

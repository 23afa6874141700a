#include "storage/import/header.h"

#include <algorithm>
#include <string_view>

#include "storage/model/codes.h"

namespace dockhand {
namespace {

Error bad_header(const std::string& message) { return Error{ErrorKind::bad_input, "", message}; }

std::vector<std::string> lower_case(std::vector<std::string> names) {
  for (std::string& name : names) {
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return names;
}

int place_of(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

std::string list_of(const std::vector<Column>& columns) {
  std::string list;
  for (const auto& column : columns) {
    list += (list.empty() ? "" : ",") + std::string(column.name) + (column.required ? "" : "?");
  }
  return list;
}

const ImportKind* kind_of(const std::vector<std::string>& names) {
  const auto& kinds = import_kinds();
  const auto kind =
      std::find_if(kinds.begin(), kinds.end(), [&](const ImportKind& one) { return place_of(names, one.key) >= 0; });
  return kind == kinds.end() ? nullptr : &*kind;
}

}  // namespace

bool may_be_header(const std::vector<std::string>& cells) { return kind_of(lower_case(cells)) != nullptr; }

Result<FoundHeader> read_header(const std::vector<std::string>& cells) {
  const std::vector<std::string> names = lower_case(cells);
  const ImportKind* kind = kind_of(names);
  if (kind == nullptr) {
    return bad_header(
        "the first line names none of the columns barcode, location, order, sscc, purchase, customer, item, setting");
  }
  FoundHeader found;
  found.header = {kind, {}, std::vector<Convention>(kind->columns.size()), names.size()};
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) continue;
    const bool known = std::any_of(kind->columns.begin(), kind->columns.end(),
                                   [&](const Column& column) { return names[i] == column.name; });
    if (!known) {
      found.left_out.push_back(cells[i]);
    } else if (place_of(names, names[i]) != static_cast<int>(i)) {
      return bad_header("column '" + printable(cells[i], 40) + "' stands there twice");
    }
  }
  for (const auto& column : kind->columns) {
    found.header.places.push_back(place_of(names, column.name));
    if (column.required && found.header.places.back() < 0) {
      return bad_header("column '" + std::string(column.name) + "' is missing; " + kind->name + " have " +
                        list_of(kind->columns));
    }
  }
  return found;
}

}  // namespace dockhand

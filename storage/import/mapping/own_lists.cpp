#include "storage/import/mapping/own_lists.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace dockhand {
namespace {

struct ShownList {
  std::array<std::string_view, 6> columns;
  const char* refusal;
};
// Of reserved units the list has the columns of a list of stock, and they lie there already. The others name customers
// and lines as people read them.
constexpr std::array shown_lists{
    ShownList{{"line", "item", "place", "quantity", "state", "customer"},
              "it says which units are reserved for whom, and not what lies where: there is nothing to import"},
    ShownList{{"line", "item", "waiting", "reserved", "picked", "shipped"},
              "it is Dockhand's own list of order lines, as people read it: what dockhand export orders writes can be "
              "imported"},
    ShownList{{"line", "item", "expected", "received", "open", "packs"},
              "it is Dockhand's own list of purchase lines, as people read it: what dockhand export purchases writes "
              "can be imported"}};

}  // namespace

std::optional<std::string> refusal_of_own_list(const HeaderNames& names) {
  for (const ShownList& list : shown_lists) {
    const bool is_it = std::all_of(list.columns.begin(), list.columns.end(),
                                   [&](std::string_view one) { return place_of(names, one) >= 0; });
    if (is_it) return list.refusal;
  }
  return std::nullopt;
}

}  // namespace dockhand

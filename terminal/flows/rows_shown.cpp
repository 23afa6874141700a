#include "terminal/flows/rows_shown.h"

#include <fmt/format.h>

#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::string_view next_rows = "rows:next";

}  // namespace

void RowsShown::tell(std::size_t all, std::string_view one, std::string_view many, WorkPage& page) const {
  const std::string counted_all = counted(static_cast<std::int64_t>(all), one, many);
  page.list_heading = counted_all;
  if (all <= shown_) return;
  page.list_heading =
      fmt::format("The first {shown} of {all}", fmt::arg("shown", shown_), fmt::arg("all", counted_all));
  page.rows.push_back({.id = std::string(next_rows),
                       .title = fmt::format("Show the next {rows}", fmt::arg("rows", std::min(step, all - shown_))),
                       .detail = "What is not shown can be scanned, or searched for",
                       .icon = Icon::search});
}

bool RowsShown::shows_next(std::string_view id) {
  if (id != next_rows) return false;
  shown_ += step;
  return true;
}

}  // namespace dockhand

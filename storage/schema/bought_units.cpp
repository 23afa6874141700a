#include "storage/schema/bought_units.h"

#include <algorithm>
#include <charconv>

namespace dockhand {

std::string text_of(const std::vector<BoughtUnits>& bought) {
  std::string text;
  for (const BoughtUnits& one : bought) {
    text += (text.empty() ? "" : "\n") + std::to_string(one.units) + " " + one.line.text();
  }
  return text;
}

std::vector<BoughtUnits> parse_bought(std::string_view text) {
  std::vector<BoughtUnits> bought;
  while (!text.empty()) {
    const std::string_view row = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), row.size() + 1));
    std::int64_t units = 0;
    const auto read = std::from_chars(row.data(), row.data() + row.size(), units);
    const auto blank = static_cast<std::size_t>(read.ptr - row.data());
    if (read.ec != std::errc{} || blank >= row.size()) continue;
    if (const auto line = PurchaseLine::parse(row.substr(blank + 1))) bought.push_back({*line, units});
  }
  return bought;
}

}  // namespace dockhand

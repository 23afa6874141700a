#include "storage/model/price.h"

#include <algorithm>
#include <charconv>

#include "storage/model/codes.h"

namespace dockhand {
namespace {

constexpr std::size_t max_behind = 4;
constexpr std::size_t usual_behind = 2;

Error no_price(std::string_view text) {
  return {
      ErrorKind::bad_input, "price",
      "'" + printable(text, 24) + "' is not an amount from 0 to 1000000000 with at most four digits behind the point"};
}

}  // namespace

Result<Price> Price::parse(std::string_view text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  std::string behind(text.substr(std::min(point + 1, text.size())));
  const bool ends_in_point = point + 1 == text.size();
  if (!is_digits(whole) || ends_in_point || behind.size() > max_behind) return no_price(text);
  behind.resize(max_behind, '0');
  if (!is_digits(behind)) return no_price(text);
  std::int64_t units = 0, parts = 0;
  const auto read = std::from_chars(whole.data(), whole.data() + whole.size(), units);
  std::from_chars(behind.data(), behind.data() + behind.size(), parts);
  if (read.ec != std::errc{} || units > max / parts_of_one) return no_price(text);
  const std::int64_t all = units * parts_of_one + parts;
  return all > max ? Result<Price>(no_price(text)) : Result<Price>(Price(all));
}

Price Price::nearest(std::int64_t parts) { return Price(std::clamp<std::int64_t>(parts, 0, max)); }

std::string Price::text() const {
  std::string behind = std::to_string(parts_of_one + parts_ % parts_of_one).substr(1);
  while (behind.size() > usual_behind && behind.back() == '0') behind.pop_back();
  return std::to_string(parts_ / parts_of_one) + "." + behind;
}

}  // namespace dockhand

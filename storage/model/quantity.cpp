#include "storage/model/quantity.h"

#include <algorithm>
#include <charconv>

#include "storage/model/codes.h"

namespace dockhand {

Result<Quantity> Quantity::parse(std::string_view digits) {
  std::int64_t units = 0;
  if (is_digits(digits) && std::from_chars(digits.data(), digits.data() + digits.size(), units).ec == std::errc{}) {
    return of(units);
  }
  return Error{ErrorKind::bad_input, "quantity", "'" + printable(digits, 24) + "' is not a whole number of units"};
}

Result<Quantity> Quantity::of(std::int64_t units) {
  if (units >= 0 && units <= max) return Quantity(units);
  return Error{ErrorKind::bad_input, "quantity",
               std::to_string(units) + " is not between 0 and " + std::to_string(max)};
}

Quantity Quantity::exactly(std::int64_t units) {
  assert(units >= 0 && units <= max);
  return Quantity(units);
}

Quantity Quantity::nearest(std::int64_t units) { return Quantity(std::clamp<std::int64_t>(units, 0, max)); }

Result<Quantity> Quantity::times(std::int64_t factor) const {
  if (factor < 0 || (units_ != 0 && factor > max / units_)) {
    return Error{ErrorKind::bad_input, "quantity", text() + " times " + std::to_string(factor) + " is too many units"};
  }
  return Quantity(units_ * factor);
}

}  // namespace dockhand

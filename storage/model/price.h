// What one base unit costs, or what an order is worth, in the site's own currency.
//
// Decides: that an amount is exact to a ten-thousandth, which is enough for a screw, and never negative. Leaves to
// others: which currency it is; how offices write it (storage/import/cells/office_number.h).
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

class Price {
 public:
  static constexpr std::int64_t parts_of_one = 10'000;
  static constexpr std::int64_t max = 1'000'000'000 * parts_of_one;

  constexpr Price() = default;
  // Reads "12", "12.5" or "0.0123": a point, and at most four digits behind it.
  static Result<Price> parse(std::string_view text);
  // Takes ten-thousandths out of a database. When they are out of range, the price is 0 or max.
  static Price nearest(std::int64_t parts);

  constexpr std::int64_t parts() const { return parts_; }
  constexpr bool none() const { return parts_ == 0; }
  std::string text() const;  // "12.50", "0.0123"; what `parse` reads
  constexpr auto operator<=>(const Price&) const = default;

 private:
  explicit constexpr Price(std::int64_t parts) : parts_(parts) {}
  std::int64_t parts_ = 0;
};

}  // namespace dockhand

// A number of base units.
//
// Decides: that a quantity is a whole number of base units from 0 to `max`, and that arithmetic on it cannot wrap.
// Leaves to others: how base units are shown as packaging levels ("2 cs + 1 ea", storage/views/views.h).
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

class Quantity {
 public:
  // A thousand million base units. The sum of any million such quantities still fits into 64 bits.
  static constexpr std::int64_t max = 1'000'000'000;

  constexpr Quantity() = default;
  // Reads a number of digits only, from 0 to max.
  static Result<Quantity> parse(std::string_view digits);
  static Result<Quantity> of(std::int64_t units);
  // Is for numbers that are known to be in range, such as literals. It asserts that they are.
  static Quantity exactly(std::int64_t units);
  // Is for numbers out of a database and for sums. When they are out of range, the quantity is 0 or max. Balances
  // themselves are std::int64_t and exact; this says how many of them can be handled or shown at once.
  static Quantity nearest(std::int64_t units);

  constexpr std::int64_t units() const { return units_; }
  constexpr bool none() const { return units_ == 0; }
  std::string text() const { return std::to_string(units_); }

  // The sum is never above max.
  Quantity operator+(Quantity other) const { return nearest(units_ + other.units_); }
  // The result is never below zero: when less is there, all of it is taken.
  Quantity less(Quantity other) const { return exactly(units_ > other.units_ ? units_ - other.units_ : 0); }
  Result<Quantity> times(std::int64_t factor) const;
  constexpr auto operator<=>(const Quantity&) const = default;

 private:
  explicit constexpr Quantity(std::int64_t units) : units_(units) {}
  std::int64_t units_ = 0;
};

}  // namespace dockhand

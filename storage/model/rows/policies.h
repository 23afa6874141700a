// How demand is to be served: what the office says per order line, customer and item.
//
// Decides: which policies there are (storage/model/rows/policies.def), how their values read in CSV, JSON and tables
// alike, that the order line's word goes before its customer's and that before the item's, and the five order classes.
// Leaves to others: what follows for who gets units (storage/allocation/allocation.h) and for what may be picked
// (storage/books/hold.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/quantity.h"
#include "storage/model/result.h"
#include "storage/model/time.h"

namespace dockhand {

// The confirmation strategies of SAP S/4HANA's backorder processing (advanced available-to-promise, app "Configure BOP
// Variant"), read as what happens to an order line's reserved units and to those it waits for:
//   win           is to be served in full: takes units that are reserved for redistribute and fill, keeps its own
//   gain          keeps at least what it has and should get more: takes as win does, after it
//   redistribute  should get more but may also lose: takes from fill, loses to win and gain; the usual one
//   fill          gets nothing more; keeps what it has, but may lose it
//   lose          gets nothing and gives back all that is only reserved
// Only reserved units are ever taken, never picked ones.
enum class OrderClass : std::int32_t { win = 1, gain, redistribute, fill, lose };
const char* name_of(OrderClass order_class);  // "win", ...
Result<OrderClass> parse_order_class(std::string_view text);

constexpr bool may_get_more(OrderClass one) { return one <= OrderClass::redistribute; }
constexpr bool may_lose(OrderClass one) { return one >= OrderClass::redistribute; }
constexpr bool may_take_from(OrderClass winner, OrderClass loser) {
  return may_get_more(winner) && may_lose(loser) && winner < loser;
}

struct Days {
  std::int32_t count = 0;  // 0 to max
  static constexpr std::int32_t max = 36'500;
  auto operator<=>(const Days&) const = default;
};

// A day that never comes: 9999-12-31.
inline const Date never = Date::from_days(2'932'896);

// What one level says. A policy that is empty is left to the next level.
struct Policies {
#define POLICY(type, name, otherwise, about) std::optional<type> name{};
#include "storage/model/rows/policies.def"
#undef POLICY
  bool operator==(const Policies&) const = default;
};

// Prints "partial=no multiple=12", in the order of the list. It is empty when nothing is said.
std::string text_of(const Policies& policies);
Result<Policies> parse_policies(std::string_view text);
// Sets the policy of this name. The Error's place is the name.
Status set_policy(Policies& policies, std::string_view name, std::string_view value);

struct PolicyInfo {
  const char* name;
  const char* about;
};
const std::vector<PolicyInfo>& policy_list();

// What holds for one order line after all levels were asked.
struct Terms {
#define POLICY(type, name, otherwise, about) type name = otherwise;
#include "storage/model/rows/policies.def"
#undef POLICY
  // Any number of units may be served at any time.
  bool in_parts() const { return partial && multiple == Quantity::exactly(1); }
  bool operator==(const Terms&) const = default;
};
Terms terms_of(const Policies& line, const Policies& customer, const Policies& item);

// Reads yes and no as the office writes them: yes, true, 1; no, false, 0.
Result<bool> parse_yes_no(std::string_view text);

}  // namespace dockhand

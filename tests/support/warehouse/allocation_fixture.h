// Lines that wait and units that are there, in few words.
#pragma once

#include "storage/allocation/allocation.h"
#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

inline WaitingLine line(const std::string& name, std::int64_t waiting, std::int32_t priority = 5, bool partial = true) {
  WaitingLine waits{Rank{false, OrderClass::redistribute, priority, day("2026-11-24"), Instant{}, order(name)}, "Acme",
                    units(waiting)};
  waits.terms.partial = partial;
  return waits;
}

inline WaitingLine line_of(OrderClass order_class, const std::string& name, std::int64_t waiting) {
  WaitingLine waits = line(name, waiting);
  waits.rank.order_class = order_class;
  return waits;
}

inline Offer at(const std::string& where, std::int64_t count) { return Offer{place(where), "", "", units(count)}; }
inline Offer lot(const std::string& name, std::int64_t count, std::int32_t days_left = 100) {
  return Offer{place("A-01"), name, "", units(count), days_left};
}
inline Offer reserved(const WaitingLine& by, std::int64_t count) {
  Offer offer = at("A-02", count);
  offer.reserved_for = by.rank;
  return offer;
}

template <class T>
std::function<std::optional<T>()> in_order(std::vector<T> all) {
  return [all = std::move(all), next = std::size_t{0}]() mutable -> std::optional<T> {
    return next == all.size() ? std::nullopt : std::optional(all[next++]);
  };
}

inline NextOffer offered_in_order(std::vector<Offer> all) {
  return [all = std::move(all), next = std::size_t{0}](OrderClass asking) mutable -> std::optional<Offer> {
    if (next == all.size()) return std::nullopt;
    if (!all[next].above_cap && !may_take_from(asking, all[next].reserved_for->order_class)) return std::nullopt;
    return all[next++];
  };
}

inline std::int64_t sum(const std::vector<Grant>& grants) {
  std::int64_t total = 0;
  for (const Grant& grant : grants) total += grant.quantity.units();
  return total;
}

inline std::int64_t got(const Allocation& plan, const std::string& name) {
  std::int64_t total = 0;
  for (const Grant& grant : plan.grants) total += grant.line == order(name) ? grant.quantity.units() : 0;
  return total;
}

// The lots that a line got, in the order of the grants.
inline std::string lots(const Allocation& plan, const std::string& name) {
  std::string text;
  for (const Grant& grant : plan.grants) {
    if (grant.line == order(name)) text += plan.supply[grant.units].lot + ":" + grant.quantity.text() + " ";
  }
  return text;
}

inline Rule rule_of(const Allocation& plan, const std::string& name) {
  for (const Explanation& one : plan.explanations) {
    if (one.rank.line == order(name)) return one.rule;
  }
  FAIL(name << " is not explained");
  return Rule::in_rank;
}

}  // namespace dockhand::test

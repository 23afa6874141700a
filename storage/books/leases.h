// What is set aside for one terminal, so that what it decides without a network always stands.
//
// Decides: what a lease is, and how it is kept. Of a purchase or a handling unit it holds demand: so many units that an
// order line waits for, which these goods are to bring. What the terminal has received for them, and what an order has
// reserved that the terminal is to pick, it holds as claims. Leaves to others: who gets what is not set aside
// (storage/books/books_allocate.cpp), and when a lease begins or is revoked (storage/facts/facts_lease.cpp).
//
// A lease ends by events alone, never by a clock.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "storage/books/entry.h"
#include "storage/engine/engine.h"
#include "storage/model/codes.h"

namespace dockhand {

struct Lease {
  LeaseKey of;
  OrderLine line;
  std::string writer;
  std::string holder;  // what people call the terminal; empty: nobody has said
  ItemCode item;
  std::int64_t demand = 0;   // of what the line waits for
  std::int64_t claimed = 0;  // of what is reserved for it
};

class Leases {
 public:
  Leases(Engine& db, Entry& entry) : db_(db), entry_(entry) {}

  // Hardly any site has one at a moment: then this costs one look for each event.
  bool any();
  // The open ones of an item, those of the highest rank first.
  const std::vector<Lease>& of(const ItemCode& item);
  // The open ones of these goods, of this order, or of this terminal.
  std::vector<Lease> of(const LeaseKey& what);
  std::vector<Lease> of(const WriterId& writer);
  // What is set aside of a line. `others`: for another terminal than the one whose event is written.
  std::int64_t demand(const OrderLine& line, const ItemCode& item);
  std::int64_t claims(const OrderLine& line, const ItemCode& item);
  std::int64_t demand_of_others(const OrderLine& line, const ItemCode& item);
  std::int64_t claims_of_others(const OrderLine& line, const ItemCode& item);

  // The event brings the goods, and its terminal has the lease.
  bool is_served(const Lease& lease) const;
  // The line has got units by the event: demand that is served becomes claims, as far as the event has brought units.
  void serve(const OrderLine& line, const ItemCode& item, std::int64_t granted);
  // Writes it down as it is now; one without demand and claims is over. What of() gave of its item has changed then.
  void put(const Lease& lease);

 private:
  void remember(const Lease& lease);
  template <class Sum>
  std::int64_t sum_of(const OrderLine& line, const ItemCode& item, const Sum& sum);

  Engine& db_;
  Entry& entry_;
  std::optional<bool> any_;
  std::map<ItemCode, std::vector<Lease>> of_item_;  // as far as they were read
};

}  // namespace dockhand

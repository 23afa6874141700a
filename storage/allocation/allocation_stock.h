// What is on offer while it is handed out; a part of the allocation (storage/allocation/allocation.h).
//
// Decides: which units a line may have, by their lot, shelf life, owner and the safety stock.
// Leaves to others: how many of them it gets (storage/allocation/allocation.cpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/allocation/supply.h"

namespace dockhand {

class Stock {
 public:
  Stock(std::vector<Offer> free, Quantity safety_stock, const NextOffer& reserved);

  // What a line may have. All of it is from `lot` when the line's policy asks for one lot.
  struct Selection {
    std::optional<std::string> lot;
    Quantity available;
  };
  // Looks at reserved units only as far as `wanted` needs them.
  Selection choose(const WaitingLine& line, Quantity wanted);
  // Returns false when this line, and all that rank after it, can have nothing.
  bool may_have_some(const WaitingLine& line);
  // Returns why a line cannot have more than it may: its lot or shelf life, the safety stock, or only that others come
  // first.
  Rule limit_of(const WaitingLine& line) const;

  // After this call nobody is given reserved units of others.
  void leave_reserved_alone() { takes_reserved_ = false; }

  // Says what is true of the reserved units of others among those that were handed out.
  struct Taken {
    bool by_class = false, above_cap = false;
  };
  // Hands out at most what `choose` said.
  Taken hand_out(const WaitingLine& line, const Selection& choice, Quantity quantity, std::vector<Grant>& grants);

  std::vector<Offer> offers() && { return std::move(offers_); }

 private:
  using LotChoice = std::optional<std::string>;
  bool fits(const WaitingLine& line, const LotChoice& lot, const Offer& offer) const;
  Quantity available(const WaitingLine& line, const LotChoice& lot) const;
  Selection best_choice(const WaitingLine& line, Quantity wanted) const;
  Quantity free_for(const WaitingLine& line) const;
  bool look_at_one_more(OrderClass order_class);

  std::vector<Offer> offers_;
  std::vector<Quantity> left_;  // units that are left of each offer
  std::size_t free_offers_;     // the first ones; the rest is reserved for others
  std::size_t first_ = 0;       // offers before it are used up
  Quantity free_left_;
  Quantity safety_stock_;
  const NextOffer& reserved_;
  int looked_at_ = 0;
  bool takes_reserved_ = true;
};

}  // namespace dockhand

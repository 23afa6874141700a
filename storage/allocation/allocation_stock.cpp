#include "storage/allocation/allocation_stock.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace dockhand {
namespace {

// Says for whom the safety stock is: for lines that were promised earlier, and for those for which the units were
// bought or decided.
bool is_entitled(const WaitingLine& line) { return line.due || line.rank.pegged || !line.decided.none(); }

// What was bought or decided for a line is not capped, and takes nothing from those who have more than the cap.
bool is_capped(const WaitingLine& line) { return !line.rank.pegged && line.decided.none(); }

bool takes_any_lot(const WaitingLine& line) { return line.terms.shelf_days == Days{} && !line.terms.one_lot; }

}  // namespace

Stock::Stock(std::vector<Offer> free, Quantity safety_stock, const NextOffer& reserved)
    : offers_(std::move(free)), free_offers_(offers_.size()), safety_stock_(safety_stock), reserved_(reserved) {
  left_.reserve(offers_.size());
  for (const Offer& offer : offers_) {
    left_.push_back(offer.quantity);
    free_left_ = free_left_ + offer.quantity;
  }
}

bool Stock::fits(const WaitingLine& line, const LotChoice& lot, const Offer& offer) const {
  if (lot && offer.lot != *lot) return false;
  if (offer.days_left < line.terms.shelf_days.count) return false;
  if (!offer.reserved_for) return true;
  if (offer.above_cap && is_capped(line)) return takes_reserved_;
  return takes_reserved_ && may_take_from(line.rank.order_class, offer.reserved_for->order_class);
}

Quantity Stock::free_for(const WaitingLine& line) const {
  return is_entitled(line) ? free_left_ : free_left_.less(safety_stock_);
}

// A line that takes any lot, as nearly all do, costs nothing here however many lots and serials are free.
Quantity Stock::available(const WaitingLine& line, const LotChoice& lot) const {
  Quantity free = takes_any_lot(line) ? free_left_ : Quantity();
  Quantity others;
  for (std::size_t i = takes_any_lot(line) ? free_offers_ : first_; i < offers_.size(); ++i) {
    if (left_[i].none() || !fits(line, lot, offers_[i])) continue;
    Quantity& sum = i < free_offers_ ? free : others;
    sum = sum + left_[i];
  }
  return std::min(free, free_for(line)) + others;
}

// Returns one lot for all units: the one that the line has already; else the first to have enough when the units are
// counted in the order of their use; else the one that has most.
Stock::Selection Stock::best_choice(const WaitingLine& line, Quantity wanted) const {
  if (!line.terms.one_lot) return {std::nullopt, available(line, std::nullopt)};
  if (line.lot) return {line.lot, available(line, line.lot)};
  struct Counted {
    Quantity free, others;
  };
  std::map<std::string_view, Counted> lots;
  Selection best{std::nullopt, Quantity()};
  for (std::size_t i = first_; i < offers_.size() && best.available < wanted; ++i) {
    if (left_[i].none() || !fits(line, std::nullopt, offers_[i])) continue;
    Counted& lot = lots[offers_[i].lot];
    Quantity& sum = i < free_offers_ ? lot.free : lot.others;
    sum = sum + left_[i];
    const Quantity here = std::min(lot.free, free_for(line)) + lot.others;
    if (here > best.available) best = {offers_[i].lot, here};
  }
  return best;
}

bool Stock::look_at_one_more(OrderClass order_class) {
  if (!reserved_ || !takes_reserved_ || looked_at_ == max_taken) return false;
  auto offer = reserved_(order_class);
  if (!offer) return false;
  ++looked_at_;
  left_.push_back(offer->quantity);
  offers_.push_back(std::move(*offer));
  return true;
}

Stock::Selection Stock::choose(const WaitingLine& line, Quantity wanted) {
  Selection choice = best_choice(line, wanted);
  while (choice.available < wanted && look_at_one_more(line.rank.order_class)) choice = best_choice(line, wanted);
  return choice;
}

// Classes only fall along the ranks, save after a pegged line.
bool Stock::may_have_some(const WaitingLine& line) {
  if (!free_left_.none() || line.rank.pegged) return true;
  for (std::size_t i = free_offers_; i < offers_.size(); ++i) {
    if (!left_[i].none() && fits(WaitingLine{line.rank, {}, {}}, std::nullopt, offers_[i])) return true;
  }
  return look_at_one_more(line.rank.order_class);
}

Rule Stock::limit_of(const WaitingLine& line) const {
  WaitingLine easy = line;
  easy.terms.shelf_days = {};
  easy.terms.one_lot = false;
  if (best_choice(line, line.waiting).available < std::min(line.waiting, available(easy, std::nullopt))) {
    return Rule::waits_for_lot;
  }
  return free_for(line) < free_left_ ? Rule::safety_stock : Rule::in_rank;
}

Stock::Taken Stock::hand_out(const WaitingLine& line, const Selection& choice, Quantity quantity,
                             std::vector<Grant>& grants) {
  Quantity free = free_for(line);
  Taken taken;
  for (std::size_t i = first_; i < offers_.size() && !quantity.none(); ++i) {
    if (!fits(line, choice.lot, offers_[i])) continue;
    const bool is_free = i < free_offers_;
    const Quantity here = std::min({left_[i], quantity, is_free ? free : quantity});
    if (here.none()) continue;
    grants.push_back(Grant{i, line.rank.line, here});
    left_[i] = left_[i].less(here);
    quantity = quantity.less(here);
    if (is_free) {
      free = free.less(here);
      free_left_ = free_left_.less(here);
    } else if (offers_[i].above_cap) {
      taken.above_cap = true;
    } else {
      taken.by_class = true;
    }
  }
  while (first_ < offers_.size() && left_[first_].none()) ++first_;
  return taken;
}

}  // namespace dockhand

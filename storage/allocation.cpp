#include "storage/allocation.h"

#include <algorithm>

namespace dockhand {
namespace {

// What is left of the supply while it is handed out from the front.
class Remaining {
 public:
  explicit Remaining(const std::vector<FreeUnits>& supply) : supply_(supply) {
    for (const FreeUnits& units : supply) total_ = total_ + units.quantity;
  }
  Quantity total() const { return total_; }

  void hand_out(const OrderLine& line, Quantity wanted, std::vector<Grant>& grants) {
    while (!wanted.none()) {
      const Quantity here = std::min(supply_[at_].quantity.less(used_), wanted);
      if (!here.none()) grants.push_back(Grant{at_, line, here});
      used_ = used_ + here;
      wanted = wanted.less(here);
      total_ = total_.less(here);
      if (used_ == supply_[at_].quantity) {
        ++at_;
        used_ = Quantity();
      }
    }
  }

 private:
  const std::vector<FreeUnits>& supply_;
  std::size_t at_ = 0;  // the units in use
  Quantity used_;       // of supply_[at_]
  Quantity total_;
};

Quantity share_of(const WaitingLine& line, Quantity available) {
  const Quantity wanted = line.decided.none() ? line.waiting : std::min(line.waiting, line.decided);
  if (!line.partial && available < line.waiting) return Quantity();
  return std::min(line.partial ? wanted : line.waiting, available);
}

Rule rule_of(const WaitingLine& line, Quantity granted) {
  if (granted.none()) return Rule::waits_for_whole;
  if (!line.decided.none()) return Rule::as_decided;
  return line.rank.pegged ? Rule::hard_peg : Rule::in_rank;
}

}  // namespace

Plan plan(const std::vector<FreeUnits>& supply, const NextLine& next) {
  Plan result;
  Remaining remaining(supply);
  int skipped = 0;
  for (auto line = next(); line; line = next()) {
    if (!result.explanations.empty()) result.explanations.back().next = line->rank.line;
    if (remaining.total().none() || skipped >= max_skipped) break;
    const Quantity granted = share_of(*line, remaining.total());
    if (granted.none()) ++skipped;
    remaining.hand_out(line->rank.line, granted, result.grants);
    const auto position = static_cast<std::int32_t>(result.explanations.size()) + 1;
    result.explanations.push_back(
        Explanation{line->rank, line->customer, rule_of(*line, granted), position, line->waiting, granted, {}});
  }
  return result;
}

}  // namespace dockhand

#include "storage/allocation/allocation.h"

#include <algorithm>
#include <deque>
#include <map>
#include <tuple>

#include "storage/allocation/allocation_stock.h"

namespace dockhand {
namespace {

// Says what one line gets, and why not more or less.
struct Share {
  Quantity quantity;
  Rule rule = Rule::in_rank;
  Stock::Selection choice{};
};

// What is less than the line waits for, as its policies let it go: in whole packs, what it has included, or not at all.
// What was bought for it goes before: it is never given to others.
Quantity all_together(const WaitingLine& line, Quantity some) {
  if (!line.terms.partial) return std::min(some, line.bought);
  return some.less(Quantity::exactly((line.has + some).units() % line.terms.multiple.units()));
}

// `most` is what the item's cap leaves to the line's order.
Share share_of(const WaitingLine& line, Stock& stock, const std::optional<Quantity>& most) {
  const bool decided = !line.decided.none();
  const Quantity wanted = decided && line.terms.partial ? std::min(line.waiting, line.decided) : line.waiting;
  Share share{wanted, Rule::in_rank, stock.choose(line, wanted)};
  if (share.choice.available < share.quantity) {
    share.quantity = share.choice.available;
    share.rule = stock.limit_of(line);
  }
  if (most && *most < share.quantity) {
    share.quantity = *most;
    share.rule = Rule::fair_share;
  }
  if (share.quantity < line.waiting) {
    const Quantity some = share.quantity;
    share.quantity = all_together(line, some);
    if (share.quantity.none() && !some.none() && share.rule == Rule::in_rank) {
      share.rule = line.terms.partial ? Rule::waits_for_pack : Rule::waits_for_whole;
    }
    if (!share.quantity.none() && !line.terms.partial) share.rule = Rule::kept_for_whole;
  }
  return share;
}

// Gives lines in rank order. Where the site wants it, among equals the one whose order is completed comes first.
class Candidates {
 public:
  Candidates(const NextLine& next, bool prefer_completed) : next_(next), prefer_completed_(prefer_completed) {}

  struct Candidate {
    WaitingLine line;
    bool preferred = false;  // came before its rank
  };
  template <class Completes>
  std::optional<Candidate> take(Completes completes) {
    if (!prefer_completed_) {
      auto line = next_();
      return line ? std::optional(Candidate{std::move(*line)}) : std::nullopt;
    }
    gather_equals();
    if (equals_.empty()) return std::nullopt;
    auto chosen = std::find_if(equals_.begin(), equals_.end(), completes);
    const bool preferred = chosen != equals_.end() && chosen != equals_.begin();
    if (!preferred) chosen = equals_.begin();
    Candidate candidate{std::move(*chosen), preferred};
    equals_.erase(chosen);
    return candidate;
  }

 private:
  static bool equal(const Rank& a, const Rank& b) {
    return a.pegged == b.pegged && a.order_class == b.order_class && a.priority == b.priority &&
           a.promised == b.promised;
  }

  void gather_equals() {
    while (equals_.size() < max_tied) {
      if (!following_ && !ended_) following_ = next_();
      if (!following_) ended_ = true;
      if (!following_ || (!equals_.empty() && !equal(equals_.front().rank, following_->rank))) return;
      equals_.push_back(std::move(*following_));
      following_.reset();
    }
  }

  const NextLine& next_;
  bool prefer_completed_;
  std::deque<WaitingLine> equals_;
  std::optional<WaitingLine> following_;  // the first that is not equal
  bool ended_ = false;
};

// Remembers lines that get nothing, by what they ask for. Units only become fewer, and a line that comes later in rank
// may take no more from others. So a line that is like one that got nothing, and waits for more than there was for that
// one, gets nothing.
class Hopeless {
 public:
  bool knows(const WaitingLine& line) const {
    const auto known = is_comparable(line) ? most_.find(key_of(line)) : most_.end();
    return known != most_.end() && known->second < line.waiting;
  }
  // The line got nothing. False: that says nothing about others.
  bool learns(const WaitingLine& line, const Share& share) {
    if (!is_comparable(line) || share.rule == Rule::fair_share || !(share.choice.available < line.waiting))
      return false;
    most_.insert_or_assign(key_of(line), share.choice.available);
    return true;
  }

 private:
  using Key = std::tuple<bool, std::int64_t, std::int64_t, std::int32_t, bool, bool>;
  static bool is_comparable(const WaitingLine& line) { return !line.rank.pegged && line.decided.none() && !line.lot; }
  static Key key_of(const WaitingLine& line) {
    const std::int64_t pack = line.terms.multiple.units();
    return {line.terms.partial, pack,    line.has.units() % pack, line.terms.shelf_days.count,
            line.terms.one_lot, line.due};
  }

  std::map<Key, Quantity> most_;  // the most that there was for a line like this
};

class Allocator {
 public:
  Allocator(std::vector<Offer> free, const ItemRules& rules, const NextLine& next, const NextOffer& reserved)
      : rules_(rules),
        stock_(std::move(free), rules.safety_stock, reserved),
        candidates_(next, rules.prefer_completed) {}

  void serve_in_rank() {
    const auto completes = [this](const WaitingLine& line) {
      return line.last_of_order && share_of(line, stock_, left_by_cap(line)).quantity == line.waiting;
    };
    int skipped = 0;
    int looked_at = 0;
    for (auto one = candidates_.take(completes); one; one = candidates_.take(completes)) {
      const WaitingLine& line = one->line;
      if (!result_.explanations.empty() && !result_.explanations.back().next) {
        result_.explanations.back().next = line.rank.line;
      }
      if (skipped >= max_skipped || ++looked_at > max_looked_at) break;
      if (hopeless_.knows(line)) continue;
      if (!stock_.may_have_some(line)) break;
      const Share share = share_of(line, stock_, left_by_cap(line));
      if (share.quantity.none() && !hopeless_.learns(line, share)) ++skipped;
      explain(line);
      serve(line, share, one->preferred, result_.explanations.back());
      if (share.rule == Rule::fair_share) hold(std::move(one->line), share);
    }
  }

  // Nobody else may have what is left of the free units: the cap is lifted for them.
  void serve_the_capped() {
    stock_.leave_reserved_alone();
    for (const auto& [line, at] : capped_) {
      const Share share = share_of(line, stock_, std::nullopt);
      if (!share.quantity.none()) serve(line, share, false, result_.explanations[at]);
    }
  }

  Allocation result() && {
    result_.supply = std::move(stock_).offers();
    return std::move(result_);
  }

 private:
  struct Capped {
    WaitingLine line;
    std::size_t explanation;
  };

  // What was bought or decided for a line is not capped.
  std::optional<Quantity> left_by_cap(const WaitingLine& line) const {
    if (rules_.order_cap.none() || line.rank.pegged || !line.decided.none()) return std::nullopt;
    const auto given = given_.find(line.rank.line.document);
    return rules_.order_cap.less(line.order_has + (given == given_.end() ? Quantity() : given->second));
  }

  void hold(WaitingLine line, const Share& share) {
    line.waiting = line.waiting.less(share.quantity);
    line.has = line.has + share.quantity;
    if (!share.quantity.none()) line.lot = share.choice.lot;
    capped_.push_back({std::move(line), result_.explanations.size() - 1});
  }

  void explain(const WaitingLine& line) {
    const auto position = static_cast<std::int32_t>(result_.explanations.size()) + 1;
    Explanation explanation{line.rank, line.customer, Rule::in_rank, position, line.waiting, Quantity(), {}, {}};
    if (!result_.explanations.empty()) explanation.previous = result_.explanations.back().rank.line;
    result_.explanations.push_back(std::move(explanation));
  }

  void serve(const WaitingLine& line, const Share& share, bool preferred, Explanation& explanation) {
    const Stock::Taken taken = stock_.hand_out(line, share.choice, share.quantity, result_.grants);
    if (!rules_.order_cap.none()) {
      Quantity& given = given_[line.rank.line.document];
      given = given + share.quantity;
    }
    explanation.granted = explanation.granted + share.quantity;
    explanation.rule = share.rule != Rule::in_rank ? share.rule : turn_of(line, preferred, taken);
  }

  static Rule turn_of(const WaitingLine& line, bool preferred, Stock::Taken taken) {
    if (line.leased) return Rule::leased;
    if (!line.decided.none()) return Rule::as_decided;
    if (line.rank.pegged) return Rule::hard_peg;
    if (taken.above_cap) return Rule::fair_share;
    if (taken.by_class) return Rule::by_class;
    return preferred ? Rule::completes_order : Rule::in_rank;
  }

  const ItemRules& rules_;
  Stock stock_;
  Hopeless hopeless_;
  Candidates candidates_;
  std::map<OrderNumber, Quantity> given_;  // what each order was given; only kept where there is a cap
  std::vector<Capped> capped_;
  Allocation result_;
};

}  // namespace

Allocation plan(std::vector<Offer> free, const ItemRules& rules, const NextLine& next, const NextOffer& reserved) {
  Allocator allocator(std::move(free), rules, next, reserved);
  allocator.serve_in_rank();
  allocator.serve_the_capped();
  return std::move(allocator).result();
}

}  // namespace dockhand

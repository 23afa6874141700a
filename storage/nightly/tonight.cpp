#include "storage/nightly/tonight.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "storage/planning/ordering/joint.h"

namespace dockhand {
namespace {

namespace plan = planning;

constexpr std::int32_t days_put_off = 7;       // when somebody says "not now"
constexpr std::int32_t days_hardly_used = 14;  // after an item was ordered, it fills up no other order

class Orders {
 public:
  Orders(const Assortment& all, const Decisions& decisions, Date today, std::vector<plan::Proposal>& proposals)
      : all_(all), decisions_(decisions), today_(today), proposals_(proposals) {}

  void put_off() {
    for (plan::Proposal& one : proposals_) {
      if (decisions_.put_off.contains(item(one))) one.order = 0;
    }
  }

  // Is for suppliers that say what an order should be worth, and whose prices are known.
  void order_early() {
    for (const SupplierRow& supplier : all_.suppliers) {
      const Price wanted = std::max(supplier.minimum_value, supplier.free_freight);
      if (wanted.none()) continue;
      std::vector<std::size_t> places;
      std::vector<plan::JointLine> lines;
      for (std::size_t i = 0; i < proposals_.size(); ++i) {
        const plan::Proposal& one = proposals_[i];
        if (terms(one).supplier != supplier.supplier || !may_be_ordered(one)) continue;
        places.push_back(i);
        lines.push_back({static_cast<double>(one.usual), worth_now(one), one.order > 0, source(one).buying});
      }
      const double value = static_cast<double>(wanted.parts()) / static_cast<double>(Price::parts_of_one);
      for (const plan::Early& early : plan::ordered_early(lines, value)) {
        proposals_[places[early.line]].order = static_cast<std::int64_t>(std::llround(early.units));
      }
    }
  }

  // What is ordered early is worth less than the others.
  void sort_by_worth() {
    const auto worth = [&](const plan::Proposal& one) {
      return one.order > 0 ? one.return_on_money(source(one).buying.price) : -1;
    };
    std::stable_sort(proposals_.begin(), proposals_.end(),
                     [&](const plan::Proposal& a, const plan::Proposal& b) { return worth(a) > worth(b); });
  }

  // More than one line of a purchase holds is ordered by several: the next day proposes the rest.
  void cap_at_a_line() {
    for (plan::Proposal& one : proposals_) {
      if (one.order <= Quantity::max) continue;
      const auto pack = static_cast<std::int64_t>(source(one).buying.pack);
      one.order = pack > 1 && pack <= Quantity::max ? Quantity::max / pack * pack : Quantity::max;
    }
  }

 private:
  const SourceTerms& terms(const plan::Proposal& one) const { return all_.sources[one.candidate][one.source]; }
  const plan::SupplySource& source(const plan::Proposal& one) const {
    return all_.candidates[one.candidate].sources[one.source];
  }
  const ItemCode& item(const plan::Proposal& one) const { return all_.items[one.candidate].item; }

  bool may_be_ordered(const plan::Proposal& one) const {
    if (terms(one).price.none() || decisions_.put_off.contains(item(one))) return false;
    if (all_.candidates[one.candidate].ended || one.excess > 0) return false;
    return one.order > 0 || !decisions_.ordered_lately.contains(item(one));
  }

  // What is not needed yet is the more worth the sooner it runs out, and nothing where it lasts for half a year. What
  // is too much already, or lasts for a year, fills up no order: it would cost more than it saves.
  double worth_now(const plan::Proposal& one) const {
    if (one.order <= 0 && (one.excess > 0 || !one.runs_out)) return 0;
    const double worth = one.return_on_money(source(one).buying.price);
    if (one.order > 0 || worth > 0) return worth;
    constexpr std::int32_t half_a_year = 182;
    const std::int32_t days = one.runs_out ? one.runs_out->days() - today_.days() : half_a_year;
    return days < half_a_year ? 1e-6 / (1 + static_cast<double>(days)) : 0;
  }

  const Assortment& all_;
  const Decisions& decisions_;
  const Date today_;
  std::vector<plan::Proposal>& proposals_;
};

}  // namespace

bool is_agreed(const ProposalRow& row) {
  return row.state == ProposalState::approved || row.state == ProposalState::placed;
}

Decisions decisions_of(const std::vector<ProposalRow>& decided, Date today) {
  Decisions decisions;
  for (const ProposalRow& one : decided) {
    const bool lately = one.decided && one.decided->days() + days_put_off > today.days();
    if (one.state == ProposalState::rejected && !is_ended(one) && lately) decisions.put_off.insert(one.item);
    const bool is_decided = one.state != ProposalState::open && one.state != ProposalState::over;
    if (is_decided && one.id == proposal_id(one.item, today)) decisions.put_off.insert(one.item);
    if (is_agreed(one) && one.decided && one.decided->days() + days_hardly_used > today.days()) {
      decisions.ordered_lately.insert(one.item);
    }
  }
  return decisions;
}

Tonight tonight(const Assortment& all, const Decisions& decisions, const plan::PlanSettings& settings, Date today,
                const std::function<void(std::size_t candidate)>& planned) {
  Tonight found{plan::planned_room(all.candidates, settings), {}};
  found.proposals = plan::propose(all.candidates, plan::priced(settings, found.room), today, planned);
  Orders orders(all, decisions, today, found.proposals);
  orders.put_off();
  orders.order_early();
  orders.cap_at_a_line();
  orders.sort_by_worth();
  return found;
}

}  // namespace dockhand

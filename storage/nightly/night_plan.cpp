#include "storage/nightly/night_plan.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "storage/assortment/assortment_of.h"
#include "storage/model/tools/stable_hash.h"
#include "storage/nightly/tonight.h"
#include "storage/planning/ordering/classes.h"

namespace dockhand {
namespace {

namespace plan = planning;

constexpr std::size_t many_items = 20'000;  // who has so many is a hub, which has another core
constexpr std::int64_t error_weight = 4;    // the newest error counts one part in four

// What the last plan said of an item that can be compared with what was asked for since.
struct LastForecast {
  Date first_week;
  std::int64_t expected;  // in that week, in thousandths; -1: nothing was
  std::int64_t error;
};
using LastForecasts = std::map<ItemCode, LastForecast>;

// The last plan itself is let go before the next one is made: of a large assortment both together take too much memory.
Result<LastForecasts> last_forecasts(PlanningViews& views) {
  const auto before = views.plans();
  if (!before) return before.error();
  LastForecasts last;
  for (const PlanRow& row : *before) {
    last.emplace(row.item,
                 LastForecast{row.first_week, row.weeks.empty() ? -1 : row.weeks.front().expected, row.error});
  }
  return last;
}

class Planning {
 public:
  Planning(Assortment all, std::vector<ProposalRow> decided, Date today)
      : all_(std::move(all)), decided_(std::move(decided)), today_(today) {
    for (const ProposalRow& one : decided_) {
      if (one.state == ProposalState::open) open_.emplace(one.item, &one);
      if (one.state == ProposalState::open && one.decided) by_a_person_.insert(one.id);
      if (is_agreed(one) && one.decided == today) agreed_today_[supplier_of(one)] += cost_of(one);
    }
  }

  NightPlan made(const LastForecasts& before, const plan::PlanSettings& settings) {
    NightPlan night;
    Tonight ordered = tonight(all_, decisions_of(decided_, today_), settings, today_,
                              [&](std::size_t candidate) { forget_history(all_.candidates[candidate]); });
    night.room = ordered.room;
    proposals_ = std::move(ordered.proposals);
    add_plans(before, night);
    add_dead_stock(night);
    add_proposals(night);
    add_over(night);
    approve_by_themselves(night);
    std::uint64_t hash = hash_of_nothing;
    for (const PlanRow& row : night.plans) hash = stable_hash(text_of(row), hash);
    for (const ProposalRow& row : night.proposals) hash = stable_hash(text_of(row), hash);
    night.hash = hex(hash);
    return night;
  }

 private:
  static std::string hex(std::uint64_t number) {
    constexpr const char* digits = "0123456789abcdef";
    std::string text(16, '0');
    for (std::size_t i = text.size(); i-- > 0; number >>= 4) text[i] = digits[number & 15];
    return text;
  }
  static std::string text_of(const LevelWhy& why) {
    return std::to_string(why.level) + "," + std::to_string(why.expected) + "," + std::to_string(why.days) + "," +
           why.supplier + "," + std::to_string(why.late) + "," + std::to_string(why.came);
  }
  static std::string text_of(const std::optional<SellsOtherwise>& change) {
    return change ? (change->more ? "+" : "-") + change->since.text() : "";
  }
  static std::string text_of(const PlanRow& row) {
    std::string text = row.item.text() + ";" + row.method + ";" + row.pattern + ";" + text_of(row.change) + ";" +
                       row.first_week.text() + ";" + row.group + ";" + text_of(row.why) + ";" +
                       std::to_string(row.excess) + ";" + (row.runs_out ? row.runs_out->text() : "");
    for (const PlannedWeek& week : row.weeks) {
      text += "," + std::to_string(week.expected) + "/" + std::to_string(week.p10) + "/" + std::to_string(week.p90) +
              "/" + std::to_string(week.season) + "/" + std::to_string(week.lift);
    }
    return text + "\n";
  }
  static std::string text_of(const ProposalRow& row) {
    return row.id + ";" + row.supplier + ";" + row.backup + ";" + std::to_string(row.quantity) + ";" +
           std::to_string(row.needed) + ";" + std::to_string(row.place) + ";" + std::to_string(row.saves) + ";" +
           row.order_by.text() + ";" + text_of(row.why) + ";" + name_of(row.state) + "\n";
  }

  const SourceTerms& terms(const plan::Proposal& one) const { return all_.sources[one.candidate][one.source]; }
  const plan::SupplySource& source(const plan::Proposal& one) const {
    return all_.candidates[one.candidate].sources[one.source];
  }
  const ItemCode& item(const plan::Proposal& one) const { return all_.items[one.candidate].item; }

  LevelWhy why(const plan::Proposal& one) const {
    const SourceTerms& of = terms(one);
    return {one.level, one.expected, one.days, of.supplier, of.late, of.came};
  }

  // What was forecast for the first week of the last plan, if that week is over, against what was asked for in it.
  std::int64_t error_of(const plan::Demand& demand, const LastForecast* before) const {
    if (before == nullptr) return -1;
    const std::int32_t ago = (demand.until.days() - before->first_week.days()) / 7;
    if (ago != 1 || before->expected < 0 || demand.weeks.empty()) return before->error;
    const auto sold = static_cast<std::int64_t>(demand.weeks.back()) * 1000;
    const std::int64_t error = std::abs(sold - before->expected);
    return before->error < 0 ? error : before->error + (error - before->error) / error_weight;
  }

  // Of what was asked for only the last week is needed once an item is planned.
  static void forget_history(plan::Candidate& one) {
    if (!one.demand.weeks.empty()) one.demand.weeks = std::vector<double>{one.demand.weeks.back()};
    one.demand.orders = {};
    one.promotions = {};
  }

  void add_plans(const LastForecasts& before, NightPlan& night) {
    std::vector<plan::Sold> sold;
    for (const plan::Proposal& one : proposals_) sold.push_back({one.money_yearly, one.month_spread});
    const std::vector<std::string> classes = plan::classes_of(sold);
    night.plans.reserve(all_.candidates.size());
    for (std::size_t i = 0; i < proposals_.size(); ++i) {
      plan::Proposal& one = proposals_[i];
      const plan::Demand& demand = all_.candidates[one.candidate].demand;
      PlanRow row{item(one)};
      row.method = name_of(one.method);
      row.first_week = demand.until;
      for (const plan::KeptPeriod& week : one.weeks) {
        row.weeks.push_back({week.mean, week.p10, week.p90, week.season, week.lift});
      }
      row.pattern = name_of(one.pattern);
      if (one.change) row.change = SellsOtherwise{one.change->since, one.change->direction == plan::Direction::up};
      one.weeks = {};
      const auto last = before.find(row.item);
      row.error = error_of(demand, last == before.end() ? nullptr : &last->second);
      row.group = classes[i];
      row.why = why(one);
      row.excess = one.excess;
      row.runs_out = one.runs_out;
      if (one.runs_out) row.cover_days = one.runs_out->days() - today_.days();
      night.plans.push_back(std::move(row));
    }
  }

  // What lies there, is not to be kept, and nobody asks for. What was asked for this week for the first time is no dead
  // stock: how much of it is too much is known when a week of it is over.
  void add_dead_stock(NightPlan& night) const {
    for (std::size_t i = 0; i < all_.candidates.size(); ++i) {
      const ItemSupply& has = all_.supply[i];
      if (plan::is_planned(all_.candidates[i]) || has.on_hand <= has.kept_back || has.owed > 0) continue;
      PlanRow row{has.item};
      row.method = plan::name_of(plan::Method::nothing);
      row.first_week = all_.candidates[i].demand.until;
      row.error = -1;
      row.excess = has.on_hand - has.kept_back;
      night.plans.push_back(std::move(row));
    }
    std::sort(night.plans.begin(), night.plans.end(), [](const auto& a, const auto& b) { return a.item < b.item; });
  }

  double price_of(const plan::Proposal& one) const { return source(one).buying.price; }

  ProposalRow row_of(const plan::Proposal& one) const {
    const ItemCode& of = item(one);
    const auto before = open_.find(of);
    ProposalRow row{before == open_.end() ? proposal_id(of, today_) : before->second->id, of};
    row.supplier = terms(one).supplier;
    if (one.backup) row.backup = all_.sources[one.candidate][*one.backup].supplier;
    row.quantity = one.order;
    row.needed = std::min(one.needed, row.quantity);
    row.price = terms(one).price;
    row.saves = one.saves;
    row.lines = one.lines;
    row.order_by = one.order_by;
    row.runs_out = one.runs_out;
    row.free = one.free;
    row.coming = one.coming;
    row.textbook = one.textbook;
    row.king = one.king;
    row.why = why(one);
    return row;
  }

  // A pack or a minimum may be far beyond the level, and more than a year asks for or is sold before it is too old.
  bool is_too_much_to_be_sold(const plan::Proposal& one, const ProposalRow& row) const {
    constexpr std::int64_t year = 365;
    const std::int64_t life = all_.candidates[one.candidate].shelf_life_days;
    const std::int64_t sold_within = life > 0 ? std::min(life, year) : year;
    const double sold = one.money_yearly / price_of(one) * static_cast<double>(sold_within) / static_cast<double>(year);
    return static_cast<double>(row.quantity) > std::max(sold, static_cast<double>(row.why.level - row.free));
  }

  void add_proposals(NightPlan& night) {
    const auto is_ordered = [](const plan::Proposal& one) { return one.order > 0; };
    night.proposals.reserve(static_cast<std::size_t>(std::count_if(proposals_.begin(), proposals_.end(), is_ordered)) +
                            decided_.size());
    for (const plan::Proposal& one : proposals_) {
      if (!is_ordered(one)) break;
      ProposalRow row = row_of(one);
      row.place = static_cast<std::int32_t>(night.proposals.size() + 1);
      going_on_.insert(row.id);
      if (one.later > 0 || is_too_much_to_be_sold(one, row)) by_a_person_.insert(row.id);
      night.proposals.push_back(std::move(row));
    }
    night.proposed = static_cast<std::int64_t>(night.proposals.size());
  }

  void add_over(NightPlan& night) const {
    for (const ProposalRow& one : decided_) {
      if (one.state != ProposalState::open || going_on_.contains(one.id)) continue;
      night.proposals.push_back(one);
      night.proposals.back().state = ProposalState::over;
    }
  }

  // In parts of a price; what is more than any limit is as much as any.
  static std::int64_t cost_of(const ProposalRow& row) {
    const std::int64_t parts = dockhand::price_of(row).parts();
    const std::int64_t units = units_of(row);
    return parts > 0 && units > Price::max / parts ? Price::max : units * parts;
  }

  // What a person has looked at and not agreed to waits for a person.
  // All that are approved of a supplier on a day are together worth no more than it says, by whomever and in however
  // many plans of the day.
  void approve_by_themselves(NightPlan& night) const {
    std::map<std::string, std::int64_t> left;
    for (const SupplierRow& supplier : all_.suppliers) {
      const auto agreed = agreed_today_.find(supplier.supplier);
      left[supplier.supplier] = supplier.auto_up_to.parts() - (agreed == agreed_today_.end() ? 0 : agreed->second);
    }
    for (const ProposalRow& one : night.proposals) {
      const auto found = left.find(one.supplier);
      if (found == left.end() || one.state != ProposalState::open || one.price.none()) continue;
      if (by_a_person_.contains(one.id)) continue;
      if (one.quantity > found->second / one.price.parts()) continue;
      found->second -= one.quantity * one.price.parts();
      night.approved.push_back(one.id);
    }
  }

  Assortment all_;
  const std::vector<ProposalRow> decided_;
  const Date today_;
  std::map<ItemCode, const ProposalRow*> open_;
  // A person decides about these proposals: an approval of theirs was taken back, what was bought comes too late, and
  // whoever orders on top of it should know, or so many are hardly ever sold.
  std::set<std::string> by_a_person_;
  std::map<std::string, std::int64_t> agreed_today_;
  std::set<std::string> going_on_;
  std::vector<plan::Proposal> proposals_;
};

}  // namespace

Result<NightPlan> night_plan(PlanningViews& views, Date today, const plan::PlanSettings& settings) {
  auto decided = views.proposals();
  if (!decided) return decided.error();
  const auto before = last_forecasts(views);
  if (!before) return before.error();
  auto all = assortment_of(views, today, settings.costs.order, KeptLines::last_year);
  if (!all) return all.error();
  plan::PlanSettings chosen = settings;
  chosen.workers = all->candidates.size() > many_items ? 2 : 1;
  return Planning(std::move(all).value(), std::move(decided).value(), today).made(*before, chosen);
}

}  // namespace dockhand

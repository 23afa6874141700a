#include "storage/assortment/assortment_of.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "storage/planning/numbers.h"

namespace dockhand {
namespace {

namespace plan = planning;

// What is known about a supplier beside its terms.
struct Record {
  std::vector<plan::Delivery> deliveries;
  std::int32_t said = 14;
  std::int32_t late = 0, came = 0;  // what is overdue since a week has come late
  std::string lane;
  double order_cost = 0;
  std::size_t review = 0;  // weeks; 0: not said
  bool has_shown = false;  // one of the deliveries says something
};

// What the suppliers of a lane have shown together, of so many deliveries.
struct Lane {
  plan::LeadTime lead;
  std::size_t deliveries = 0;
};

class Sellers {
 public:
  Sellers(const std::vector<SupplierHistory>& bought, const std::vector<SupplierRow>& known, Date today,
          double order_cost)
      : order_cost_(order_cost) {
    std::map<std::string, std::vector<plan::PastPurchase>> by_lane;
    for (const SupplierRow& row : known) {
      Record& record = records_[row.supplier];
      record.lane = row.lane;
      if (row.review_days) record.review = weeks_of(*row.review_days);
      if (!row.order_cost.none()) record.order_cost = money(row.order_cost);
    }
    for (const SupplierHistory& one : bought) {
      for (const std::string& spelling : one.spellings) called_.emplace(spelling, one.supplier);
      Record& record = records_[one.supplier];
      take(record, one.lines, today);
      auto& lane = by_lane[record.lane];
      lane.insert(lane.end(), one.lines.begin(), one.lines.end());
      auto& all = by_lane[every_lane];
      all.insert(all.end(), one.lines.begin(), one.lines.end());
    }
    by_lane[every_lane];
    for (const auto& [lane, lines] : by_lane) {
      lanes_[lane] = shown_by(plan::that_have_shown(lines, today), today);
    }
  }

  static double money(Price price) {
    return static_cast<double>(price.parts()) / static_cast<double>(Price::parts_of_one);
  }
  const Record& record(const std::string& supplier) {
    const auto called = called_.find(supplier);
    return records_[called == called_.end() ? supplier : called->second];
  }
  double order_cost(const std::string& supplier) {
    const double said = record(supplier).order_cost;
    return said > 0 ? said : order_cost_;
  }
  // An empty name stands for all suppliers together. `said` are the days that the supplier's terms promise.
  const plan::LeadTime& lead(const std::string& supplier, std::optional<std::int32_t> said) {
    const Record& known = record(supplier);
    const std::pair key{supplier, said.value_or(known.said)};
    auto found = leads_.find(key);
    if (found == leads_.end()) {
      found = leads_.emplace(key, learned(supplier, known, said)).first;
    }
    return found->second;
  }

 private:
  // Who is ordered of daily is looked at as often as everything is.
  static std::size_t weeks_of(Days days) {
    return static_cast<std::size_t>(std::clamp((days.count + 6) / 7, 0, static_cast<std::int32_t>(plan::weeks_a_year)));
  }
  static Lane shown_by(const std::vector<plan::PastPurchase>& lines, Date today) {
    const std::vector<plan::Delivery> deliveries = plan::deliveries_of(lines, today);
    return {plan::LeadTime::learned(deliveries, plan::days_said(lines)), deliveries.size()};
  }

  static constexpr const char* every_lane = "*";  // no lane is called so: it is what all of them have shown

  // Where a supplier has shown nothing, his word is taken, unless others of his lane have shown how long it takes. Of
  // whom no lane is said, nobody else's delay says anything, as long as he has said or shown something himself. What
  // was said of an order that is young is a word about that order, and none about others.
  plan::LeadTime learned(const std::string& supplier, const Record& known, std::optional<std::int32_t> said) const {
    const auto lane = known.lane.empty() ? lanes_.end() : lanes_.find(known.lane);
    const bool has_lane = lane != lanes_.end() && lane->second.deliveries > 0;
    const Lane& others = has_lane ? lane->second : lanes_.at(every_lane);
    if (!known.has_shown && said && !has_lane) return plan::LeadTime::learned({}, *said);
    if (supplier.empty() || (known.deliveries.empty() && !said)) return others.lead;
    if (!has_lane) return plan::LeadTime::learned(known.deliveries, said.value_or(known.said));
    return plan::LeadTime::learned(known.deliveries, said.value_or(known.said), others.lead, others.deliveries);
  }

  static void take(Record& record, const std::vector<plan::PastPurchase>& lines, Date today) {
    const plan::Scorecard card = plan::scorecard(plan::without_forgotten(lines, today), today);
    record.deliveries = plan::deliveries_of(lines, today);
    record.has_shown = std::any_of(record.deliveries.begin(), record.deliveries.end(),
                                   [](const auto& one) { return says_something(one); });
    const std::vector<plan::PastPurchase> shown = plan::that_have_shown(lines, today);
    record.said = plan::days_said(shown.empty() ? lines : shown);
    const auto still_late = std::count_if(shown.begin(), shown.end(), [](const auto& line) { return line.open(); });
    record.came = static_cast<std::int32_t>(card.finished) + static_cast<std::int32_t>(still_late);
    record.late = static_cast<std::int32_t>(card.came_late) + static_cast<std::int32_t>(still_late);
  }

  double order_cost_;
  std::map<std::string, std::string> called_;  // a supplier of whom was bought, by each name of his
  std::map<std::string, Record> records_;
  std::map<std::string, Lane> lanes_;
  std::map<std::pair<std::string, std::int32_t>, plan::LeadTime> leads_;
};

// Returns what was approved or ordered, and what no purchase line says yet.
std::map<ItemCode, std::vector<PlacedOrder>> by_item(const std::vector<PlacedOrder>& decided) {
  std::map<ItemCode, std::vector<PlacedOrder>> orders;
  for (const PlacedOrder& one : decided) orders[one.item].push_back(one);
  return orders;
}

using Offers = std::map<ItemCode, std::vector<SourceRow>>;

Offers offers_of(std::vector<SourceRow> rows, Date today) {
  Offers offers;
  for (SourceRow& row : rows) {
    if (row.until && *row.until < today) continue;
    const ItemCode item = row.item;
    offers[item].push_back(std::move(row));
  }
  return offers;
}

// What is asked for by who has not said it: a little more than the dearest of the others asks. Without any, 1.
double price_not_said(const std::vector<SourceRow>& rows) {
  double dearest = 0;
  for (const SourceRow& row : rows) dearest = std::max(dearest, Sellers::money(row.price));
  return dearest > 0 ? dearest * 1.001 : 1;
}

plan::SupplySource source_of(const SourceRow& row, double not_said, Sellers& sellers) {
  const double price = row.price.none() ? not_said : Sellers::money(row.price);
  std::optional<std::int32_t> said;
  if (row.lead_days) said = row.lead_days->count;
  return {sellers.lead(row.supplier, said),
          {price, static_cast<double>(row.pack.units()), static_cast<double>(row.minimum.units())},
          sellers.order_cost(row.supplier),
          row.rank,
          sellers.record(row.supplier).review};
}

void add_sources(Assortment& all, plan::Candidate& candidate, const ItemSupply& has, const Offers& offers,
                 Sellers& sellers) {
  std::vector<SourceTerms> terms;
  const auto found = offers.find(has.item);
  if (found != offers.end()) {
    const double not_said = price_not_said(found->second);
    for (const SourceRow& row : found->second) {
      candidate.sources.push_back(source_of(row, not_said, sellers));
      const Record& record = sellers.record(row.supplier);
      terms.push_back({row.supplier, row.price, record.late, record.came});
    }
  } else {
    const Record& record = sellers.record(has.supplier);
    candidate.sources.push_back(
        {sellers.lead(has.supplier, {}), {}, sellers.order_cost(has.supplier), 1, record.review});
    terms.push_back({has.supplier, Price(), record.late, record.came});
  }
  for (plan::SupplySource& source : candidate.sources)
    source.buying.litres = static_cast<double>(has.millilitres) / 1000;
  candidate.shelf_life_days = has.shelf_life_days;
  all.sources.push_back(std::move(terms));
}

}  // namespace

Result<ItemPromotions> promotions_of(PlanningViews& views, Date today) {
  const auto rows = views.promotions();
  if (!rows) return rows.error();
  const auto weeks = views.weeks_of_the_house(today);
  if (!weeks) return weeks.error();
  ItemPromotions promotions;
  for (const PromotionRow& row : *rows) {
    auto& kept = row.item ? promotions.of_items[*row.item] : promotions.holidays;
    kept.push_back({row.from, row.until, row.lift / 100.0, !row.item});
  }
  for (const Date monday : plan::closed_weeks(*weeks, today)) {
    promotions.holidays.push_back({monday, Date::from_days(monday.days() + 6), 0, true, true});
  }
  return promotions;
}

Result<plan::PlanSettings> plan_settings_of(PlanningViews& views) {
  plan::PlanSettings settings;
  const auto served = views.served();
  if (!served) return served.error();
  const auto litres = views.litres();
  if (!litres) return litres.error();
  settings.promise = *served;
  settings.litres = static_cast<double>(*litres);
  return settings;
}

std::vector<plan::Promotion> ItemPromotions::of(const ItemCode& item) const {
  const auto found = of_items.find(item);
  std::vector<plan::Promotion> all = found == of_items.end() ? std::vector<plan::Promotion>() : found->second;
  all.insert(all.end(), holidays.begin(), holidays.end());
  return all;
}

namespace {

std::vector<plan::Dated> dated(const std::vector<UnitsOfDay>& rows, Date today) {
  std::vector<plan::Dated> all;
  all.reserve(rows.size());
  for (const UnitsOfDay& row : rows) {
    all.push_back({row.day.days() - today.days(), static_cast<double>(row.units)});
  }
  return all;
}

// A plan needs of the order lines how many of them a week has in the mean, and so one number says as much as a year of
// them, which of a large assortment are tens of megabytes.
plan::Demand with_lines(plan::Demand demand, KeptLines lines) {
  if (lines == KeptLines::all_weeks || demand.orders.empty()) return demand;
  const std::span<const double> year =
      std::span(demand.orders).last(std::min(demand.orders.size(), plan::weeks_a_year));
  demand.orders = std::vector<double>{plan::mean_of(year)};
  return demand;
}

// An item that nobody has asked for has no last week.
double part_of_week_gone(Date until, Date today) {
  return static_cast<double>(std::clamp(today.days() - until.days(), 0, 6)) / 7;
}

// Also by terms that are over: what was ordered by them still comes.
using DaysSaid = std::map<std::pair<ItemCode, std::string>, std::int32_t>;

DaysSaid days_said_by(const std::vector<SourceRow>& rows) {
  DaysSaid said;
  for (const SourceRow& row : rows) {
    if (row.lead_days) said.emplace(std::pair(row.item, row.supplier), row.lead_days->count);
  }
  return said;
}

// They come when their supplier usually does; one that is overdue may come on any day.
void add_orders(ItemSupply& has, const std::vector<PlacedOrder>& orders, const DaysSaid& days, Sellers& sellers,
                Date today) {
  for (const PlacedOrder& one : orders) {
    const auto found = days.find({one.item, one.supplier});
    const auto said = found == days.end() ? std::nullopt : std::optional(found->second);
    if (!is_waited_for(one, said, today)) continue;  // as the other readers of placed orders say it
    const auto takes = static_cast<std::int32_t>(7 * sellers.lead(one.supplier, said).mean());
    has.coming += one.units;
    has.arriving.push_back({Date::from_days(one.day.days() + takes), one.units});
  }
}

}  // namespace

Result<Assortment> assortment_of(PlanningViews& views, Date today, double order_cost, KeptLines lines) {
  auto supply = views.supply(today);
  if (!supply) return supply.error();
  auto suppliers = views.suppliers();
  if (!suppliers) return suppliers.error();
  auto sources = views.sources();
  if (!sources) return sources.error();
  const auto promotions = promotions_of(views, today);
  if (!promotions) return promotions.error();
  const auto orders = views.decided();
  if (!orders) return orders.error();
  const auto bought = views.bought();
  if (!bought) return bought.error();
  Assortment all;
  all.suppliers = std::move(suppliers).value();
  Sellers sellers(*bought, all.suppliers, today, order_cost);
  const DaysSaid days = days_said_by(*sources);
  const Offers offers = offers_of(std::move(sources).value(), today);
  const auto decided = by_item(*orders);
  // Both are lists of all items by code; an item that came between the two reads waits for the next plan.
  all.items.reserve(supply->size());
  all.supply.reserve(supply->size());
  all.candidates.reserve(supply->size());
  all.sources.reserve(supply->size());
  auto next = supply->begin();
  const auto read = views.demand([&](const ItemDemand& item) {
    while (next != supply->end() && next->item < item.item) ++next;
    if (next == supply->end() || next->item != item.item) return;
    ItemSupply& has = *next++;
    const auto more = decided.find(has.item);
    if (more != decided.end()) add_orders(has, more->second, days, sellers, today);
    plan::Demand asked_for = plan::weekly(item.lines, today);
    std::vector<plan::Promotion> advertised = promotions->of(has.item);
    plan::doubt(asked_for, advertised);
    plan::Candidate candidate{with_lines(std::move(asked_for), lines),
                              static_cast<double>(has.on_hand - has.owed - has.kept_back),
                              static_cast<double>(has.coming)};
    candidate.week_gone = part_of_week_gone(candidate.demand.until, today);
    candidate.waiting = static_cast<double>(has.waiting);
    candidate.waiting_lines = static_cast<double>(has.waiting_lines);
    candidate.kept_back = static_cast<double>(has.kept_back);
    candidate.ended = has.ended;
    candidate.owed = static_cast<double>(has.owed);
    candidate.ending = dated(has.ending, today);
    candidate.arriving = dated(has.arriving, today);
    add_sources(all, candidate, has, offers, sellers);
    candidate.promotions = std::move(advertised);
    all.candidates.push_back(std::move(candidate));
    all.items.push_back({item.item, item.name, {}});
    all.supply.push_back(std::move(has));
  });
  if (!read) return read.error();
  return all;
}

}  // namespace dockhand

#include "storage/planning/promises/causes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace dockhand::planning {
namespace {

// An order line that is larger than so many usual ones does not belong to a habit.
constexpr std::int64_t one_off_from = 3;

std::size_t place_of(Cause cause) { return static_cast<std::size_t>(cause); }

// What was closed before its day, and nothing had come, was called off by the office.
bool is_suppliers_lack(const PastPurchase& line) {
  return line.closed && line.closed_on && (line.received > 0 || *line.closed_on > line.said_first());
}

std::int64_t one_off_units(const Happened& happened) {
  std::int64_t beyond = 0;
  if (happened.usual_order <= 0) return 0;
  for (const std::int64_t units : happened.orders) {
    if (units > one_off_from * happened.usual_order) beyond += units - happened.usual_order;
  }
  return beyond;
}

std::int64_t counted_units(double units) { return static_cast<std::int64_t>(std::floor(std::max(0.0, units) + 0.5)); }

// What was asked for beyond what was expected, by what it is beyond of.
void share_demand(const Happened& happened, const PlannedDemand& planned, CauseUnits& units) {
  std::int64_t asked = 0;
  for (const std::int64_t line : happened.orders) asked += line;
  const std::int64_t one_off = one_off_units(happened);
  const std::int64_t usual = std::max<std::int64_t>(0, asked - happened.promoted - one_off);
  const auto base = static_cast<double>(usual);
  units[place_of(Cause::promotion)] = std::max<std::int64_t>(0, happened.promoted - happened.promotion_planned);
  units[place_of(Cause::one_off)] = one_off;
  // A forecast that is too low moves its whole band.
  const double beyond = std::max(0.0, base - planned.expected), low = std::clamp(planned.bias, 0.0, beyond);
  const double band = std::max(0.0, planned.p95 - planned.expected);
  units[place_of(Cause::peak)] = counted_units(beyond - low - band);
  units[place_of(Cause::forecast_low)] = counted_units(low);
  units[place_of(Cause::planned_risk)] = counted_units(std::min(beyond - low, band));
}

}  // namespace

const char* name_of(Cause cause) {
  switch (cause) {
#define CAUSE(name, words, named) \
  case Cause::name:               \
    return #name;
#include "storage/planning/promises/causes.def"
#undef CAUSE
  }
  return "";
}

std::optional<Cause> cause_named(std::string_view name) {
#define CAUSE(one, words, named) \
  if (name == #one) return Cause::one;
#include "storage/planning/promises/causes.def"
#undef CAUSE
  return std::nullopt;
}

const char* words_of(Cause cause) {
  switch (cause) {
#define CAUSE(name, words, named) \
  case Cause::name:               \
    return words;
#include "storage/planning/promises/causes.def"
#undef CAUSE
  }
  return "";
}

namespace {

// Whom the words speak of has a name.
std::string words_of(const CauseShare& share) {
  std::string text;
#define CAUSE(name, words, named) \
  if (share.cause == Cause::name) text = fmt::format(named, fmt::arg("whose", share.whose));
#include "storage/planning/promises/causes.def"
#undef CAUSE
  return share.whose.empty() || text.empty() ? words_of(share.cause) : text;
}

}  // namespace

std::string sentence(std::span<const CauseShare> causes) {
  std::string text;
  for (const CauseShare& one : causes) {
    if (!text.empty()) text += ", ";
    text += fmt::format("{units} because {cause}", fmt::arg("units", one.units), fmt::arg("cause", words_of(one)));
  }
  return text;
}

std::vector<CauseShare> shared_out(std::int64_t waiting, const CauseUnits& units) {
  std::vector<CauseShare> shares;
  for (std::size_t i = 0; i < units.size() && waiting > 0; ++i) {
    const bool last = i + 1 == units.size();
    const std::int64_t its = last ? waiting : std::min(waiting, std::max<std::int64_t>(0, units[i]));
    if (its > 0) shares.push_back({static_cast<Cause>(i), its});
    waiting -= its;
  }
  return shares;
}

void cap_at(std::int64_t waiting, std::span<CauseShare> causes, const ComeSince& come) {
  std::int64_t units = 0;
  for (const CauseShare& one : causes) units += one.units;
  std::int64_t over = units - waiting, late = come.late, on_its_way = come.on_its_way;
  const auto take = [&](CauseShare& one, std::int64_t most) {
    const std::int64_t its = std::clamp<std::int64_t>(over, 0, std::min(one.units, most));
    one.units -= its;
    over -= its;
    return its;
  };
  for (CauseShare& one : causes) {
    if (one.cause == Cause::supplier_late) late -= take(one, late);
    if (one.cause == Cause::on_its_way) on_its_way -= take(one, on_its_way);
  }
  for (auto one = causes.rbegin(); one != causes.rend(); ++one) take(*one, one->units);
}

std::int64_t late_units(const PastPurchase& line, Date today) {
  return line.open() && line.said_first() < today ? line.expected - line.received : 0;
}

// What came after all is not missing any more.
std::int64_t short_units(const PastPurchase& line) {
  if (!is_suppliers_lack(line)) return 0;
  return std::max<std::int64_t>(0, line.given_up - std::max<std::int64_t>(0, line.received - line.expected));
}

std::int64_t coming_units(const PastPurchase& line, Date today) {
  return line.open() && late_units(line, today) == 0 ? line.expected - line.received : 0;
}

std::vector<CauseShare> causes_of(const Happened& happened, const PlannedDemand& planned) {
  CauseUnits units{};
  units[place_of(Cause::supplier_short)] = happened.damaged;
  units[place_of(Cause::supplier_late)] = happened.announced_late;
  units[place_of(Cause::on_its_way)] = happened.announced;
  for (const PastPurchase& line : happened.purchases) {
    units[place_of(Cause::supplier_late)] += late_units(line, happened.today);
    units[place_of(Cause::supplier_short)] += short_units(line);
    units[place_of(Cause::on_its_way)] += coming_units(line, happened.today);
  }
  units[place_of(Cause::approved_late)] = happened.approved_late;
  units[place_of(Cause::not_proposed)] = happened.not_proposed;
  units[place_of(Cause::stock_lost)] = happened.lost;
  share_demand(happened, planned, units);
  units[place_of(Cause::held_by_rule)] = happened.held_by_rule;
  units[place_of(Cause::at_the_dock)] = happened.at_the_dock;
  return shared_out(happened.waiting, units);
}

}  // namespace dockhand::planning

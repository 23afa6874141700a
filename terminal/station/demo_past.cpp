#include "terminal/station/demo_past.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "storage/model/fresh_id.h"
#include "storage/model/house_day.h"

namespace dockhand {
namespace {

constexpr std::int64_t an_hour = 3'600'000;
constexpr std::int64_t opens = 6 * an_hour;  // by the clock on the wall

// How many days late each of its last deliveries was, the first one first.
struct Brings {
  const char* supplier;
  const char* item;
  int said, units, every;  // days from the order to the day that was said; pieces; days between two deliveries
  std::array<int, 12> late;
};
constexpr std::array suppliers{
    Brings{"Nordlager GmbH", "BRG-6204", 7, 36, 14, {0, 0, 5, 0, 0, 0, 9, 0, 0, 0, 6, 0}},
    Brings{"SafeHands BV", "TAPE-50", 9, 72, 14, {0, -1, 0, 0, 2, 0, 0, 0, 0, -1, 0, 0}},
    Brings{"Toolworks AG", "BELT-A42", 14, 6, 21, {4, 0, 11, 0, 7, 3, 0, 15, 0, 6, 0, 9}},
    Brings{"Auto Parts Direct", "LMP-H7", 4, 20, 14, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
};

class Past {
 public:
  explicit Past(Instant now) : today_(now.date()) {}

  void add(const Brings& brings, int first_number) {
    for (std::size_t i = 0; i < brings.late.size(); ++i) {
      const int ago = brings.every * static_cast<int>(brings.late.size() - i) + 7;
      add(brings, first_number + static_cast<int>(i), weekday(Date::from_days(today_.days() - ago)), brings.late[i]);
    }
  }

  // All of it has been sold: nobody who waits finds anything of it.
  void sell() {
    const auto order = OrderNumber::parse("SO-100").value();
    const auto lane = LocationCode::parse("X-01").value();
    for (std::size_t i = 0; i < suppliers.size(); ++i) {
      const OrderLine line{order, static_cast<std::int32_t>(i) + 1};
      const Units units = units_of(suppliers[i], suppliers[i].late.size());
      const Instant asked{house_moment(last_.days(), opens + 2 * an_hour)};
      OrderLineRow row{line, "C-1002", units.item, units.quantity, {}, 5, last_, asked};
      row.one_off = true;
      give(last_, 2, Import{{row}});
      give(last_, 3, Pick{line, units, dock_, lane});
    }
    give(last_, 4, Ship{order});
  }

  // Not long ago a delivery was damaged, and some units were not found again: people wait for them now.
  void lose() {
    constexpr std::int64_t bolts = 6, bearings = 4;
    const auto damaged = PurchaseLine::parse("PO-6501/1").value();
    const auto quarantine = LocationCode::parse("Q-01").value();
    const Date came = Date::from_days(today_.days() - 4), ordered = Date::from_days(came.days() - 7);
    const Units bad = units_of("BLT-M8-40", bolts), gone = units_of("BRG-6205", bearings);
    give(ordered, 0, Import{{PurchaseLineRow{damaged, "Nordlager GmbH", bad.item, bad.quantity, came, {}, ordered}}});
    give(came, 1, Receive{bad, quarantine, damaged});
    give(came, 2, Receive{gone, dock_, std::nullopt});
    give(came, 3, Adjust{Change::minus, gone, dock_, "not found"});
  }

  std::vector<Command> in_order() {
    std::stable_sort(commands_.begin(), commands_.end(),
                     [](const Command& a, const Command& b) { return a.at.ms < b.at.ms; });
    return std::move(commands_);
  }

 private:
  // Nothing arrives at the weekend.
  static Date weekday(Date day) {
    const int since_monday = (day.days() + 3) % 7;
    return since_monday < 5 ? day : Date::from_days(day.days() + 7 - since_monday);
  }

  void add(const Brings& brings, int number, Date due, int late) {
    const auto purchase = PurchaseLine::parse("PO-" + std::to_string(number) + "/1").value();
    const Date ordered = Date::from_days(due.days() - brings.said);
    const Date came = weekday(Date::from_days(due.days() + late));
    give(ordered, 0,
         Import{{PurchaseLineRow{
             purchase, brings.supplier, item_of(brings), units_of(brings).quantity, due, {}, ordered}}});
    give(came, 1, Receive{units_of(brings), dock_, purchase});
    last_ = std::max(last_, came);
  }

  static ItemCode item_of(const Brings& brings) { return ItemCode::parse(brings.item).value(); }
  static Units units_of(const Brings& brings, std::size_t times = 1) {
    return units_of(brings.item, std::int64_t{brings.units} * static_cast<std::int64_t>(times));
  }
  static Units units_of(const char* item, std::int64_t units) {
    return {ItemCode::parse(item).value(), Quantity::exactly(units), std::nullopt, std::nullopt, std::nullopt};
  }

  void give(Date day, int hours, Action action) {
    const Instant at{house_moment(day.days(), opens + hours * an_hour)};
    commands_.push_back({fresh_command_id(), OperatorName::parse("demo").value(), at, std::move(action)});
  }

  Date today_, last_ = Date::from_days(0);
  LocationCode dock_ = LocationCode::parse("DOCK-1").value();
  std::vector<Command> commands_;
};

}  // namespace

Status play_demo_past(Ledger& ledger, Instant now) {
  Past past(now);
  int number = 6101;
  for (const Brings& brings : suppliers) {
    past.add(brings, number);
    number += 100;
  }
  past.sell();
  past.lose();
  const auto played = ledger.execute_all(past.in_order());
  if (!played) return played.error();
  if (const auto* no = std::get_if<Refused>(&played->front())) return no->error;
  return Done{};
}

}  // namespace dockhand

#include "terminal/station/demo_past.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "storage/model/fresh_id.h"

namespace dockhand {
namespace {

constexpr std::int64_t an_hour = 3'600'000, a_day = 24 * an_hour;
constexpr std::int64_t opens = 6 * an_hour;

// Of its last deliveries, the first one first: so many days late.
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

  // It was ordered, it came, and on the same day it went to a customer.
  void add(const Brings& brings, int number, Date due, int late) {
    const auto purchase = PurchaseLine::parse("PO-" + std::to_string(number) + "/1").value();
    const auto order = OrderLine::parse("SO-" + std::to_string(number - 6000 + 1) + "P/1").value();
    const auto item = ItemCode::parse(brings.item).value();
    const auto dock = LocationCode::parse("DOCK-1").value(), lane = LocationCode::parse("X-01").value();
    const Units units{item, Quantity::exactly(brings.units), std::nullopt, std::nullopt, std::nullopt};
    const Date ordered = Date::from_days(due.days() - brings.said);
    const Date came = weekday(Date::from_days(due.days() + late));
    give(ordered, 0, Import{{PurchaseLineRow{purchase, brings.supplier, item, units.quantity, due, {}, ordered}}});
    give(came, 1, Receive{units, dock, purchase});
    const Instant asked{came.days() * a_day + opens + 2 * an_hour};
    give(came, 2, Import{{OrderLineRow{order, "C-1002", item, units.quantity, {}, 5, came, asked}}});
    give(came, 3, Pick{order, units, dock, lane});
    give(came, 4, Ship{order.document});
  }

  void give(Date day, int hours, Action action) {
    const Instant at{day.days() * a_day + opens + hours * an_hour};
    commands_.push_back({fresh_command_id(), OperatorName::parse("demo").value(), at, std::move(action)});
  }

  Date today_;
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
  const auto played = ledger.execute_all(past.in_order());
  if (!played) return played.error();
  if (const auto* no = std::get_if<Refused>(&played->front())) return no->error;
  return Done{};
}

}  // namespace dockhand

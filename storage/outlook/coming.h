// What is on its way of an item: open purchase lines, handling units that are announced without one, and what people
// have ordered by a proposal until the office's purchase says it (storage/books/placed.h).
//
// Decides: which lines are looked at, what an announced day is worth, who would be asked for what nothing brings: whom
// the open proposal or the plan names, since that is who would be asked; else the first of its sources, else the
// supplier whom it was bought from last. Leaves to others: who has it (storage/outlook/promises.h).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/engine/engine.h"
#include "storage/model/codes.h"
#include "storage/model/time.h"
#include "storage/outlook/learning.h"
#include "storage/planning/promises/promise.h"
#include "storage/planning/promises/working_days.h"

namespace dockhand {

// What is known of suppliers, each read once.
class Suppliers {
 public:
  Suppliers(Engine& db, Date today) : db_(db), today_(today) {}

  planning::Arrival of(const std::string& supplier, planning::Awaited line, Against day);
  planning::Arrival announced(const std::string& supplier, Date due);
  // As it comes of what is ordered of a supplier on that day.
  planning::Arrival ordered_on(Date day, const std::string& supplier, std::optional<std::int32_t> lead_days);
  planning::Arrival if_ordered(const std::string& supplier, std::optional<std::int32_t> lead_days) {
    return ordered_on(today_, supplier, lead_days);
  }

 private:
  const Learned& known(const std::string& supplier, Against day);

  Engine& db_;
  Date today_;
  std::map<std::pair<std::string, Against>, Learned> known_;
  std::optional<planning::WorkingDays> works_{};  // read with the first line that is overdue
};

struct OnItsWay {
  planning::Incoming units;
  std::optional<PurchaseLine> purchase;  // none: announced, or ordered, without one
  std::string supplier;
  std::optional<Date> due;        // that the supplier has said; none: sent without a day
  std::optional<Date> announced;  // the day of its shipping notice
  // It was bought for a line that is not known yet, or stands behind those that were given, or it goes straight to the
  // customer of one that does not wait: it is nobody else's.
  std::optional<OrderLine> kept_for{};
  std::optional<Date> placed{};  // the day on which people ordered it; the office's purchases do not have it yet
  bool waited_for = true;        // false: it is overdue for so long that nobody counts on it
};
// `lines`: those that wait, in rank.
std::vector<OnItsWay> on_its_way(Engine& db, const ItemCode& item, const std::vector<OrderLine>& lines,
                                 Suppliers& suppliers, Date today);

// Who is asked for more.
struct AskedSupplier {
  std::string supplier;
  std::optional<std::int32_t> lead_days{};  // as the source says
};
AskedSupplier asked_for(Engine& db, const ItemCode& item, Date today);
// True when the office names a source that is still good.
bool is_source_named(Engine& db, const ItemCode& item, Date today);

}  // namespace dockhand

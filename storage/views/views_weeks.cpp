// What was free week by week, for the past that is played again.
//
// Decides: that what an order line waits for or holds is not free for a later one, from the week after it was ordered
// until it leaves. Of a line that was cancelled since nobody knows how long it waited: it held nothing. Leaves to
// others: how a policy is judged by it (storage/planning/ordering/backtest.h).
#include <algorithm>
#include <utility>
#include <vector>

#include "storage/engine/cells.h"
#include "storage/engine/engine.h"
#include "storage/schema/sql.h"
#include "storage/views/planning_views.h"

namespace dockhand {
namespace {

constexpr std::int64_t day_of_ms = 86'400'000;
constexpr std::int64_t week_of_ms = 7 * day_of_ms;

// The weeks that begin at `first` and after it.
class WeekStarts {
 public:
  WeekStarts(Date first, std::size_t count) : first_(first), count_(count) {}
  std::size_t count() const { return count_; }
  // Returns the first of them that begins after a moment; as many as there are when none does.
  std::size_t after(Instant at) const {
    const std::int64_t since = at.ms - std::int64_t{first_.days()} * day_of_ms;
    return since < 0 ? 0 : std::min(count_, static_cast<std::size_t>(since / week_of_ms) + 1);
  }

 private:
  Date first_;
  std::size_t count_;
};

// Items are asked for in the order of their codes.
class FreeByItem {
 public:
  explicit FreeByItem(WeekStarts starts) : starts_(starts) {}

  // Every movement into or out of a place changes all weeks that begin after it.
  void moved(const Cells& cells) {
    StockHistory& of = history(cells.code<ItemCode>(0));
    for (std::size_t week = starts_.after(cells.instant(1)); week < starts_.count(); ++week) {
      of.free[week] += static_cast<double>(cells.integer(2));
    }
  }
  // Nothing of an item that never moved: what is asked of it is not this warehouse's to serve.
  void held(const Cells& cells, std::size_t until) {
    const auto item = cells.code<ItemCode>(0);
    while (next_ < items_.size() && items_[next_].item < item) ++next_;
    if (next_ == items_.size() || items_[next_].item != item) return;
    for (std::size_t week = starts_.after(cells.instant(1)); week < until; ++week) {
      items_[next_].free[week] -= static_cast<double>(cells.integer(2));
    }
  }
  void from_the_first() { next_ = 0; }
  std::vector<StockHistory> take() { return std::move(items_); }

 private:
  StockHistory& history(const ItemCode& item) {
    if (items_.empty() || items_.back().item != item) items_.push_back({item, std::vector<double>(starts_.count(), 0)});
    return items_.back();
  }

  WeekStarts starts_;
  std::vector<StockHistory> items_;
  std::size_t next_ = 0;
};

Date first_known(Engine& db, Date monday, int weeks) {
  std::int32_t first = monday.days() - 7 * weeks;
  if (auto rows = db.query("SELECT min(e.at) FROM event e JOIN posting p ON p.event = e.seq");
      rows.next() && !rows.null(0)) {
    const Date begun = Cells(rows).instant(0).date();
    while (first < monday.days() && first < begun.days()) first += 7;
  }
  return Date::from_days(first);
}

}  // namespace

Result<std::vector<StockHistory>> PlanningViews::stock_by_week(Date monday, int weeks) {
  const Transaction snapshot(*db_);
  const Date first = first_known(*db_, monday, weeks);
  if (first >= monday) return std::vector<StockHistory>();
  const WeekStarts starts(first, static_cast<std::size_t>((monday.days() - first.days()) / 7));
  FreeByItem free(starts);
  for (auto rows = db_->query("SELECT p.item, e.at, p.quantity FROM posting p JOIN event e ON e.seq = p.event"
                              " WHERE p." DOCKHAND_REAL_PLACE " AND p.item <> '@unit' ORDER BY p.item");
       rows.next();) {
    free.moved(Cells(rows));
  }
  for (auto rows = db_->query("SELECT item, ordered_at, waiting + reserved + picked FROM order_line"
                              " WHERE waiting + reserved + picked > 0 ORDER BY item");
       rows.next();) {
    free.held(Cells(rows), starts.count());
  }
  free.from_the_first();
  for (auto rows = db_->query("SELECT o.item, o.ordered_at, p.quantity, e.at FROM posting p"
                              " JOIN event e ON e.seq = p.event"
                              " JOIN order_line o ON o.order_no = p.doc AND o.line = p.line"
                              " WHERE p.place = '@customer' AND p.item = o.item ORDER BY o.item");
       rows.next();) {
    const Cells cells(rows);
    free.held(cells, starts.after(cells.instant(3)));
  }
  if (db_->failed()) return db_->failure();
  return free.take();
}

}  // namespace dockhand

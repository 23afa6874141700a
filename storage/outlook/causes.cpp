#include "storage/outlook/causes.h"

#include <algorithm>
#include <map>
#include <utility>

#include "storage/books/item_state.h"
#include "storage/engine/row_reader.h"
#include "storage/model/house_day.h"
#include "storage/outlook/cause_rows.h"
#include "storage/outlook/learning.h"
#include "storage/outlook/purchases.h"
#include "storage/outlook/usual_demand.h"
#include "storage/schema/sql.h"
#include "storage/schema/waiting_units.h"

namespace dockhand {
namespace {

// Lines of an item; and of them, those whose causes are written down at once.
constexpr std::int64_t causes_looked_at = 1000, causes_looked_at_by_night = 10'000;
constexpr std::size_t causes_by_day = 100;
constexpr std::int32_t shortest_window = 7, longest_window = 120, longest_wait = 366;

std::int64_t number_in(Rows rows) { return rows.next() ? rows.integer(0) : 0; }

struct CausedLine {
  OrderLine line;
  std::int64_t waiting;
  bool served;  // its class lets it be served
  std::int64_t given_back;
  std::int64_t ordered;
  std::int64_t asks() const { return served ? waiting - given_back : 0; }
};

std::vector<CausedLine> caused_lines(Engine& db, const ItemCode& item, std::int64_t most) {
  return all_of(db.query("SELECT o.order_no, o.line, o.waiting, o.order_class, o.held_back, o.ordered FROM order_line "
                         "o WHERE o.item=$1"
                         " AND o.waiting > 0 ORDER BY o.item, " DOCKHAND_RANK " LIMIT $2",
                         item.text(), most),
                [](const Cells& cells) {
                  return CausedLine{cells.line<OrderNumber>(0), cells.integer(2), may_get_more(cells.order_class(3)),
                                    std::min(cells.integer(2), cells.integer(4)), cells.integer(5)};
                });
}

// Or one that waits again, or for others than before.
bool has_new_line(Engine& db, const ItemCode& item) {
  return db
      .query(
          "SELECT 1 FROM order_line o WHERE o.item=$1 AND o.waiting > 0 AND o.waiting <>"
          " (SELECT coalesce(sum(c.units), 0) FROM cause c WHERE c.order_no = o.order_no AND c.line = o.line) LIMIT 1",
          item.text())
      .next();
}

// Whom the item is bought from: the first of its sources, else who sold it last.
std::string supplier_of(Engine& db, const ItemCode& item) {
  auto rows = db.query(
      "SELECT supplier FROM (SELECT supplier, 0 AS first, rank AS turn FROM source WHERE item=$1"
      " UNION ALL SELECT supplier, 1, -due FROM purchase_line WHERE item=$1) AS all_of_them"
      " ORDER BY first, turn, supplier LIMIT 1",
      item.text());
  return rows.next() ? rows.text(0) : "";
}

// The days from an order to its arrival, as far as anybody has said.
std::int32_t window_of(Engine& db, const ItemCode& item, const std::string& supplier) {
  auto rows = db.query("SELECT lead_days FROM source WHERE item=$1 AND supplier=$2", item.text(), supplier);
  const std::int32_t said =
      rows.next() && !rows.null(0) ? Cells(rows).number(0) : learned_of(db, supplier, Against::first_day).said;
  return std::clamp(said, shortest_window, longest_window);
}

// Units that are here and nobody has, by why they are nobody's.
struct Idle {
  std::int64_t held = 0;     // that could be given
  std::int64_t blocked = 0;  // of a lot that may not leave, or at a place that is to be counted
  std::int64_t aside = 0;    // units in quarantine
  std::int64_t between = 0;  // units in a lane or a tote
};
Idle idle_of(Engine& db, const ItemCode& item, Date today) {
  Idle idle;
  std::int64_t stock = 0;
  for (auto rows = db.query("SELECT p.kind, sum(b.quantity) FROM balance b JOIN location p ON p.location = b.place"
                            " WHERE b.item=$1 AND b.doc='' AND b.line=0 AND " DOCKHAND_B_POSITIVE " GROUP BY p.kind",
                            item.text());
       rows.next();) {
    const std::string kind = rows.text(0);
    if (kind == "dock" || kind == "storage") {
      stock += rows.integer(1);
    } else if (kind == "quarantine") {
      idle.aside += rows.integer(1);
    } else {
      idle.between += rows.integer(1);
    }
  }
  auto kept = db.query("SELECT safety_stock FROM item WHERE item=$1", item.text());
  const std::int64_t kept_back = kept.next() ? kept.integer(0) : 0;
  idle.held = std::min(stock, standing_of(db, item, today).free + kept_back);
  idle.blocked = stock - idle.held;
  return idle;
}

// What counts, damage and pickers took off the books since then, less what they put back; stock that the office wrote
// down is none of it.
std::int64_t taken_off_since(Engine& db, const ItemCode& item, Date since) {
  return number_in(
      db.query("SELECT coalesce(sum(p.quantity), 0) FROM posting p JOIN event e ON e.seq = p.event WHERE p.item=$1"
               " AND p.place IN ('@adjustment', '@suspense') AND e.at >= $2 AND e.action <> 'import'",
               item.text(), first_moment(since.days())));
}

// What of the item has been proposed, and would be here by now had it been ordered on that day.
struct Proposed {
  std::int64_t approved_late = 0;  // and is not, because nobody agreed, or later
  std::int64_t left_out = 0;       // those of them against which people decided
};

std::int64_t open_units_of(Engine& db, const std::string& purchase, std::int64_t otherwise) {
  const auto line = PurchaseLine::parse(purchase);
  if (!line) return otherwise;
  auto rows = db.query("SELECT expected - received FROM purchase_line WHERE purchase=$1 AND line=$2",
                       line->document.text(), line->line);
  return rows.next() ? std::max<std::int64_t>(0, rows.integer(0)) : otherwise;
}

// What has been ordered of the item since that day, whoever proposed it.
std::int64_t ordered_since(Engine& db, const ItemCode& item, Date day) {
  return number_in(db.query(
      "SELECT coalesce(sum(expected), 0) FROM purchase_line WHERE item=$1 AND ordered_on >= $2 AND drop_ship = 0",
      item.text(), day.days()));
}

// An open one counts with what it was on its day, less what was bought since: later nights may ask for less because
// nothing was left to sell.
Proposed proposed_of(Engine& db, const ItemCode& item, std::int32_t days, Date today) {
  Proposed sums;
  for (auto rows = db.query("SELECT id, state, CASE WHEN state = 'open' THEN coalesce(first_quantity, quantity)"
                            " ELSE quantity END, CASE WHEN state = 'placed' THEN ordered ELSE approved END, decided,"
                            " purchase FROM proposal WHERE item=$1 AND state <> 'over' ORDER BY id",
                            item.text());
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    const auto made = Date::parse(row.text().substr(item.text().size() + 1));  // its id is ITEM@DAY
    const std::string state = row.text();
    const std::int64_t quantity = row.integer(), approved = row.integer();
    const auto decided = row.maybe_date();
    if (!made || made->days() + days > today.days()) continue;
    if (state == "rejected") {
      sums.left_out = std::max(sums.left_out, quantity);
    } else if (state == "open") {
      sums.approved_late += std::max<std::int64_t>(0, quantity - ordered_since(db, item, *made));
    } else if (decided && decided->days() + days > today.days()) {
      sums.approved_late += open_units_of(db, row.text(), approved);
    }
  }
  return sums;
}

// Whose the units of a cause are: who is late, short or under way with them, the first day first. What none of these
// has is whom the item is bought from.
class Whose {
 public:
  explicit Whose(std::string usual) : usual_(std::move(usual)) {}

  const std::string& usual() const { return usual_; }

  void has(planning::Cause cause, const std::string& supplier, std::int64_t units) {
    if (units > 0) left_[cause].push_back({supplier, units});
  }
  void take(planning::CauseShare share, std::vector<planning::CauseShare>& found) {
    for (SupplierUnits& one : left_[share.cause]) {
      const std::int64_t its = std::min(one.units, share.units);
      if (its == 0) continue;
      found.push_back({share.cause, its, one.supplier});
      one.units -= its;
      share.units -= its;
    }
    if (share.units > 0) found.push_back({share.cause, share.units, usual_});
  }

 private:
  std::string usual_;
  std::map<planning::Cause, std::vector<SupplierUnits>> left_{};
};

// Returns since when a line of the item waits, of those that wait now.
Date waits_since(Engine& db, const ItemCode& item, Date today) {
  auto rows = db.query(
      "SELECT min(c.since) FROM order_line o JOIN cause c ON c.order_no = o.order_no AND c.line = o.line"
      " WHERE o.item=$1 AND o.waiting > 0 AND c.item=$1 AND c.units > 0",
      item.text());
  const Date first = rows.next() && !rows.null(0) ? Cells(rows).date(0) : today;
  return std::clamp(first, Date::from_days(today.days() - longest_wait), today);
}

// What came damaged and is still in quarantine. However long they wait for it, nobody in the house has lost it.
std::int64_t damaged_of(Engine& db, const ItemCode& item, Date since, Date today, std::int64_t aside, Whose& whose) {
  if (aside == 0) return 0;
  const std::int32_t waited = today.days() - waits_since(db, item, today).days();
  std::int64_t units = 0;
  for (const SupplierUnits& one : came_damaged_since(db, item, Date::from_days(since.days() - waited))) {
    const std::int64_t its = std::min(one.units, aside - units);
    whose.has(planning::Cause::supplier_short, one.supplier, its);
    units += its;
  }
  return units;
}

// What is open of a purchase for a line that does not want it any more comes for whoever waits.
bool is_for_all(Engine& db, const BoughtLine& line) {
  const bool comes = !line.straight && !line.bought.closed && line.bought.received < line.bought.expected;
  return comes && wants_none(db, *line.bought_for);
}

std::vector<planning::CauseShare> causes_now(Engine& db, const ItemCode& item, std::int64_t waiting,
                                             const std::vector<BoughtLine>& bought, Date since, Date today,
                                             Whose& whose) {
  AskedSince asked = asked_since(db, item, since, today);
  planning::Happened happened;
  happened.waiting = waiting;
  happened.today = today;
  happened.orders = std::move(asked.orders);
  happened.usual_order = asked.usual_order;
  happened.promoted = asked.promoted;
  happened.promotion_planned = asked.promotion_planned;
  const Idle idle = idle_of(db, item, today);
  happened.damaged = damaged_of(db, item, since, today, idle.aside, whose);
  happened.lost =
      std::max<std::int64_t>(0, taken_off_since(db, item, since)) + idle.blocked + idle.aside - happened.damaged;
  for (const BoughtLine& line : bought) {
    if (line.bought_for && !is_for_all(db, line)) continue;
    happened.purchases.push_back(line.bought);
    whose.has(planning::Cause::supplier_late, line.supplier, planning::late_units(line.bought, today));
    whose.has(planning::Cause::supplier_short, line.supplier, planning::short_units(line.bought));
    whose.has(planning::Cause::on_its_way, line.supplier, planning::coming_units(line.bought, today));
  }
  happened.announced_late = announced_late_of(db, item, today);
  happened.announced = announced_of(db, item) - happened.announced_late;
  whose.has(planning::Cause::supplier_late, {}, happened.announced_late);
  whose.has(planning::Cause::on_its_way, {}, happened.announced);
  const Proposed proposed = proposed_of(db, item, today.days() - since.days(), today);
  happened.approved_late = proposed.approved_late;
  happened.not_proposed = proposed.left_out;
  happened.held_by_rule = idle.held;
  happened.at_the_dock = idle.between;
  return planning::causes_of(happened, asked.planned);
}

// What is the line's own part of what is left.
std::vector<planning::CauseShare> take_share(std::vector<planning::CauseShare>& left, std::int64_t units) {
  std::vector<planning::CauseShare> mine;
  for (planning::CauseShare& one : left) {
    const std::int64_t taken = std::min(units, one.units);
    if (taken == 0) continue;
    mine.push_back({one.cause, taken});
    one.units -= taken;
    units -= taken;
  }
  return mine;
}

// Why the units wait that were bought for the line alone, or that suppliers send straight to its customer. They ask for
// none of the others.
std::vector<planning::CauseShare> of_its_own(const CausedLine& line, const std::vector<BoughtLine>& bought,
                                             Date today) {
  std::vector<planning::CauseShare> found;
  std::int64_t left = line.asks();
  const auto add = [&](planning::Cause cause, std::int64_t units, const std::string& supplier) {
    const std::int64_t its = std::min(left, units);
    if (its > 0) found.push_back({cause, its, supplier});
    left -= std::max<std::int64_t>(0, its);
  };
  for (const BoughtLine& one : bought) {
    if (one.bought_for != line.line) continue;
    add(planning::Cause::supplier_late, planning::late_units(one.bought, today), one.supplier);
    add(one.straight ? planning::Cause::sent_direct : planning::Cause::on_its_way,
        planning::coming_units(one.bought, today), one.supplier);
    add(planning::Cause::supplier_short, planning::short_units(one.bought), one.supplier);
  }
  return found;
}

// Units that a supervisor gave to others are missing in this line, whatever is missing of the item.
void add_given_away(Engine& db, const CausedLine& line, std::vector<planning::CauseShare>& found) {
  std::int64_t left = line.asks() - units_in(found);
  for (planning::CauseShare& one : given_away_by(db, line.line)) {
    one.units = std::min(left, one.units);
    left -= one.units;
    if (one.units > 0) found.push_back(std::move(one));
  }
}

}  // namespace

void find_causes(Engine& db, const ItemCode& item, const AsOf& as_of, Replay why) {
  if (why == Replay::of_new_lines && !has_new_line(db, item)) return;
  const bool by_night = why == Replay::by_night;
  const auto lines = caused_lines(db, item, by_night ? causes_looked_at_by_night : causes_looked_at);
  if (lines.empty()) return;
  const bool again = why == Replay::of_supply || by_night;
  const std::size_t written = by_night ? lines.size() : std::min(lines.size(), causes_by_day);
  Whose whose(supplier_of(db, item));
  const Date since = Date::from_days(as_of.today.days() - window_of(db, item, whose.usual()));
  const auto bought = bought_since(db, item, since);
  std::int64_t waiting = 0;
  std::vector<std::vector<planning::CauseShare>> found;
  found.reserve(lines.size());
  for (const CausedLine& line : lines) {
    found.push_back(of_its_own(line, bought, as_of.today));
    add_given_away(db, line, found.back());
    waiting += line.asks() - units_in(found.back());
  }
  auto left = causes_now(db, item, waiting, bought, since, as_of.today, whose);
  for (std::size_t i = 0; i < written; ++i) {
    const CausedLine& line = lines[i];
    const auto add = [&](const planning::CauseShare& share) { whose.take(share, found[i]); };
    if (!line.served) add({planning::Cause::held_by_rule, line.waiting});
    for (const auto& share : take_share(left, line.asks() - units_in(found[i]))) add(share);
    if (line.served && line.given_back > 0) add({planning::Cause::given_back, line.given_back});
    keep_causes(db, {line.line, item, line.ordered}, found[i], as_of, again);
  }
}

void find_all_causes(Engine& db, const AsOf& as_of) {
  const auto items = all_of(db.query("SELECT DISTINCT item FROM order_line WHERE waiting > 0 ORDER BY item"),
                            [](const Cells& cells) { return cells.code<ItemCode>(0); });
  for (const ItemCode& item : items) find_causes(db, item, as_of, Replay::by_night);
}

}  // namespace dockhand

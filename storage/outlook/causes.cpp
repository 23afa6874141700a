#include "storage/outlook/causes.h"

#include <algorithm>
#include <map>
#include <utility>

#include "storage/books/item_state.h"
#include "storage/engine/row_reader.h"
#include "storage/outlook/learning.h"
#include "storage/outlook/purchases.h"
#include "storage/outlook/usual_demand.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

constexpr std::int64_t causes_looked_at = 1000;  // lines of an item
constexpr std::size_t causes_by_day = 100;       // of them, those whose causes are written down at once
constexpr std::int32_t shortest_window = 7, longest_window = 120;

std::int64_t number_in(Rows rows) { return rows.next() ? rows.integer(0) : 0; }

struct CausedLine {
  OrderLine line;
  std::int64_t waiting;
  bool served;  // its class lets it be served
  std::int64_t given_back;
  std::int64_t asks() const { return served ? waiting - given_back : 0; }
};

// Why units wait, and whose they are to bring.
struct FoundCause {
  planning::CauseShare share;
  std::string supplier;
};

std::vector<CausedLine> caused_lines(Engine& db, const ItemCode& item) {
  return all_of(
      db.query("SELECT o.order_no, o.line, o.waiting, o.order_class, o.held_back FROM order_line o WHERE o.item=$1"
               " AND o.waiting > 0 ORDER BY o.item, " DOCKHAND_RANK " LIMIT $2",
               item.text(), causes_looked_at),
      [](const Cells& cells) {
        return CausedLine{cells.line<OrderNumber>(0), cells.integer(2), may_get_more(cells.order_class(3)),
                          std::min(cells.integer(2), cells.integer(4))};
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

// Whom the item is bought from: who is late with it, else the first of its sources, else who sold it last.
std::string supplier_of(Engine& db, const ItemCode& item, Date today) {
  auto rows = db.query(
      "SELECT supplier FROM (SELECT supplier, 0 AS first, coalesce(first_due, due) AS turn"
      "  FROM purchase_line WHERE item=$1 AND drop_ship = 0 AND received < expected AND coalesce(first_due, due) < $2"
      " UNION ALL SELECT supplier, 1, rank FROM source WHERE item=$1"
      " UNION ALL SELECT supplier, 2, -due FROM purchase_line WHERE item=$1) AS all_of_them"
      " ORDER BY first, turn, supplier LIMIT 1",
      item.text(), today.days());
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
               item.text(), first_moment_of(since)));
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
                            " ELSE quantity END, approved, decided, purchase FROM proposal WHERE item=$1 AND state <> "
                            "'over' ORDER BY id",
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

std::vector<planning::CauseShare> causes_now(Engine& db, const ItemCode& item, std::int64_t waiting,
                                             const std::vector<BoughtLine>& bought, Date since, Date today) {
  AskedSince asked = asked_since(db, item, since, today);
  planning::Happened happened;
  happened.waiting = waiting;
  happened.today = today;
  for (const BoughtLine& line : bought) {
    if (!line.bought_for) happened.purchases.push_back(line.bought);
  }
  happened.orders = std::move(asked.orders);
  happened.usual_order = asked.usual_order;
  happened.promoted = asked.promoted;
  happened.promotion_planned = asked.promotion_planned;
  const Idle idle = idle_of(db, item, today);
  happened.announced = announced_of(db, item);
  happened.damaged = idle.aside > 0 ? std::min(idle.aside, came_damaged_since(db, item, since)) : 0;
  happened.lost =
      std::max<std::int64_t>(0, taken_off_since(db, item, since)) + idle.blocked + idle.aside - happened.damaged;
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
std::vector<FoundCause> of_its_own(const CausedLine& line, const std::vector<BoughtLine>& bought, Date today) {
  std::vector<FoundCause> found;
  std::int64_t left = line.asks();
  const auto add = [&](planning::Cause cause, std::int64_t units, const std::string& supplier) {
    const std::int64_t its = std::min(left, units);
    if (its > 0) found.push_back({{cause, its}, supplier});
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

std::int64_t units_in(const std::vector<FoundCause>& causes) {
  std::int64_t units = 0;
  for (const FoundCause& one : causes) units += one.share.units;
  return units;
}

// Who sent too few is another than who is late.
std::string supplier_by(planning::Cause cause, const std::vector<BoughtLine>& bought, const std::string& usual) {
  if (cause != planning::Cause::supplier_short) return usual;
  for (const BoughtLine& line : bought) {
    if (!line.bought_for && planning::short_units(line.bought) > 0) return line.supplier;
  }
  return usual;
}

planning::Cause cause_in(Engine& db, const std::string& name) {
  if (const auto cause = planning::cause_named(name)) return *cause;
  db.fail({ErrorKind::corrupt, "cause", "the database holds '" + name + "', which is no cause"});
  return planning::Cause::not_planned;
}

struct KeptCause {
  std::int64_t units = 0, most = 0;
  std::string supplier{};
};
using KeptCauses = std::map<planning::Cause, KeptCause>;

std::int64_t most_in(const KeptCauses& kept) {
  std::int64_t units = 0;
  for (const auto& [cause, its] : kept) units += its.most;
  return units;
}

// The same unit may wait for one thing after the other, and is one unit: who has it now has it from the last causes.
void give_up_most(KeptCauses& kept, std::int64_t units) {
  for (auto one = kept.rbegin(); one != kept.rend(); ++one) {
    const std::int64_t its = std::clamp<std::int64_t>(units, 0, one->second.most - one->second.units);
    one->second.most -= its;
    units -= its;
  }
}

// Rows of causes that are none any more stay, with no units. What was found on the day on which the wait began is
// replaced when it is found `again` on it: files come in any order, and who is late may be told after who waits.
void keep_causes(Engine& db, const CausedLine& line, const ItemCode& item, const std::vector<FoundCause>& found,
                 const AsOf& as_of, bool again) {
  KeptCauses kept;
  std::int32_t since = as_of.today.days();
  for (auto rows = db.query("SELECT cause, supplier, since, most FROM cause WHERE order_no=$1 AND line=$2",
                            line.line.document.text(), line.line.line);
       rows.next();) {
    const Cells cells(rows);
    const bool replaced = again && cells.number(2) == as_of.today.days();
    const std::int64_t most = cells.integer(3);
    kept[cause_in(db, cells.text(0))] = {0, replaced ? 0 : most, cells.text(1)};
    since = std::min(since, cells.number(2));
  }
  const std::int64_t before = most_in(kept);
  for (const FoundCause& one : found) {
    KeptCause& its = kept[one.share.cause];
    if (its.units == 0) its.supplier = one.supplier;
    its.units += one.share.units;
  }
  for (auto& [cause, its] : kept) its.most = std::max(its.most, its.units);
  give_up_most(kept, most_in(kept) - std::max(before, units_in(found)));
  for (const auto& [cause, its] : kept) {
    db.run(
        "INSERT INTO cause(order_no, line, cause, item, supplier, since, units, most, changed)"
        " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9) ON CONFLICT(order_no, line, cause) DO UPDATE SET item=excluded.item,"
        " supplier=excluded.supplier, units=excluded.units, changed=excluded.changed, most=excluded.most"
        " WHERE cause.units <> excluded.units OR cause.supplier <> excluded.supplier OR cause.item <> excluded.item"
        " OR cause.most <> excluded.most",
        line.line.document.text(), line.line.line, std::string(planning::name_of(cause)), item.text(), its.supplier,
        since, its.units, its.most, as_of.changed);
  }
}

}  // namespace

void find_causes(Engine& db, const ItemCode& item, const AsOf& as_of, Replay why) {
  if (why == Replay::of_new_lines && !has_new_line(db, item)) return;
  const auto lines = caused_lines(db, item);
  if (lines.empty()) return;
  const bool again = why == Replay::of_supply || why == Replay::by_night;
  const std::size_t written = why == Replay::by_night ? lines.size() : std::min(lines.size(), causes_by_day);
  const std::string supplier = supplier_of(db, item, as_of.today);
  const Date since = Date::from_days(as_of.today.days() - window_of(db, item, supplier));
  const auto bought = bought_since(db, item, since);
  std::int64_t waiting = 0;
  std::vector<std::vector<FoundCause>> found;
  found.reserve(lines.size());
  for (const CausedLine& line : lines) {
    found.push_back(of_its_own(line, bought, as_of.today));
    waiting += line.asks() - units_in(found.back());
  }
  auto left = causes_now(db, item, waiting, bought, since, as_of.today);
  for (std::size_t i = 0; i < written; ++i) {
    const CausedLine& line = lines[i];
    const auto add = [&](const planning::CauseShare& share) {
      found[i].push_back({share, supplier_by(share.cause, bought, supplier)});
    };
    if (!line.served) add({planning::Cause::held_by_rule, line.waiting});
    for (const auto& share : take_share(left, line.asks() - units_in(found[i]))) add(share);
    if (line.served && line.given_back > 0) add({planning::Cause::given_back, line.given_back});
    keep_causes(db, line, item, found[i], as_of, again);
  }
}

void find_all_causes(Engine& db, const AsOf& as_of) {
  const auto items = all_of(db.query("SELECT DISTINCT item FROM order_line WHERE waiting > 0 ORDER BY item"),
                            [](const Cells& cells) { return cells.code<ItemCode>(0); });
  for (const ItemCode& item : items) find_causes(db, item, as_of, Replay::by_night);
}

std::vector<planning::CauseShare> causes_of_line(Engine& db, const OrderLine& line) {
  auto shares = all_of(db.query("SELECT cause, units FROM cause WHERE order_no=$1 AND line=$2 AND units > 0",
                                line.document.text(), line.line),
                       [&](const Cells& cells) {
                         return planning::CauseShare{cause_in(db, cells.text(0)), cells.integer(1)};
                       });
  std::sort(shares.begin(), shares.end(), [](const auto& a, const auto& b) { return a.cause < b.cause; });
  auto rows = db.query("SELECT waiting FROM order_line WHERE order_no=$1 AND line=$2", line.document.text(), line.line);
  return planning::as_far_as(rows.next() ? rows.integer(0) : 0, std::move(shares));
}

}  // namespace dockhand

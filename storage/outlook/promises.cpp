#include "storage/outlook/promises.h"

#include <algorithm>
#include <map>

#include "storage/books/books.h"
#include "storage/books/item_state.h"
#include "storage/engine/row_reader.h"
#include "storage/outlook/coming.h"
#include "storage/outlook/learning.h"
#include "storage/outlook/working_days.h"
#include "storage/planning/promises/promise.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

constexpr std::int64_t lines_looked_at = 100, lines_looked_at_by_night = 10'000;

// A line that waits, as the books have it.
struct Line {
  OrderLine line;
  Date promised;
  OrderClass order_class;
  planning::WaitingLine waiting;
  std::optional<Promise> said{};  // what is written of it
};

// What an item says of all of its lines.
struct ItemTerms {
  bool ended = false;
  Policies policies{};
};
ItemTerms terms_of_item(Engine& db, const ItemCode& item) {
  auto rows = db.query("SELECT ended, policies FROM item WHERE item=$1", item.text());
  return rows.next() ? ItemTerms{Cells(rows).flag(0), Cells(rows).policies(1)} : ItemTerms{};
}

// What customers say of all of their lines, each read once.
class Customers {
 public:
  explicit Customers(Engine& db) : db_(db) {}

  const Policies& policies(const std::string& customer) {
    const auto found = known_.find(customer);
    if (found != known_.end()) return found->second;
    auto rows = db_.query("SELECT policies FROM customer WHERE customer=$1", customer);
    return known_.emplace(customer, rows.next() ? Cells(rows).policies(0) : Policies{}).first->second;
  }

 private:
  Engine& db_;
  std::map<std::string, Policies> known_;
};

Promise promise_at(const Cells& cells, int first) {
  return {cells.date(first), cells.date(first + 1), cells.number(first + 2), cells.flag(first + 3),
          cells.instant(first + 4)};
}

planning::WaitingLine waiting_of(std::int64_t units, bool served, const Terms& terms) {
  planning::WaitingLine waiting{units};
  waiting.whole = !terms.partial;
  waiting.pack = terms.multiple.units();
  waiting.served = served;
  return waiting;
}

// Narrower than what an allocation reads of a line: it is read with every event that the item's units come or go by.
std::vector<Line> waiting_lines(Engine& db, const ItemCode& item, const ItemTerms& its, std::int64_t most) {
  std::vector<Line> lines;
  Customers customers(db);
  for (auto rows = db.query("SELECT o.order_no, o.line, o.promised, o.order_class, o.waiting,"
                            " o.policies, o.customer,"
                            " p.p50, p.p90, p.kept, p.to_order, p.made FROM order_line o"
                            " LEFT JOIN promise p ON p.order_no = o.order_no AND p.line = o.line"
                            " WHERE o.item=$1 AND o.waiting > 0 ORDER BY o.item, " DOCKHAND_RANK " LIMIT $2",
                            item.text(), most);
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    Line line{row.line<OrderNumber>(), row.date(), row.order_class(), {}};
    const std::int64_t units = row.integer();
    const Policies own = row.policies();
    const Terms terms = terms_of(own, customers.policies(row.text()), its.policies);
    // What it was given back for it does not ask for again; it asks for what comes (Books::give_to_who_held_back).
    line.waiting = waiting_of(units, may_get_more(line.order_class), terms);
    if (!cells.null(7)) line.said = promise_at(cells, 7);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<planning::WaitingLine> all_waiting(const std::vector<Line>& lines) {
  std::vector<planning::WaitingLine> waiting;
  waiting.reserve(lines.size() + 2);
  for (const Line& line : lines) waiting.push_back(line.waiting);
  return waiting;
}

std::vector<OrderLine> in_rank(const std::vector<Line>& lines) {
  std::vector<OrderLine> codes;
  codes.reserve(lines.size());
  for (const Line& line : lines) codes.push_back(line.line);
  return codes;
}

std::vector<planning::Incoming> incoming(Engine& db, const ItemCode& item, const std::vector<Line>& lines,
                                         Suppliers& suppliers, Date today) {
  std::vector<planning::Incoming> all;
  for (OnItsWay& one : on_its_way(db, item, in_rank(lines), suppliers, today)) {
    const bool nobodys = one.units.direct && !one.units.bought_for;
    if (one.waited_for && !one.kept_for && !nobodys) all.push_back(std::move(one.units));
  }
  return all;
}

// What all items have in common, read once for many of them.
struct Common {
  Common(Engine& db, Date today)
      : house{today, working_days(db), learned_handling(db), std::nullopt}, suppliers(db, today) {}

  planning::House house;
  Suppliers suppliers;
};

planning::House house_of(Engine& db, const ItemCode& item, Common& common, bool ended) {
  planning::House house = common.house;
  if (ended) return house;
  const AskedSupplier asked = asked_for(db, item, house.today);
  house.if_ordered = common.suppliers.if_ordered(asked.supplier, asked.lead_days);
  return house;
}

Promise promise_in(const planning::Outlook& outlook, Date promised, const AsOf& as_of) {
  if (!outlook.known()) return {Date::from_days(0), Date::from_days(0), 0, false, as_of.now};
  const auto kept = static_cast<std::int32_t>(1000 * outlook.chance_by(promised) + 0.5);
  return {outlook.at(0.5), outlook.at(0.9), kept, outlook.to_order(), as_of.now};
}

// What was said today and is still so is not said again.
bool says(const std::optional<Promise>& said, const Promise& now) {
  if (!said || said->made.date() != now.made.date()) return false;
  Promise then = *said;
  then.made = now.made;
  return then == now;
}

void write(Engine& db, const OrderLine& line, const Promise& promise, const AsOf& as_of) {
  db.run(
      "INSERT INTO promise(order_no, line, p50, p90, kept, to_order, made, changed) VALUES($1,$2,$3,$4,$5,$6,$7,$8)"
      " ON CONFLICT(order_no, line) DO UPDATE SET p50=excluded.p50, p90=excluded.p90, kept=excluded.kept,"
      " to_order=excluded.to_order, made=excluded.made, changed=excluded.changed",
      line.document.text(), line.line, promise.p50.days(), promise.p90.days(), promise.kept, promise.to_order,
      promise.made.ms, as_of.changed);
}

void promise_first(Engine& db, const ItemCode& item, Common& common, const AsOf& as_of, std::int64_t most) {
  const ItemTerms its = terms_of_item(db, item);
  const std::vector<Line> lines = waiting_lines(db, item, its, most);
  if (lines.empty()) return;
  const auto coming = incoming(db, item, lines, common.suppliers, as_of.today);
  // What is free while they wait is nothing that they could have.
  const planning::House house = house_of(db, item, common, its.ended);
  const auto outlooks = planning::promise(0, coming, all_waiting(lines), house);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Promise promise = promise_in(outlooks[i], lines[i].promised, as_of);
    if (!says(lines[i].said, promise)) write(db, lines[i].line, promise, as_of);
  }
}

}  // namespace

void promise_lines(Engine& db, const std::set<ItemCode>& items, const AsOf& as_of) {
  Common common(db, as_of.today);
  for (const ItemCode& item : items) promise_first(db, item, common, as_of, lines_looked_at);
}

void promise_all(Engine& db, const AsOf& as_of) {
  const auto items = all_of(db.query("SELECT DISTINCT item FROM order_line WHERE waiting > 0 ORDER BY item"),
                            [](const Cells& cells) { return cells.code<ItemCode>(0); });
  Common common(db, as_of.today);
  for (const ItemCode& item : items) promise_first(db, item, common, as_of, lines_looked_at_by_night);
}

namespace {

// An item's line: nothing is on its way to it, and the office names no source who would be asked. A day that moves on
// with each day on which nobody orders is no day.
#define DOCKHAND_NOBODY_ASKED                                                                            \
  "CASE WHEN p.to_order = 1 AND NOT EXISTS (SELECT 1 FROM source s JOIN order_line o ON s.item = o.item" \
  " WHERE o.order_no = p.order_no AND o.line = p.line AND coalesce(s.until, " DOCKHAND_NEVER             \
  ") >= $3) THEN 1 ELSE 0 END"

// What was found for a line. `nobody_asked`: it is not told, on screens as little as in letters.
struct FoundDay {
  Promise promise;
  bool nobody_asked = false;
};

std::optional<FoundDay> found_for(Engine& db, const OrderLine& line, Date today) {
  auto rows = db.query("SELECT p.p50, p.p90, p.kept, p.to_order, p.made, " DOCKHAND_NOBODY_ASKED
                       " FROM promise p WHERE p.order_no=$1 AND p.line=$2",
                       line.document.text(), line.line, today.days());
  if (!rows.next()) return std::nullopt;
  const Cells cells(rows);
  const FoundDay found{promise_at(cells, 0), cells.flag(5)};
  return found.promise.p50.days() == 0 ? std::nullopt : std::optional(found);
}

// Leaves with its last line, or as far as it is covered when its day has come.
std::optional<FoundDay> of_whole_order(Engine& db, std::optional<FoundDay> own, const std::vector<OrderLineInfo>& lines,
                                       Date release_on, Date today) {
  std::optional<FoundDay> all = own;
  for (const OrderLineInfo& other : lines) {
    if (other.waiting() == 0 || !all) continue;
    const auto its = found_for(db, other.rank.line, today);
    if (!its) {
      all = std::nullopt;
      continue;
    }
    all->promise.p50 = std::max(all->promise.p50, its->promise.p50);
    all->promise.p90 = std::max(all->promise.p90, its->promise.p90);
    all->promise.kept = std::min(all->promise.kept, its->promise.kept);
    all->promise.to_order = all->promise.to_order || its->promise.to_order;
    all->nobody_asked = all->nobody_asked || its->nobody_asked;
  }
  if (!own || release_on == never) return all;
  own->promise.p50 = std::max(own->promise.p50, release_on);
  own->promise.p90 = std::max(own->promise.p90, release_on);
  const bool sooner_together = all && all->promise.p90 < own->promise.p90 && (own->nobody_asked || !all->nobody_asked);
  return sooner_together ? all : own;
}

std::optional<FoundDay> found_of(Engine& db, const OrderLine& line, Date today) {
  const auto own = found_for(db, line, today);
  std::vector<OrderLineInfo> lines;
  for (auto rows = db.query(DOCKHAND_LINE_INFO " WHERE o.order_no=$1 ORDER BY o.line", line.document.text());
       rows.next();) {
    lines.push_back(Books::line_info(rows));
  }
  Date release_on = never;
  bool whole = false;
  for (const OrderLineInfo& one : lines) {
    if (!one.terms.whole_order) continue;
    whole = true;
    release_on = std::min(release_on, one.terms.release_on);
  }
  return whole ? of_whole_order(db, own, lines, release_on, today) : own;
}

}  // namespace

std::optional<Promise> promise_of(Engine& db, const OrderLine& line, Date today) {
  const auto found = found_of(db, line, today);
  return found && !found->nobody_asked ? std::optional(found->promise) : std::nullopt;
}

std::optional<Promise> estimate_of(Engine& db, const OrderLine& line, Date today) {
  const auto found = found_of(db, line, today);
  return found ? std::optional(found->promise) : std::nullopt;
}

bool nothing_brings(Engine& db, const OrderLine& line, Date today) {
  return db
      .query("SELECT 1 FROM promise p WHERE p.order_no=$1 AND p.line=$2 AND (p.p50 = 0 OR " DOCKHAND_NOBODY_ASKED
             " = 1)",
             line.document.text(), line.line, today.days())
      .next();
}

namespace {

// Units that lines wait for which stand behind those that were read.
std::int64_t waiting_behind(Engine& db, const ItemCode& item, const std::vector<Line>& read) {
  auto rows = db.query(
      "SELECT coalesce(sum(waiting), 0) FROM order_line WHERE item=$1 AND waiting > 0"
      " AND order_class <= " DOCKHAND_USUAL_CLASS,
      item.text());
  std::int64_t all = rows.next() ? rows.integer(0) : 0;
  for (const Line& line : read) {
    if (may_get_more(line.order_class)) all -= line.waiting.units;
  }
  return all;
}

}  // namespace

NewLinePromise promise_for(Engine& db, const ItemCode& item, Quantity quantity, const AsOf& as_of) {
  const std::vector<Line> lines = waiting_lines(db, item, terms_of_item(db, item), lines_looked_at);
  Common common(db, as_of.today);
  const ItemStanding standing = standing_of(db, item, as_of.today);
  const std::int64_t free = std::min(standing.free, quantity.units());
  std::vector<planning::WaitingLine> waiting = all_waiting(lines);
  if (const std::int64_t more = waiting_behind(db, item, lines); more > 0) waiting.push_back({more});
  waiting.push_back({quantity.units() - free});
  const auto coming = incoming(db, item, lines, common.suppliers, as_of.today);
  const planning::House house = house_of(db, item, common, standing.ended);
  // Who waits could not have what is free: it goes to whoever asks now.
  const std::vector<planning::WaitingLine> at_once{{quantity.units()}};
  const auto outlook = free == quantity.units() ? planning::promise(free, {}, at_once, house).back()
                                                : planning::promise(0, coming, waiting, house).back();
  NewLinePromise answer{std::nullopt, Quantity::nearest(standing.free), standing.state()};
  const bool nobody_asked = outlook.to_order() && !is_source_named(db, item, as_of.today);
  if (outlook.known() && !nobody_asked) answer.promise = promise_in(outlook, outlook.at(0.9), as_of);
  return answer;
}

}  // namespace dockhand

#include "storage/outlook/promises.h"

#include <algorithm>
#include <map>

#include "storage/books/books.h"
#include "storage/books/item_state.h"
#include "storage/engine/row_reader.h"
#include "storage/outlook/coming.h"
#include "storage/outlook/learning.h"
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
  for (auto rows = db.query("SELECT o.order_no, o.line, o.promised, o.order_class, o.waiting, o.held_back,"
                            " o.reserved + o.picked + o.shipped, o.policies, o.customer,"
                            " p.p50, p.p90, p.kept, p.to_order, p.made FROM order_line o"
                            " LEFT JOIN promise p ON p.order_no = o.order_no AND p.line = o.line"
                            " WHERE o.item=$1 AND o.waiting > 0 ORDER BY o.item, " DOCKHAND_RANK " LIMIT $2",
                            item.text(), most);
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    Line line{row.line<OrderNumber>(), row.date(), row.order_class(), {}};
    const std::int64_t units = row.integer(), held_back = row.integer(), has = row.integer();
    const Policies own = row.policies();
    const Terms terms = terms_of(own, customers.policies(row.text()), its.policies);
    const bool served = may_get_more(line.order_class) && asked_of(units, held_back, has, terms) > 0;
    line.waiting = waiting_of(units, served, terms);
    if (!cells.null(9)) line.said = promise_at(cells, 9);
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
    if (!one.kept_for && !nobodys) all.push_back(std::move(one.units));
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

std::optional<Promise> kept_of(Engine& db, const OrderLine& line) {
  auto rows = db.query("SELECT p50, p90, kept, to_order, made FROM promise WHERE order_no=$1 AND line=$2",
                       line.document.text(), line.line);
  if (!rows.next()) return std::nullopt;
  const Promise promise = promise_at(Cells(rows), 0);
  return promise.p50.days() == 0 ? std::nullopt : std::optional(promise);
}

// Leaves with its last line, or as far as it is covered when its day has come.
std::optional<Promise> of_whole_order(Engine& db, std::optional<Promise> own, const std::vector<OrderLineInfo>& lines,
                                      Date release_on) {
  std::optional<Promise> all = own;
  for (const OrderLineInfo& other : lines) {
    if (other.waiting() == 0 || !all) continue;
    const auto its = kept_of(db, other.rank.line);
    if (!its) {
      all = std::nullopt;
      continue;
    }
    all->p50 = std::max(all->p50, its->p50);
    all->p90 = std::max(all->p90, its->p90);
    all->kept = std::min(all->kept, its->kept);
    all->to_order = all->to_order || its->to_order;
  }
  if (!own || release_on == never) return all;
  own->p50 = std::max(own->p50, release_on);
  own->p90 = std::max(own->p90, release_on);
  return all && all->p90 < own->p90 ? all : own;
}

}  // namespace

std::optional<Promise> promise_of(Engine& db, const OrderLine& line) {
  const auto own = kept_of(db, line);
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
  return whole ? of_whole_order(db, own, lines, release_on) : own;
}

bool nothing_brings(Engine& db, const OrderLine& line) {
  return db.query("SELECT 1 FROM promise WHERE order_no=$1 AND line=$2 AND p50 = 0", line.document.text(), line.line)
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
  NewLinePromise answer{std::nullopt, Quantity::nearest(free), standing.state()};
  if (outlook.known()) answer.promise = promise_in(outlook, outlook.at(0.9), as_of);
  return answer;
}

}  // namespace dockhand

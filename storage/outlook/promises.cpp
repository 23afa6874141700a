#include "storage/outlook/promises.h"

#include <algorithm>
#include <map>

#include "storage/books/books.h"
#include "storage/books/item_state.h"
#include "storage/engine/row_reader.h"
#include "storage/outlook/learning.h"
#include "storage/planning/promises/promise.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

constexpr std::int64_t lines_looked_at = 100, lines_looked_at_by_night = 10'000;
constexpr std::int64_t purchases_looked_at = 40;

// A line that waits, as the books have it.
struct Line {
  OrderLine line;
  Date promised;
  OrderClass order_class;
  planning::Waiting waiting;
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

planning::Waiting waiting_of(std::int64_t units, bool served, const Terms& terms) {
  planning::Waiting waiting{units};
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

std::vector<planning::Waiting> all_waiting(const std::vector<Line>& lines) {
  std::vector<planning::Waiting> waiting;
  waiting.reserve(lines.size() + 2);
  for (const Line& line : lines) waiting.push_back(line.waiting);
  return waiting;
}

// What is known of suppliers, each read once.
class Suppliers {
 public:
  Suppliers(Engine& db, Date today) : db_(db), today_(today) {}

  planning::Arrival of(const std::string& supplier, const planning::Awaited& line, Against day) {
    const Learned& own = known(supplier, day);
    return planning::Arrival::learned(line, own.deliveries, known({}, day).deliveries, today_);
  }
  // Who has announced goods has sent them: no day that was said is much older.
  planning::Arrival announced(const std::string& supplier, Date due) {
    constexpr std::int32_t days_on_the_way = 4;
    return of(supplier, {due, Date::from_days(due.days() - days_on_the_way)}, Against::announced_day);
  }
  planning::Arrival if_ordered(const std::string& supplier, std::optional<std::int32_t> lead_days) {
    const std::int32_t said = lead_days.value_or(known(supplier, Against::first_day).said);
    return of(supplier, {Date::from_days(today_.days() + said), today_}, Against::first_day);
  }

 private:
  const Learned& known(const std::string& supplier, Against day) {
    const auto key = std::pair(supplier, day);
    const auto found = known_.find(key);
    if (found != known_.end()) return found->second;
    return known_.emplace(key, learned_of(db_, supplier, day)).first->second;
  }

  Engine& db_;
  Date today_;
  std::map<std::pair<std::string, Against>, Learned> known_;
};

std::optional<std::size_t> place_of(const std::vector<Line>& lines, const std::optional<OrderLine>& wanted) {
  for (std::size_t i = 0; wanted && i < lines.size(); ++i) {
    if (lines[i].line == *wanted) return i;
  }
  return std::nullopt;
}

// Units on handling units that are on their way and whose day a notice has said, the first ones first.
struct Announced {
  std::optional<PurchaseLine> purchase;
  Date due;
  std::int64_t units;
};
std::vector<Announced> announced_with_a_day(Engine& db, const ItemCode& item) {
  return all_of(db.query("SELECT a.purchase, a.line, a.due, sum(a.quantity) FROM asn_line a WHERE a.item=$1"
                         " AND a.due IS NOT NULL AND a.quantity > 0"
                         " AND NOT EXISTS (SELECT 1 FROM handling_unit h WHERE h.sscc = a.sscc)"
                         " GROUP BY a.purchase, a.line, a.due ORDER BY a.due, a.purchase, a.line",
                         item.text()),
                [](const Cells& cells) {
                  RowReader row(cells);
                  return Announced{row.maybe_line<PurchaseNumber>(), row.date(), row.integer()};
                });
}

std::vector<planning::Incoming> coming_of(Engine& db, const ItemCode& item, const std::vector<Line>& lines,
                                          Suppliers& suppliers, Date today) {
  std::vector<planning::Incoming> coming;
  const std::vector<Announced> with_a_day = announced_with_a_day(db, item);
  for (auto rows = db.query("SELECT supplier, expected - received, due, ordered_on, for_order, for_line,"
                            " coalesce(first_due, due), purchase, line"
                            " FROM purchase_line WHERE item=$1 AND received < expected ORDER BY due, purchase, line"
                            " LIMIT $2",
                            item.text(), purchases_looked_at);
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    const std::string supplier = row.text();
    std::int64_t units = row.integer();
    const planning::Awaited awaited{row.date(), row.maybe_date()};
    const auto bought_for = row.maybe_line<OrderNumber>();
    const auto place = place_of(lines, bought_for);
    const Against day = row.date() == awaited.due ? Against::first_day : Against::moved_day;
    // Bought for a line that does not wait, or stands too far behind: it is nobody else's.
    if (bought_for && !place) continue;
    const auto purchase = row.line<PurchaseNumber>();
    for (const Announced& one : with_a_day) {
      const std::int64_t its = one.purchase == purchase ? std::min(units, one.units) : 0;
      if (its > 0) coming.push_back({its, suppliers.announced(supplier, one.due), place});
      units -= its;
    }
    if (units > 0) coming.push_back({units, suppliers.of(supplier, awaited, day), place});
  }
  std::int64_t announced = announced_of(db, item);
  for (const Announced& one : with_a_day) {
    if (one.purchase) continue;
    coming.push_back({one.units, suppliers.announced({}, one.due), std::nullopt});
    announced -= one.units;
  }
  if (announced > 0) {
    coming.push_back({announced, suppliers.of({}, {today, std::nullopt}, Against::first_day), std::nullopt});
  }
  return coming;
}

// Who is asked for more: the first of the item's sources, else who sold it last.
struct Asked {
  std::string supplier;
  std::optional<std::int32_t> lead_days{};  // as the source says
};
Asked asked_for(Engine& db, const ItemCode& item, Date today) {
  auto sources = db.query("SELECT supplier, lead_days FROM source WHERE item=$1 AND coalesce(until, " DOCKHAND_NEVER
                          ") >= $2"
                          " ORDER BY rank, supplier LIMIT 1",
                          item.text(), today.days());
  if (sources.next()) {
    const Cells cells(sources);
    return {cells.text(0), cells.null(1) ? std::nullopt : std::optional(cells.number(1))};
  }
  auto bought = db.query(
      "SELECT supplier FROM purchase_line WHERE item=$1 ORDER BY due DESC, purchase DESC, line DESC"
      " LIMIT 1",
      item.text());
  return {bought.next() ? bought.text(0) : ""};
}

planning::House house_of(Engine& db, const ItemCode& item, Suppliers& suppliers, bool ended, Date today) {
  planning::House house{today, working_days(db), learned_handling(db), std::nullopt};
  if (ended) return house;
  const Asked asked = asked_for(db, item, today);
  house.if_ordered = suppliers.if_ordered(asked.supplier, asked.lead_days);
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

void promise_first(Engine& db, const ItemCode& item, const AsOf& as_of, std::int64_t most) {
  const ItemTerms its = terms_of_item(db, item);
  const std::vector<Line> lines = waiting_lines(db, item, its, most);
  if (lines.empty()) return;
  Suppliers suppliers(db, as_of.today);
  const auto coming = coming_of(db, item, lines, suppliers, as_of.today);
  // What is free while they wait is nothing that they could have.
  const auto outlooks =
      planning::promise(0, coming, all_waiting(lines), house_of(db, item, suppliers, its.ended, as_of.today));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Promise promise = promise_in(outlooks[i], lines[i].promised, as_of);
    if (!says(lines[i].said, promise)) write(db, lines[i].line, promise, as_of);
  }
}

}  // namespace

void promise_lines(Engine& db, const ItemCode& item, const AsOf& as_of) {
  promise_first(db, item, as_of, lines_looked_at);
}

void promise_all(Engine& db, const AsOf& as_of) {
  const auto items = all_of(db.query("SELECT DISTINCT item FROM order_line WHERE waiting > 0 ORDER BY item"),
                            [](const Cells& cells) { return cells.code<ItemCode>(0); });
  for (const ItemCode& item : items) promise_first(db, item, as_of, lines_looked_at_by_night);
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
  Suppliers suppliers(db, as_of.today);
  const ItemStanding standing = standing_of(db, item, as_of.today);
  const std::int64_t free = std::min(standing.free, quantity.units());
  std::vector<planning::Waiting> waiting = all_waiting(lines);
  if (const std::int64_t more = waiting_behind(db, item, lines); more > 0) waiting.push_back({more});
  waiting.push_back({quantity.units() - free});
  const auto coming = coming_of(db, item, lines, suppliers, as_of.today);
  const planning::House house = house_of(db, item, suppliers, standing.ended, as_of.today);
  // Who waits could not have what is free: it goes to whoever asks now.
  const std::vector<planning::Waiting> at_once{{quantity.units()}};
  const auto outlook = free == quantity.units() ? planning::promise(free, {}, at_once, house).back()
                                                : planning::promise(0, coming, waiting, house).back();
  NewLinePromise answer{std::nullopt, Quantity::nearest(free), standing.state()};
  if (outlook.known()) answer.promise = promise_in(outlook, outlook.at(0.9), as_of);
  return answer;
}

}  // namespace dockhand

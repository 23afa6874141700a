#include "storage/books/bought_as.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "storage/books/books.h"
#include "storage/books/placed.h"
#include "storage/books/supplier_names.h"
#include "storage/engine/row_reader.h"
#include "storage/model/house_day.h"
#include "storage/model/rows/plan_rows.h"
#include "storage/schema/plan_rows.h"

namespace dockhand {

namespace {

struct OfficeLine {
  PurchaseLine line;
  std::string supplier;
  std::int64_t units;  // that meet no order yet
  Date due;
  std::optional<Date> ordered;
};

// Which lines an office may write for one order.
enum class Together { purchase, file };

bool is_beside(const OfficeLine& line, const OfficeLine& one, Together together) {
  if (line.supplier != one.supplier) return false;
  return together == Together::file || line.line.document == one.line.document;
}

// A day that only some of them say is none.
OfficeLine all_beside(const std::vector<OfficeLine>& lines, const OfficeLine& one, Together together) {
  OfficeLine all = one;
  all.units = 0;
  for (const OfficeLine& other : lines) {
    if (!is_beside(other, one, together)) continue;
    all.units += other.units;
    all.due = std::min(all.due, other.due);
    if (other.ordered != all.ordered) all.ordered.reset();
  }
  return all;
}

constexpr std::int32_t days_after = 31;

bool is_whole_order(const OfficeLine& line, const PlacedOrder& order) {
  constexpr std::int32_t days_before = 3;
  if (!is_about_as_many(line.units, order.units)) return false;
  if (!line.ordered) return line.due >= order.agreed && line.units == order.units;
  const Date last = std::max(order.agreed, order.day);
  return line.ordered->days() >= order.agreed.days() - days_before && line.ordered->days() <= last.days() + days_after;
}

bool is_part_of_order(const OfficeLine& line, const PlacedOrder& order) {
  if (order.purchase || !line.ordered) return false;
  const Date last = std::max(order.agreed, order.day);
  return *line.ordered >= order.agreed && line.ordered->days() <= last.days() + days_after;
}

void meet(PlacedOrder& order, OfficeLine& line) {
  const std::int64_t met = std::min(order.units, line.units);
  if (met <= 0) return;
  order.bought.push_back({line.line, met});
  line.units = order.purchase ? 0 : line.units - met;
  order.units -= met;
}

class Meeting {
 public:
  Meeting(Engine& db, std::vector<OfficeLine> lines) : names_(db), lines_(std::move(lines)) {}

  void find_whole(PlacedOrder& order) {
    find_together(order, Together::purchase);
    for (OfficeLine& line : lines_) {
      if (may_be_of(line, order) && is_whole_order(line, order)) return meet(order, line);
    }
    find_together(order, Together::file);
  }
  void find_parts(PlacedOrder& order) {
    for (OfficeLine& line : lines_) {
      if (may_be_of(line, order) && is_part_of_order(line, order)) meet(order, line);
    }
  }

 private:
  bool may_be_of(const OfficeLine& line, const PlacedOrder& order) {
    return line.units > 0 && order.units > 0 && names_.may_be_same(order.supplier, line.supplier);
  }
  void find_together(PlacedOrder& order, Together together) {
    for (const OfficeLine& line : lines_) {
      if (!may_be_of(line, order) || !is_whole_order(all_beside(lines_, line, together), order)) continue;
      const OfficeLine one = line;
      for (OfficeLine& other : lines_) {
        if (is_beside(other, one, together)) meet(order, other);
      }
      return;
    }
  }

  SupplierNames names_;
  std::vector<OfficeLine> lines_;
};

// What was placed is bought before what is only approved, and an approval that counts as coming no more is bought last:
// what was ordered instead of it is in most cases the order that the office has bought.
void sort_by_how_sure(std::vector<PlacedOrder>& orders, Date today) {
  const auto turn = [today](const PlacedOrder& one) {
    if (one.is_placed) return 0;
    return is_waited_for(one, {}, today) ? 1 : 2;
  };
  std::stable_sort(orders.begin(), orders.end(),
                   [&](const PlacedOrder& a, const PlacedOrder& b) { return turn(a) < turn(b); });
}

// Returns those that have met something.
std::vector<PlacedOrder> met_by(Engine& db, std::vector<PlacedOrder> orders, std::vector<OfficeLine> lines,
                                Date today) {
  sort_by_how_sure(orders, today);
  Meeting meeting(db, std::move(lines));
  std::vector<std::int64_t> before;
  for (PlacedOrder& one : orders) {
    before.push_back(one.units);
    meeting.find_whole(one);
  }
  for (PlacedOrder& one : orders) meeting.find_parts(one);
  std::vector<PlacedOrder> met;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    if (orders[i].units < before[i]) met.push_back(std::move(orders[i]));
  }
  return met;
}

// Lines of the item that people have named as what they had ordered, and what the orders have met of each other one.
struct Taken {
  std::vector<std::string> named;
  std::map<std::string, std::int64_t> met;
};

Taken taken_of(Engine& db, const ItemCode& item) {
  Taken taken;
  for (auto rows = db.query("SELECT purchase, coalesce(bought, '') FROM proposal WHERE item=$1"
                            " AND state IN ('placed', 'approved')",
                            item.text());
       rows.next();) {
    const auto line = PurchaseLine::parse(rows.text(0));
    if (line) taken.named.push_back(number_as_compared(line->text()));
    for (const BoughtUnits& one : parse_bought(rows.text(1))) taken.met[one.line.text()] += one.units;
  }
  return taken;
}

// What the office has given up of a line had been ordered too. What is bought for an order line, or goes straight to a
// customer, was never ordered for the shelf.
std::vector<OfficeLine> shelf_lines_of(Engine& db, const ItemCode& item) {
  const Taken taken = taken_of(db, item);
  std::vector<OfficeLine> lines;
  for (auto rows = db.query("SELECT purchase, line, supplier, expected + given_up, due, ordered_on FROM purchase_line"
                            " WHERE item=$1 AND drop_ship = 0 AND for_order = '' ORDER BY due, purchase, line",
                            item.text());
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    const auto line = row.line<PurchaseNumber>();
    OfficeLine one{line, row.text(), row.integer(), row.date(), row.maybe_date()};
    const auto& named = taken.named;
    if (std::find(named.begin(), named.end(), number_as_compared(line.text())) != named.end()) continue;
    if (const auto met = taken.met.find(line.text()); met != taken.met.end()) one.units -= met->second;
    if (one.units > 0) lines.push_back(std::move(one));
  }
  return lines;
}

std::vector<OfficeLine> heard_of(Engine& db, const ItemCode& item, const std::map<std::string, std::int64_t>& heard) {
  std::vector<OfficeLine> lines = shelf_lines_of(db, item);
  std::erase_if(lines, [&](const OfficeLine& one) { return !heard.contains(one.line.text()); });
  for (OfficeLine& one : lines) one.units = std::min(one.units, heard.at(one.line.text()));
  return lines;
}

void keep(Engine& db, const std::vector<PlacedOrder>& met, std::int64_t changed) {
  for (const PlacedOrder& one : met) {
    db.run("UPDATE proposal SET bought=$2, changed=$3 WHERE id=$1", one.proposal, text_of(one.bought), changed);
  }
}

// --- what a file says otherwise ------------------------------------------------------------------------------------

std::string supplier_of(Engine& db, const PurchaseLine& line) {
  auto rows =
      db.query("SELECT supplier FROM purchase_line WHERE purchase=$1 AND line=$2", line.document.text(), line.line);
  return rows.next() ? rows.text(0) : "";
}

// What met an order under its old number has met it under the new one too. The old one stays: who takes the file back
// has it again.
void call_otherwise(Books& books, const HeardLine& was, const PurchaseLine& now) {
  std::vector<std::pair<std::string, std::string>> orders;
  for (auto rows = books.db.query("SELECT id, bought FROM proposal WHERE item=$1 AND bought > ''", was.item.text());
       rows.next();) {
    std::vector<BoughtUnits> bought = parse_bought(rows.text(1));
    const auto met =
        std::find_if(bought.begin(), bought.end(), [&](const BoughtUnits& one) { return one.line == was.line; });
    if (met == bought.end()) continue;
    bought.push_back({now, std::min(met->units, was.units)});
    orders.emplace_back(rows.text(0), text_of(bought));
  }
  for (const auto& [id, bought] : orders) {
    books.db.run("UPDATE proposal SET bought=$2, changed=$3 WHERE id=$1", id, bought, books.entry.changed);
  }
}

// The office gives a purchase another number. What it was, and what of it was no order of a proposal, it stays.
void find_renumbered(Books& books, HeardOfOffice& heard) {
  SupplierNames names(books.db);
  std::erase_if(heard.fewer, [&](const HeardLine& was) {
    const auto now = std::find_if(heard.more.begin(), heard.more.end(), [&](const HeardLine& one) {
      return one.item == was.item && one.units == was.units &&
             names.may_be_same(supplier_of(books.db, one.line), supplier_of(books.db, was.line));
    });
    if (now == heard.more.end()) return false;
    call_otherwise(books, was, now->line);
    heard.more.erase(now);
    return true;
  });
}

void tell_if_order_is_cancelled(Books& books, const HeardLine& line) {
  auto left = books.db.query("SELECT expected FROM purchase_line WHERE purchase=$1 AND line=$2",
                             line.line.document.text(), line.line.line);
  if (!left.next() || left.integer(0) > 0) return;
  for (auto rows = books.db.query("SELECT id, coalesce(bought, ''), purchase,"
                                  " CASE WHEN state = 'placed' THEN placed_name ELSE decided_name END FROM proposal"
                                  " WHERE item=$1 AND state IN ('placed', 'approved') ORDER BY id",
                                  line.item.text());
       rows.next();) {
    const std::vector<BoughtUnits> bought = parse_bought(rows.text(1));
    const bool is_its =
        number_as_compared(rows.text(2)) == number_as_compared(line.line.text()) ||
        std::any_of(bought.begin(), bought.end(), [&](const BoughtUnits& one) { return one.line == line.line; });
    if (!is_its) continue;
    books.notice(
        Notice{NoticeKind::document,
               line.item,
               {},
               {},
               {},
               {},
               fmt::format(
                   "the office has cancelled {line}, which was bought as {proposal} of {name}: nothing of it comes any "
                   "more, and what is needed is proposed anew",
                   fmt::arg("line", line.line.text()), fmt::arg("proposal", rows.text(0)),
                   fmt::arg("name", rows.text(3).empty() ? "somebody" : rows.text(3)))});
  }
}

}  // namespace

void meet_orders(Books& books, HeardOfOffice heard) {
  find_renumbered(books, heard);
  std::map<ItemCode, std::map<std::string, std::int64_t>> by_item;
  for (const HeardLine& one : heard.more) by_item[one.item][one.line.text()] += one.units;
  for (const auto& [item, lines] : by_item) {
    std::vector<PlacedOrder> orders = decided_and_not_known(books.db, item);
    if (orders.empty()) continue;
    keep(books.db, met_by(books.db, std::move(orders), heard_of(books.db, item, lines), books.entry.today),
         books.entry.changed);
  }
  for (const HeardLine& one : heard.fewer) tell_if_order_is_cancelled(books, one);
}

namespace {

// A file of the office had it before that moment. One that is older than the day on which the line was ordered cannot.
bool was_said_before(Engine& db, const OfficeLine& line, Instant moment) {
  const std::int32_t first = line.ordered ? line.ordered->days() : moment.date().days() - days_after;
  auto rows = db.query(
      "SELECT 1 FROM event WHERE action='import' AND at >= $1 AND at <= $2 AND undone_by=''"
      " AND instr(body, $3) > 0 LIMIT 1",
      first_moment(first), moment.ms, '"' + line.line.text() + '"');
  return rows.next();
}

// The event that is being booked is in no table yet.
std::optional<Instant> approved_at(const Books& books, const ProposalRow& row) {
  if (row.decided_by == books.entry.command.id.text()) return books.entry.command.at;
  auto event = books.db.query("SELECT at FROM event WHERE id=$1", row.decided_by);
  return event.next() ? std::optional(Cells(event).instant(0)) : std::nullopt;
}

// Somebody has approved it where nobody could hear of him, or has taken back that nothing of it comes, and the office
// has bought it meanwhile. What its files said before he approved is another order.
void meet_what_was_bought_since(Books& books, const ProposalRow& row) {
  std::vector<PlacedOrder> orders = decided_and_not_known(books.db, row.item);
  std::erase_if(orders, [&](const PlacedOrder& one) { return one.proposal != row.id; });
  if (orders.empty()) return;
  const Date agreed = orders.front().agreed;
  const auto moment = approved_at(books, row);
  std::vector<OfficeLine> lines = shelf_lines_of(books.db, row.item);
  std::erase_if(lines, [&](const OfficeLine& one) {
    if (!one.ordered) return true;
    if (*one.ordered > agreed) return false;
    return !moment || was_said_before(books.db, one, *moment);
  });
  keep(books.db, met_by(books.db, std::move(orders), std::move(lines), books.entry.today), books.entry.changed);
}

}  // namespace

void go_on_with_order(Books& books, const std::string& id) {
  if (const auto row = proposal(books.db, id)) meet_what_was_bought_since(books, *row);
}

void begin_order(Books& books, const ProposalRow& row) {
  books.db.run("UPDATE proposal SET bought='' WHERE id=$1", row.id);
  if (books.entry.standing == Standing::fact) meet_what_was_bought_since(books, row);
}

void keep_what_fits(Books& books, const ProposalRow& placed) {
  SupplierNames names(books.db);
  std::vector<BoughtUnits> fits;
  for (const BoughtUnits& one : bought_of(books.db, placed.id)) {
    auto line = books.db.query("SELECT supplier FROM purchase_line WHERE purchase=$1 AND line=$2 AND expected > 0",
                               one.line.document.text(), one.line.line);
    if (line.next() && names.may_be_same(placed.ordered_of, line.text(0))) fits.push_back(one);
  }
  books.db.run("UPDATE proposal SET bought=$2 WHERE id=$1", placed.id, text_of(fits));
  const auto its = PurchaseLine::parse(placed.purchase);
  if (!its) return;
  std::vector<std::pair<std::string, std::string>> others;
  for (auto rows = books.db.query("SELECT id, bought FROM proposal WHERE item=$1 AND id <> $2 AND bought > ''",
                                  placed.item.text(), placed.id);
       rows.next();) {
    std::vector<BoughtUnits> bought = parse_bought(rows.text(1));
    if (std::erase_if(bought, [&](const BoughtUnits& one) { return one.line == *its; }) > 0) {
      others.emplace_back(rows.text(0), text_of(bought));
    }
  }
  for (const auto& [id, bought] : others) {
    books.db.run("UPDATE proposal SET bought=$2, changed=$3 WHERE id=$1", id, bought, books.entry.changed);
  }
}

std::optional<BoughtUnits> near_to(Engine& db, const PlacedOrder& order, std::optional<Instant> since) {
  SupplierNames names(db);
  std::optional<BoughtUnits> near;
  const auto off = [&](std::int64_t units) { return std::abs(units - order.units); };
  for (const OfficeLine& line : shelf_lines_of(db, order.item)) {
    const Date said = line.ordered.value_or(line.due);
    if (said < order.agreed || 2 * line.units < order.units || line.units > 2 * order.units) continue;
    if (!names.may_be_same(order.supplier, line.supplier)) continue;
    const bool may_be_older = !line.ordered || said == order.agreed;
    if (may_be_older && since && was_said_before(db, line, *since)) continue;
    if (!near || off(line.units) < off(near->units)) near = BoughtUnits{line.line, line.units};
  }
  return near;
}

void add_what_is_near(Engine& db, std::vector<PlacedOrder>& orders) {
  for (PlacedOrder& one : orders) {
    auto agreed =
        db.query("SELECT e.at FROM event e JOIN proposal p ON p.decided_by = e.id WHERE p.id=$1", one.proposal);
    const auto since = agreed.next() ? std::optional(Cells(agreed).instant(0)) : std::nullopt;
    one.near = near_to(db, one, since);
  }
}

std::vector<std::string> orders_of_old(Engine& db) {
  return all_of(db.query("SELECT id FROM proposal WHERE bought IS NULL AND decided IS NOT NULL"
                         " AND state IN ('placed', 'approved') ORDER BY decided, id"),
                [](const Cells& cells) { return cells.text(0); });
}

void bring_up_bought(Engine& db, const std::string& id, std::optional<std::int64_t> changed) {
  const auto row = proposal(db, id);
  if (!row) return;
  std::vector<PlacedOrder> orders = decided_and_not_known(db, row->item);
  std::erase_if(orders, [&](const PlacedOrder& one) { return one.proposal != id; });
  db.run("UPDATE proposal SET bought='', changed=coalesce($2, changed) WHERE id=$1", id,
         changed ? Value(*changed) : Value(std::monostate{}));
  const Date today = row->decided.value_or(Date::from_days(0));  // of one order there is no turn
  for (const PlacedOrder& one : met_by(db, std::move(orders), shelf_lines_of(db, row->item), today)) {
    db.run("UPDATE proposal SET bought=$2 WHERE id=$1", one.proposal, text_of(one.bought));
  }
}

}  // namespace dockhand

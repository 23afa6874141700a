#include "storage/outlook/purchases.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "storage/books/supplier_names.h"
#include "storage/engine/row_reader.h"
#include "storage/model/commands/outcome.h"
#include "storage/model/house_day.h"
#include "storage/outlook/working_days.h"
#include "storage/schema/waited_for_sql.h"

namespace dockhand {
namespace {

// Nothing arrives while nobody works: who has said such a day keeps it by the next working day.
void move_to_working_days(planning::PastPurchase& line, const planning::WorkingDays& works) {
  line.due = works.on_or_after(line.due);
  if (line.first_due) line.first_due = works.on_or_after(*line.first_due);
}

class Histories {
 public:
  explicit Histories(Engine& db) : names_(db) {}

  SupplierHistory& of(const std::string& supplier) {
    if (last_ != nullptr && last_->spellings.back() == supplier) return *last_;
    last_ = &by_key_[names_.key_of(supplier)];
    if (last_->spellings.empty()) last_->supplier = names_.shown_as(supplier);
    last_->spellings.push_back(supplier);
    return *last_;
  }
  // Of a supplier of whom something was bought.
  void is_called(const std::string& spelling) {
    const auto found = by_key_.find(names_.key_of(spelling));
    if (found == by_key_.end()) return;
    auto& spellings = found->second.spellings;
    if (std::find(spellings.begin(), spellings.end(), spelling) == spellings.end()) spellings.push_back(spelling);
  }
  std::vector<SupplierHistory> by_name() && {
    std::vector<SupplierHistory> all;
    all.reserve(by_key_.size());
    for (auto& [key, one] : by_key_) all.push_back(std::move(one));
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.supplier < b.supplier; });
    return all;
  }

 private:
  SupplierNames names_;
  std::map<std::string, SupplierHistory> by_key_;
  SupplierHistory* last_ = nullptr;
};

}  // namespace

std::vector<SupplierHistory> bought_of_all(Engine& db) {
  Histories suppliers(db);
  const planning::WorkingDays works = working_days(db);
  for (auto rows =
           db.query("SELECT p.supplier, p.ordered_on, p.due, p.expected, p.received, a.at, coalesce(p.first_due, "
                    "p.due), coalesce(a.damaged, 0), p.closed FROM purchase_line p LEFT JOIN"
                    " (SELECT s.doc, s.line, max(e.at) AS at,"
                    "  sum(CASE WHEN EXISTS(SELECT 1 FROM posting d JOIN location q ON q.location = d.place"
                    "   WHERE d.event = s.event AND d.item = s.item AND d.quantity > 0 AND q.kind = 'quarantine')"
                    "   THEN -s.quantity ELSE 0 END) AS damaged"
                    "  FROM posting s JOIN event e ON e.seq = s.event"
                    "  WHERE s.place = '@supplier' AND s.quantity < 0 AND e.undone_by = '' GROUP BY s.doc, s.line) a"
                    " ON a.doc = p.purchase AND a.line = p.line ORDER BY p.supplier, p.purchase, p.line");
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    SupplierHistory& supplier = suppliers.of(row.text());
    planning::PastPurchase line{row.maybe_date(), row.date(), row.integer(), row.integer(), std::nullopt};
    constexpr int arrived = 5, first_due = 6, damaged = 7, closed = 8;
    if (cells.date(first_due) != line.due) line.first_due = cells.date(first_due);
    if (!cells.null(arrived)) line.arrived = cells.instant(arrived).date();
    line.damaged = cells.integer(damaged);
    line.closed = cells.flag(closed);
    move_to_working_days(line, works);
    supplier.lines.push_back(line);
  }
  const auto called = all_of(db.query("SELECT supplier FROM source UNION SELECT supplier FROM supplier"
                                      " UNION SELECT name FROM supplier WHERE name <> '' ORDER BY 1"),
                             [](const Cells& cells) { return cells.text(0); });
  for (const std::string& spelling : called) suppliers.is_called(spelling);
  return std::move(suppliers).by_name();
}

std::vector<BoughtLine> bought_since(Engine& db, const ItemCode& item, Date since) {
  const planning::WorkingDays works = working_days(db);
  return all_of(
      db.query("SELECT supplier, ordered_on, due, expected, received, coalesce(first_due, due), closed, closed_on,"
               " given_up, drop_ship, for_order, for_line FROM purchase_line WHERE item=$1"
               " AND (coalesce(first_due, due) >= $2 OR closed_on >= $2 OR received < expected)"
               " ORDER BY coalesce(first_due, due), purchase, line",
               item.text(), since.days()),
      [&works](const Cells& cells) {
        RowReader row(cells);
        BoughtLine line{row.text(), {row.maybe_date(), row.date(), row.integer(), row.integer(), std::nullopt}};
        line.bought.first_due = row.date();
        line.bought.closed = row.flag();
        line.bought.closed_on = row.maybe_date();
        line.bought.given_up = row.integer();
        line.straight = row.flag();
        line.bought_for = row.maybe_line<OrderNumber>();
        move_to_working_days(line.bought, works);
        return line;
      });
}

namespace {

// Units at a dock on a day.
using AtDocks = std::map<std::pair<std::string, Date>, std::int64_t>;

// Of the events that took units of the item to quarantine; who did it said why.
AtDocks set_aside_at_docks(Engine& db, const ItemCode& item, std::int64_t since) {
  AtDocks aside;
  const auto told = all_of(db.query("SELECT id FROM notice WHERE kind=$1 AND at >= $2",
                                    std::string(name_of(NoticeKind::quarantined)), since),
                           [](const Cells& cells) { return cells.text(0); });
  // An event may have told several things, and moves units of a line between names at one place before they leave it.
  std::set<std::string> events;
  for (const std::string& id : told) events.insert(id.substr(0, id.rfind('#')));
  for (const std::string& id : events) {
    for (auto rows = db.query("SELECT p.place, e.at, -sum(p.quantity) FROM event e JOIN posting p ON p.event = e.seq"
                              " JOIN location d ON d.location = p.place"
                              " WHERE e.id=$1 AND e.undone_by = '' AND p.item=$2 AND d.kind = 'dock'"
                              " GROUP BY p.place, e.at HAVING sum(p.quantity) < 0",
                              id, item.text());
         rows.next();) {
      const Cells cells(rows);
      aside[{cells.text(0), cells.instant(1).date()}] += cells.integer(2);
    }
  }
  return aside;
}

}  // namespace

std::vector<SupplierUnits> came_damaged_since(Engine& db, const ItemCode& item, Date since) {
  const std::int64_t first = first_moment(since.days());
  AtDocks aside = set_aside_at_docks(db, item, first);
  std::vector<SupplierUnits> damaged;
  for (auto rows =
           db.query("SELECT d.place, e.at, sum(d.quantity), l.kind, coalesce((SELECT min(p.supplier) FROM posting s"
                    "  JOIN purchase_line p ON p.purchase = s.doc AND p.line = s.line"
                    "  WHERE s.event = e.seq AND s.place = '@supplier' AND s.item=$1), '')"
                    " FROM event e JOIN posting d ON d.event = e.seq JOIN location l ON l.location = d.place"
                    " WHERE e.seq IN (SELECT s.event FROM posting s WHERE s.place = '@supplier'"
                    "  AND s.item=$1 AND s.quantity < 0)"
                    " AND e.at >= $2 AND e.undone_by = '' AND d.item=$1 AND l.kind IN ('dock', 'quarantine')"
                    " GROUP BY e.seq, e.at, d.place, l.kind HAVING sum(d.quantity) > 0"
                    " ORDER BY e.seq, d.place",
                    item.text(), first);
       rows.next();) {
    const Cells cells(rows);
    std::int64_t units = cells.integer(2);
    if (cells.text(3) == "dock") {
      std::int64_t& left = aside[{cells.text(0), cells.instant(1).date()}];
      units = std::min(units, left);
      left -= units;
    }
    if (units > 0) damaged.push_back({cells.text(4), units});
  }
  return damaged;
}

std::int64_t announced_late_of(Engine& db, const ItemCode& item, Date today) {
  std::optional<planning::WorkingDays> works;
  std::int64_t units = 0;
  for (auto rows = db.query("SELECT a.due, sum(a.quantity) FROM asn_line a WHERE a.item=$1 AND a.purchase=''"
                            " AND a.due < $2 AND NOT " DOCKHAND_HAS_COME " GROUP BY a.due",
                            item.text(), today.days());
       rows.next();) {
    const Cells cells(rows);
    if (!works) works = working_days(db);
    if (works->on_or_after(cells.date(0)) < today) units += cells.integer(1);
  }
  return units;
}

}  // namespace dockhand

#include "storage/views/planning_views.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "storage/books/bought_as.h"
#include "storage/engine/cells.h"
#include "storage/engine/engine.h"
#include "storage/engine/row_reader.h"
#include "storage/model/rows/site_settings.h"
#include "storage/model/rows/waited_for.h"
#include "storage/schema/documents.h"
#include "storage/schema/open_reader.h"
#include "storage/schema/plan_rows.h"
#include "storage/schema/sql.h"
#include "storage/schema/waited_for_sql.h"
#include "storage/schema/wishes.h"

namespace dockhand {

PlanningViews::PlanningViews(std::unique_ptr<Engine> db) : db_(std::move(db)) {}
PlanningViews::~PlanningViews() = default;

Result<std::unique_ptr<PlanningViews>> PlanningViews::open(const std::filesystem::path& file) {
  auto db = open_reader(file);
  if (!db) return db.error();
  return std::unique_ptr<PlanningViews>(new PlanningViews(std::move(db).value()));
}

namespace {

using Weeks = std::vector<planning::DemandLine>;  // sorted; each has the Monday of its week, and no two the same one

// Returns the place of a week, or the one where it belongs. What is read is sorted, so that it is the end nearly
// always.
Weeks::iterator place_in(Weeks& weeks, Date monday) {
  if (weeks.empty() || weeks.back().day < monday) return weeks.end();
  return std::lower_bound(weeks.begin(), weeks.end(), monday,
                          [](const planning::DemandLine& one, Date day) { return one.day < day; });
}

// What was ordered and what was wished for were both asked for.
void add(Weeks& weeks, const planning::DemandLine& more) {
  const auto there = place_in(weeks, more.day);
  if (there == weeks.end() || there->day != more.day) {
    weeks.insert(there, more);
    return;
  }
  there->units += more.units;
  there->lines += more.lines;
}

// What was known before the books began is the same demand once more: the larger one counts.
void complete(Weeks& weeks, const planning::DemandLine& before_the_books) {
  const auto there = place_in(weeks, before_the_books.day);
  if (there == weeks.end() || there->day != before_the_books.day) {
    weeks.insert(there, before_the_books);
  } else if (there->units < before_the_books.units) {
    *there = before_the_books;
  }
}

// Reads the weeks of one item after the other, by the items' codes. All items use the same memory: of a hundred
// thousand, what each took and gave back would leave as much in holes as the plan needs.
class WeeksByItem {
 public:
  // The columns of `rows` are item, day, units and lines, and the rows are sorted by item.
  explicit WeeksByItem(Rows rows) : rows_(std::move(rows)) { go_on(); }

  // Returns nothing for an item that has no row. Items have to be asked for in the order of their codes.
  const Weeks& of(const std::string& item) {
    weeks_.clear();
    for (; more_ && item_ <= item; go_on()) {
      if (item_ != item) continue;
      add(weeks_, {planning::monday_of(Cells(rows_).date(1)), rows_.integer(2), rows_.integer(3)});
    }
    return weeks_;
  }

 private:
  void go_on() {
    more_ = rows_.next();
    if (more_) item_ = rows_.text(0);
  }

  Rows rows_;
  bool more_ = false;
  std::string item_;  // of the row that comes next
  Weeks weeks_;
};

}  // namespace

Status PlanningViews::demand(const std::function<void(ItemDemand)>& each) {
  const Transaction snapshot(*db_);
  WeeksByItem kept(db_->query("SELECT item, week, units, lines FROM demand ORDER BY item, week"));
  WeeksByItem wished(db_->query(DOCKHAND_WISHED));
  WeeksByItem before(db_->query("SELECT item, day, units, 1 FROM past_demand WHERE units > 0 ORDER BY item, day"));
  for (auto rows = db_->query("SELECT item, name FROM item ORDER BY item"); rows.next();) {
    const Cells cells(rows);
    const auto item = cells.code<ItemCode>(0);
    Weeks weeks = kept.of(item.text());
    for (const planning::DemandLine& week : wished.of(item.text())) add(weeks, week);
    for (const planning::DemandLine& week : before.of(item.text())) complete(weeks, week);
    each({item, cells.text(1), std::move(weeks)});
  }
  if (db_->failed()) return db_->failure();
  return Done{};
}

Result<std::vector<ItemDemand>> PlanningViews::demand() {
  std::vector<ItemDemand> items;
  const auto read = demand([&](ItemDemand one) { items.push_back(std::move(one)); });
  if (!read) return read.error();
  return items;
}

namespace {

// Gives each item its rows, which are sorted by item as the items are: item, day and units.
void add_days(std::vector<ItemSupply>& items, std::vector<UnitsOfDay> ItemSupply::*to, Rows rows) {
  auto item = items.begin();
  while (rows.next()) {
    const Cells cells(rows);
    const auto code = cells.code<ItemCode>(0);
    while (item != items.end() && item->item < code) ++item;
    if (item == items.end()) return;
    if (item->item == code) ((*item).*to).push_back({cells.date(1), cells.integer(2)});
  }
}

void add_what_ends(Engine& db, std::vector<ItemSupply>& items, Date today) {
  constexpr std::int32_t a_year = 365;
  add_days(items, &ItemSupply::ending,
           db.query("SELECT b.item, t.expiry, sum(b.quantity) FROM balance b JOIN location w ON w.location = b.place"
                    " JOIN lot t ON t.item = b.item AND t.lot = b.lot WHERE b.quantity <> 0 AND w.kind <> 'quarantine'"
                    " AND t.status = 'available' AND t.expiry >= $1 AND t.expiry <= $2 GROUP BY b.item, t.expiry"
                    " HAVING sum(b.quantity) > 0 ORDER BY b.item, t.expiry",
                    today.days(), today.days() + a_year));
}

void add_what_arrives(Engine& db, std::vector<ItemSupply>& items, Date today) {
  add_days(items, &ItemSupply::arriving,
           db.query("SELECT item, due, sum(expected - received) FROM purchase_line WHERE received < expected"
                    " AND closed = 0 AND drop_ship = 0 AND for_order = '' AND " DOCKHAND_WAITED_FOR(
                        "purchase_line", "$1") " GROUP BY item, due"
                                               " ORDER BY item, due",
                    first_waited_for(today).days()));
}

}  // namespace

Result<std::vector<ItemSupply>> PlanningViews::supply(Date today) {
  std::vector<ItemSupply> items;
  const Transaction snapshot(*db_);
  // Each sum is made once for all items: there is no index by item of lines that are finished.
  for (auto rows = db_->query(
           "SELECT i.item, coalesce(s.units, 0), coalesce(o.units, 0), coalesce(p.units, 0), coalesce(l.supplier, ''),"
           " i.shelf_life_days, i.millilitres, coalesce(o.waiting, 0), coalesce(o.lines, 0),"
           " i.safety_stock, i.ended"
           " FROM item i LEFT JOIN (SELECT b.item, sum(b.quantity) AS units FROM balance b"
           "  JOIN location w ON w.location = b.place LEFT JOIN lot l ON l.item = b.item AND l.lot = b.lot"
           "  WHERE b.quantity <> 0 AND w.kind <> 'quarantine' AND " DOCKHAND_MAY_LEAVE_ON
           "$1 GROUP BY b.item) s ON s.item = i.item"
           " LEFT JOIN (SELECT item, sum(waiting + reserved + picked) AS units, sum(waiting) AS waiting,"
           "  sum(CASE WHEN waiting > 0 THEN 1 ELSE 0 END) AS lines FROM order_line GROUP BY item) o"
           " ON o.item = i.item"
           " LEFT JOIN (SELECT item, sum(CASE WHEN received < expected THEN expected - received ELSE 0 END) AS units"
           "  FROM purchase_line WHERE closed = 0 AND " DOCKHAND_WAITED_FOR(
               "purchase_line",
               "$2") " GROUP BY item) p ON p.item = i.item"
                     " LEFT JOIN (SELECT item, supplier, row_number() OVER (PARTITION BY item ORDER BY due DESC, "
                     "purchase DESC,"
                     "  line DESC) AS latest FROM purchase_line) l ON l.item = i.item AND l.latest = 1 ORDER BY i.item",
           today.days(), first_waited_for(today).days());
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    items.push_back({row.code<ItemCode>(), row.integer(), row.integer(), row.integer(), row.text(), row.integer(),
                     row.integer(), row.integer(), row.integer(), row.integer(), row.flag()});
  }
  add_what_ends(*db_, items, today);
  add_what_arrives(*db_, items, today);
  if (db_->failed()) return db_->failure();
  return items;
}

Result<std::vector<SupplierHistory>> PlanningViews::bought() {
  const Transaction snapshot(*db_);
  auto suppliers = bought_of_all(*db_);
  if (db_->failed()) return db_->failure();
  return suppliers;
}

namespace {

constexpr std::int64_t everything = INT64_MAX;

}  // namespace

Result<bool> PlanningViews::knows_a_part() {
  auto rows = db_->query("SELECT 1 FROM setting WHERE name='hub_generation' AND value <> ''");
  const bool has_hub = rows.next();
  if (db_->failed()) return db_->failure();
  return has_hub;
}

Result<std::vector<SupplierRow>> PlanningViews::suppliers() {
  const Transaction snapshot(*db_);
  auto rows = supplier_documents(*db_, everything);
  if (db_->failed()) return db_->failure();
  return rows;
}

Result<std::vector<SourceRow>> PlanningViews::sources() {
  const Transaction snapshot(*db_);
  auto rows = source_documents(*db_, everything);
  if (db_->failed()) return db_->failure();
  return rows;
}

Result<std::vector<PromotionRow>> PlanningViews::promotions() {
  const Transaction snapshot(*db_);
  auto rows = promotion_documents(*db_, everything);
  if (db_->failed()) return db_->failure();
  return rows;
}

// The weeks are added up here: the database would first sort a row for each item and week, which of a hundred thousand
// items are more than everything else that a plan keeps in memory.
Result<std::vector<planning::HouseWeek>> PlanningViews::weeks_of_the_house(Date today) {
  const Transaction snapshot(*db_);
  const std::int32_t since = today.days() - 7 * static_cast<std::int32_t>(planning::most_weeks);
  std::map<std::int32_t, std::int64_t> lines;
  for (auto rows =
           db_->query("SELECT week, lines FROM demand WHERE week >= $1 AND week < $2 UNION ALL"
                      " SELECT day - (day + 3) % 7, 1 FROM past_demand WHERE units > 0 AND day >= $1 AND day < $2",
                      since, planning::monday_of(today).days());
       rows.next();) {
    lines[Cells(rows).number(0)] += rows.integer(1);
  }
  if (db_->failed()) return db_->failure();
  std::vector<planning::HouseWeek> weeks;
  weeks.reserve(lines.size());
  for (const auto& [monday, asked] : lines) weeks.push_back({Date::from_days(monday), asked});
  return weeks;
}

Result<double> PlanningViews::served() {
  auto rows = db_->query("SELECT value FROM site WHERE setting='served'");
  const std::int32_t percent = rows.next() ? Cells(rows).number(0) : site_setting("served").standard;
  if (db_->failed()) return db_->failure();
  return percent / 100.0;
}

Result<std::int64_t> PlanningViews::litres() {
  auto rows = db_->query("SELECT coalesce(sum(litres), 0) FROM location WHERE kind IN " DOCKHAND_STOCK_KINDS);
  const std::int64_t litres = rows.next() ? Cells(rows).integer(0) : 0;
  if (db_->failed()) return db_->failure();
  return litres;
}

Result<std::optional<Date>> PlanningViews::plan_day() {
  auto day = day_of_plan(*db_);
  if (db_->failed()) return db_->failure();
  return day;
}

Result<std::vector<PlanRow>> PlanningViews::plans() {
  const Transaction snapshot(*db_);
  auto rows = dockhand::plans(*db_);
  if (db_->failed()) return db_->failure();
  return rows;
}

Result<std::vector<PlacedOrder>> PlanningViews::decided() {
  const Transaction snapshot(*db_);
  auto orders = decided_and_not_known(*db_);
  add_what_came(*db_, orders);
  add_what_is_near(*db_, orders);
  if (db_->failed()) return db_->failure();
  return orders;
}

Result<std::vector<ProposalRow>> PlanningViews::proposals(bool all) {
  const Transaction snapshot(*db_);
  auto rows = dockhand::proposals(*db_, all);
  if (db_->failed()) return db_->failure();
  return rows;
}

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

// What an order line waits for or holds is not free for a later one, from the week after it was ordered until it
// leaves. Of a line that was cancelled since nobody knows how long it waited: it held nothing. Items are asked for in
// the order of their codes.
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
                              " WHERE p.place = '@customer' AND p.item = o.item AND p.quantity > 0 AND e.undone_by = ''"
                              " ORDER BY o.item");
       rows.next();) {
    const Cells cells(rows);
    free.held(cells, starts.after(cells.instant(3)));
  }
  if (db_->failed()) return db_->failure();
  return free.take();
}

}  // namespace dockhand

#include "storage/outlook/cause_rows.h"

#include <algorithm>
#include <map>
#include <utility>

#include "storage/books/item_state.h"
#include "storage/engine/row_reader.h"
#include "storage/outlook/purchases.h"

namespace dockhand {
namespace {

planning::Cause cause_in(Engine& db, const std::string& name) {
  if (const auto cause = planning::cause_named(name)) return *cause;
  db.fail({ErrorKind::corrupt, "cause", "the database holds '" + name + "', which is no cause"});
  return planning::Cause::not_planned;
}

struct KeptCause {
  std::int64_t units = 0, most = 0;
};
// By cause and supplier.
using KeptCauses = std::map<std::pair<planning::Cause, std::string>, KeptCause>;

std::int64_t most_in(const KeptCauses& kept) {
  std::int64_t units = 0;
  for (const auto& [whose, its] : kept) units += its.most;
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

}  // namespace

std::int64_t units_in(const std::vector<planning::CauseShare>& causes) {
  std::int64_t units = 0;
  for (const planning::CauseShare& one : causes) units += one.units;
  return units;
}

void keep_causes(Engine& db, const LineOfItem& line, const std::vector<planning::CauseShare>& found, const AsOf& as_of,
                 bool again) {
  const std::string& document = line.line.document.text();
  KeptCauses kept;
  std::int32_t since = as_of.today.days();
  for (auto rows = db.query("SELECT cause, supplier, since, most FROM cause WHERE order_no=$1 AND line=$2", document,
                            line.line.line);
       rows.next();) {
    const Cells cells(rows);
    const bool replaced = again && cells.number(2) == as_of.today.days();
    kept[{cause_in(db, cells.text(0)), cells.text(1)}] = {0, replaced ? 0 : cells.integer(3)};
    since = std::min(since, cells.number(2));
  }
  const std::int64_t before = most_in(kept);
  for (const planning::CauseShare& one : found) kept[{one.cause, one.whose}].units += one.units;
  for (auto& [whose, its] : kept) its.most = std::max(its.most, its.units);
  give_up_most(kept, most_in(kept) - std::min(std::max(before, units_in(found)), line.ordered));
  for (const auto& [whose, its] : kept) {
    db.run(
        "INSERT INTO cause(order_no, line, cause, supplier, item, since, units, most, changed)"
        " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9) ON CONFLICT(order_no, line, cause, supplier) DO UPDATE SET"
        " item=excluded.item, units=excluded.units, changed=excluded.changed, most=excluded.most"
        " WHERE cause.units <> excluded.units OR cause.item <> excluded.item OR cause.most <> excluded.most",
        document, line.line.line, std::string(planning::name_of(whose.first)), whose.second, line.item.text(), since,
        its.units, its.most, as_of.changed);
  }
}

namespace {

void add_gift(Engine& db, const GivenAway& given, const AsOf& as_of) {
  auto rows = db.query("SELECT waiting FROM order_line WHERE order_no=$1 AND line=$2 AND item=$3",
                       given.from.document.text(), given.from.line, given.item.text());
  const std::int64_t units = rows.next() ? std::min(rows.integer(0), given.units) : 0;
  if (units == 0) return;
  db.run(
      "INSERT INTO cause(order_no, line, cause, supplier, item, since, units, most, changed)"
      " VALUES($1,$2,'given_away',$3,$4,$5,$6,$6,$7) ON CONFLICT(order_no, line, cause, supplier) DO UPDATE SET"
      " item=excluded.item, units=cause.units + excluded.units, most=cause.units + excluded.units,"
      " changed=excluded.changed",
      given.from.document.text(), given.from.line, given.to.text(), given.item.text(), as_of.today.days(), units,
      as_of.changed);
}

void lessen_gift(Engine& db, const GivenAway& given, const AsOf& as_of) {
  db.run(
      "UPDATE cause SET units = units - $5, changed=$6 WHERE order_no=$1 AND line=$2 AND cause='given_away'"
      " AND supplier=$3 AND item=$4",
      given.from.document.text(), given.from.line, given.to.text(), given.item.text(), given.units, as_of.changed);
}

// What others have given to the line; first what the other one gave of it.
std::vector<GivenAway> gifts_to(Engine& db, const OrderLine& line, const OrderLine& first, const ItemCode& item) {
  return all_of(db.query("SELECT order_no, line, units FROM cause WHERE cause='given_away' AND supplier=$1 AND item=$2"
                         " AND units > 0 ORDER BY CASE WHEN order_no=$3 AND line=$4 THEN 0 ELSE 1 END, order_no, line",
                         line.text(), item.text(), first.document.text(), first.line),
                [&](const Cells& cells) {
                  return GivenAway{cells.line<OrderNumber>(0), line, item, cells.integer(2)};
                });
}

}  // namespace

void give_away(Engine& db, const GivenAway& given, const AsOf& as_of) {
  std::int64_t left = given.units;
  for (GivenAway& gift : gifts_to(db, given.from, given.to, given.item)) {
    gift.units = std::min(gift.units, left);
    if (gift.units == 0) continue;
    lessen_gift(db, gift, as_of);
    left -= gift.units;
    if (gift.from != given.to) add_gift(db, {gift.from, given.to, given.item, gift.units}, as_of);
  }
  if (left > 0) add_gift(db, {given.from, given.to, given.item, left}, as_of);
}

std::vector<planning::CauseShare> given_away_by(Engine& db, const OrderLine& line) {
  return all_of(db.query("SELECT units, supplier FROM cause WHERE order_no=$1 AND line=$2 AND cause='given_away'"
                         " AND units > 0 ORDER BY supplier",
                         line.document.text(), line.line),
                [](const Cells& cells) {
                  return planning::CauseShare{planning::Cause::given_away, cells.integer(0), cells.text(1)};
                });
}

void end_causes(Engine& db, const OrderLine& line, const AsOf& as_of) {
  db.run("UPDATE cause SET units=0, changed=$3 WHERE order_no=$1 AND line=$2 AND units > 0", line.document.text(),
         line.line, as_of.changed);
}

planning::ComeSince come_since(Engine& db, const ItemCode& item, Date today) {
  planning::ComeSince come;
  for (auto rows = db.query("SELECT c.cause, sum(c.units) FROM order_line o JOIN cause c ON c.order_no = o.order_no"
                            " AND c.line = o.line WHERE o.item=$1 AND o.waiting > 0 AND c.units > 0"
                            " AND c.cause IN ('supplier_late', 'on_its_way') GROUP BY c.cause",
                            item.text());
       rows.next();) {
    (cause_in(db, rows.text(0)) == planning::Cause::supplier_late ? come.late : come.on_its_way) = rows.integer(1);
  }
  for (const BoughtLine& line : bought_since(db, item, today)) {
    come.late -= planning::late_units(line.bought, today);
    if (!line.straight) come.on_its_way -= planning::coming_units(line.bought, today);
  }
  const std::int64_t announced_late = announced_late_of(db, item, today);
  come.late = std::max<std::int64_t>(0, come.late - announced_late);
  come.on_its_way = std::max<std::int64_t>(0, come.on_its_way - announced_of(db, item) + announced_late);
  return come;
}

std::vector<planning::CauseShare> causes_of_line(Engine& db, const OrderLine& line, Date today) {
  auto shares = all_of(db.query("SELECT cause, units, supplier FROM cause WHERE order_no=$1 AND line=$2 AND units > 0"
                                " ORDER BY supplier",
                                line.document.text(), line.line),
                       [&](const Cells& cells) {
                         return planning::CauseShare{cause_in(db, cells.text(0)), cells.integer(1), cells.text(2)};
                       });
  std::stable_sort(shares.begin(), shares.end(), [](const auto& a, const auto& b) { return a.cause < b.cause; });
  auto rows =
      db.query("SELECT waiting, item FROM order_line WHERE order_no=$1 AND line=$2", line.document.text(), line.line);
  if (!rows.next()) return {};
  const std::int64_t waiting = rows.integer(0);
  if (units_in(shares) > waiting) {
    planning::cap_at(waiting, shares, come_since(db, Cells(rows).code<ItemCode>(1), today));
    std::erase_if(shares, [](const planning::CauseShare& one) { return one.units == 0; });
  }
  return shares;
}

}  // namespace dockhand

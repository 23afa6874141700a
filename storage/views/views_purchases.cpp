#include <algorithm>
#include <map>
#include <set>

#include "storage/model/rows/waited_for.h"
#include "storage/outlook/coming.h"
#include "storage/schema/waited_for_sql.h"
#include "storage/views/views_state.h"

namespace dockhand {
namespace {

#define DOCKHAND_PURCHASE_LINE                                                                                \
  "SELECT p.purchase, p.line, p.item, coalesce(i.name, p.item), p.expected, p.received,"                      \
  " p.expected - p.received, p.due, p.for_order, p.for_line, p.drop_ship, p.closed,"                          \
  " (SELECT min(a.due) FROM asn_line a WHERE a.item = p.item AND a.purchase = p.purchase AND a.line = p.line" \
  "  AND a.quantity > 0 AND NOT " DOCKHAND_HAS_COME                                                           \
  ")"                                                                                                         \
  " FROM purchase_line p LEFT JOIN item i ON i.item = p.item"

std::vector<PurchaseLineView> lines_of(Engine& db, Rows rows) {
  std::map<std::string, std::optional<LeaseHolder>> holders;  // by purchase
  return all_of(std::move(rows), [&](const Cells& cells) {
    RowReader row(cells);
    const auto line = row.line<PurchaseNumber>();
    const auto [holder, added] = holders.try_emplace(line.document.text());
    if (added) holder->second = holder_of(db, "purchase", line.document.text());
    const auto item = row.code<ItemCode>();
    return PurchaseLineView{line,
                            item,
                            row.text(),
                            row.quantity(),
                            row.sum(),
                            row.sum(),
                            row.date(),
                            packs_of(db, item),
                            row.maybe_line<OrderNumber>(),
                            row.flag(),
                            row.flag(),
                            row.maybe_date(),
                            holder->second};
  });
}

PurchaseView purchase_of(Engine& db, const std::string& purchase) {
  auto rows = db.query(
      "SELECT purchase, min(supplier), min(due), sum(expected), sum(received),"
      " sum(CASE WHEN received < expected THEN expected - received ELSE 0 END), count(*)"
      " FROM purchase_line WHERE purchase=$1 GROUP BY purchase",
      purchase);
  rows.next();
  const Cells cells(rows);
  RowReader row(cells);
  return PurchaseView{
      row.code<PurchaseNumber>(),         row.text(), row.date(), row.sum(), row.sum(), row.sum(), row.number(),
      holder_of(db, "purchase", purchase)};
}

}  // namespace

std::vector<PurchaseLineView> open_lines_of(Engine& db, const ItemCode& item) {
  return lines_of(db, db.query(DOCKHAND_PURCHASE_LINE " WHERE p.item=$1 AND p.received < p.expected AND p.closed = 0"
                                                      " ORDER BY p.due, p.purchase, p.line LIMIT 20",
                               item.text()));
}

namespace {

// What was bought for a line goes to it; the rest to who waits, in rank.
void share_out(std::vector<ComingView>& coming, const std::vector<OnItsWay>& on_the_way,
               const std::vector<OrderLineView>& lines) {
  std::vector<Quantity> wanted;
  wanted.reserve(lines.size());
  for (const OrderLineView& line : lines) {
    wanted.push_back(may_get_more(line.rank.order_class) ? line.waiting : Quantity());
  }
  const auto give = [&](std::size_t to, ComingView& from, Quantity& left) {
    const Quantity units = std::min(left, wanted[to]);
    if (units.none()) return;
    from.whose.push_back({lines[to].line, lines[to].customer, units});
    left = left.less(units);
    wanted[to] = wanted[to].less(units);
  };
  std::vector<Quantity> left;
  for (std::size_t i = 0; i < coming.size(); ++i) {
    left.push_back(coming[i].waited_for ? coming[i].units : Quantity());
    if (const auto& line = on_the_way[i].units.bought_for) give(*line, coming[i], left[i]);
  }
  for (std::size_t i = 0; i < coming.size(); ++i) {
    if (coming[i].kept_for || coming[i].direct) continue;
    for (std::size_t line = 0; line < lines.size(); ++line) give(line, coming[i], left[i]);
  }
}

}  // namespace

Result<std::vector<ComingView>> Views::coming(const ItemCode& item) {
  return state_->read([&](Engine& db) {
    const Date today = state_->clock->now().date();
    const std::vector<OrderLineView> lines = waiting_lines_of(db, item);
    std::vector<OrderLine> in_rank;
    in_rank.reserve(lines.size());
    for (const OrderLineView& line : lines) in_rank.push_back(line.line);
    Suppliers suppliers(db, today);
    std::vector<OnItsWay> on_the_way = on_its_way(db, item, in_rank, suppliers, today);
    std::stable_sort(on_the_way.begin(), on_the_way.end(),
                     [](const OnItsWay& a, const OnItsWay& b) { return a.units.when.at(0.5) < b.units.when.at(0.5); });
    std::vector<ComingView> coming;
    coming.reserve(on_the_way.size());
    for (const OnItsWay& one : on_the_way) {
      coming.push_back({one.purchase,
                        one.supplier,
                        Quantity::nearest(one.units.units),
                        one.due,
                        one.announced,
                        one.units.when.at(0.5),
                        one.units.when.at(0.9),
                        {},
                        one.kept_for,
                        one.units.direct,
                        one.placed,
                        one.waited_for});
    }
    share_out(coming, on_the_way, lines);
    return coming;
  });
}

// Lines in the order of their day give the purchases, which are summed up one by one: a long list costs what is shown.
Result<std::vector<PurchaseView>> Views::purchases(std::size_t limit) {
  return state_->read([&](Engine& db) {
    std::vector<PurchaseView> found;
    std::set<std::string> seen;
    for (const char* lines : {"SELECT purchase FROM purchase_line WHERE received < expected ORDER BY due, purchase",
                              "SELECT purchase FROM purchase_line ORDER BY due, purchase"}) {
      auto rows = db.query(lines);
      while (found.size() < limit && rows.next()) {
        if (seen.insert(rows.text(0)).second) found.push_back(purchase_of(db, rows.text(0)));
      }
    }
    return found;
  });
}

Result<SupplierGoods> Views::supplier_goods(const std::string& supplier, std::size_t limit) {
  return state_->read([&](Engine& db) {
    SupplierGoods goods;
    auto rows = db.query(
        "SELECT purchase FROM purchase_line WHERE supplier=$1 AND received < expected AND closed = 0"
        " GROUP BY purchase ORDER BY min(due), purchase LIMIT $2",
        supplier, sql_limit(limit));
    while (rows.next()) goods.open.push_back(purchase_of(db, rows.text(0)));
    goods.sold = all_of(
        db.query("SELECT g.item, coalesce(i.name, g.item), coalesce(s.price, 0), coalesce(s.pack, 0), p.runs_out FROM"
                 " (SELECT item FROM source WHERE supplier=$1 UNION SELECT item FROM purchase_line WHERE supplier=$1) g"
                 " LEFT JOIN item i ON i.item = g.item LEFT JOIN plan p ON p.item = g.item"
                 " LEFT JOIN source s ON s.item = g.item AND s.supplier = $1"
                 " ORDER BY CASE WHEN p.runs_out IS NULL THEN 1 ELSE 0 END, p.runs_out, g.item LIMIT $2",
                 supplier, sql_limit(limit)),
        [](const Cells& cells) {
          RowReader row(cells);
          return SupplierGoods::Sold{row.code<ItemCode>(), row.text(), row.price(), row.quantity(), row.maybe_date()};
        });
    return goods;
  });
}

Result<std::vector<PurchaseLineView>> Views::purchase_lines(const PurchaseNumber& purchase) {
  return state_->read([&](Engine& db) {
    return lines_of(db, db.query(DOCKHAND_PURCHASE_LINE " WHERE p.purchase=$1 ORDER BY p.line", purchase.text()));
  });
}

Result<std::vector<PurchaseLineView>> Views::open_purchase_lines(const ItemCode& item) {
  return state_->read([&](Engine& db) { return open_lines_of(db, item); });
}

Result<std::vector<ForgottenPurchase>> Views::forgotten_purchases(Date today, std::size_t limit) {
  return state_->read([&](Engine& db) {
    return all_of(db.query("SELECT p.purchase, p.line, p.supplier, coalesce(i.name, p.item), p.expected - p.received,"
                           " p.due FROM purchase_line p LEFT JOIN item i ON i.item = p.item"
                           " WHERE p.received < p.expected AND p.closed = 0"
                           " AND NOT " DOCKHAND_WAITED_FOR("p", "$1") " ORDER BY p.due, p.purchase, p.line LIMIT $2",
                           first_waited_for(today).days(), static_cast<std::int64_t>(limit)),
                  [](const Cells& cells) {
                    RowReader row(cells);
                    const auto line = row.line<PurchaseNumber>();
                    return ForgottenPurchase{line, row.text(), row.text(), row.sum(), row.date()};
                  });
  });
}

}  // namespace dockhand

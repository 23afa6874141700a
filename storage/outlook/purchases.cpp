#include "storage/outlook/purchases.h"

#include "storage/engine/row_reader.h"

namespace dockhand {

std::vector<SupplierHistory> bought_of_all(Engine& db) {
  std::vector<SupplierHistory> suppliers;
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
    const std::string supplier = row.text();
    if (suppliers.empty() || suppliers.back().supplier != supplier) suppliers.push_back({supplier, {}});
    planning::PastPurchase line{row.maybe_date(), row.date(), row.integer(), row.integer(), std::nullopt};
    constexpr int arrived = 5, first_due = 6, damaged = 7, closed = 8;
    if (cells.date(first_due) != line.due) line.first_due = cells.date(first_due);
    if (!cells.null(arrived)) line.arrived = cells.instant(arrived).date();
    line.damaged = cells.integer(damaged);
    line.closed = cells.flag(closed);
    suppliers.back().lines.push_back(line);
  }
  return suppliers;
}

std::vector<BoughtLine> bought_since(Engine& db, const ItemCode& item, Date since) {
  return all_of(
      db.query("SELECT supplier, ordered_on, due, expected, received, coalesce(first_due, due), closed, closed_on,"
               " given_up, drop_ship, for_order, for_line FROM purchase_line WHERE item=$1"
               " AND (coalesce(first_due, due) >= $2 OR closed_on >= $2 OR received < expected)"
               " ORDER BY coalesce(first_due, due), purchase, line",
               item.text(), since.days()),
      [](const Cells& cells) {
        RowReader row(cells);
        BoughtLine line{row.text(), {row.maybe_date(), row.date(), row.integer(), row.integer(), std::nullopt}};
        line.bought.first_due = row.date();
        line.bought.closed = row.flag();
        line.bought.closed_on = row.maybe_date();
        line.bought.given_up = row.integer();
        const bool straight = row.flag();
        const auto bought_for = row.maybe_line<OrderNumber>();
        if (straight) line.straight_to = bought_for;
        return line;
      });
}

}  // namespace dockhand

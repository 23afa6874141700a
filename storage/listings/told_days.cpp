#include "storage/listings/told_days.h"

#include "storage/engine/row_reader.h"
#include "storage/outlook/told.h"
#include "storage/schema/open_reader.h"

namespace dockhand {

Result<std::map<OrderLine, Date>> told_days(const std::filesystem::path& database) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  std::map<OrderLine, Date> days;
  for (auto rows = (*reader)->query(
           "SELECT m.order_no, m.line, m.day FROM message m JOIN order_line o ON o.order_no = m.order_no"
           " AND o.line = m.line AND o.customer = m.customer WHERE o.waiting > 0 AND " DOCKHAND_WAS_READ(
               "m") " AND m.day > 0"
                    " AND m.revision = (SELECT max(l.revision) FROM message l WHERE l.order_no = m.order_no"
                    "  AND l.line = m.line AND " DOCKHAND_WAS_READ("l") " AND l.kind NOT IN ('shipped', 'follow_up'))"
                                                                        " AND m.kind NOT IN ('shipped', 'follow_up')");
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    const auto line = row.line<OrderNumber>();
    days.insert_or_assign(line, row.date());
  }
  if ((*reader)->failed()) return (*reader)->failure();
  return days;
}

Result<bool> asks_after_arrival(const std::filesystem::path& database, const OrderLine& line,
                                const std::string& letter) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  const bool asks = (*reader)
                        ->query(
                            "SELECT 1 FROM message m JOIN order_line o ON o.order_no = m.order_no AND o.line = m.line"
                            " AND o.customer = m.customer WHERE m.order_no=$1 AND m.line=$2 AND m.letter=$3"
                            " AND m.letter <> '' AND m.kind='follow_up' LIMIT 1",
                            line.document.text(), line.line, letter)
                        .next();
  if ((*reader)->failed()) return (*reader)->failure();
  return asks;
}

}  // namespace dockhand

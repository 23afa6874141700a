#include "storage/listings/exchanges.h"

#include "storage/engine/row_reader.h"
#include "storage/schema/open_reader.h"

namespace dockhand {

Result<std::vector<Exchanged>> exchanges_of(const std::filesystem::path& database, const OrderLine& line) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  auto exchanged = all_of(
      (*reader)->query("SELECT m.order_no, m.line, o.item, m.units, e.at FROM customer_choice c JOIN customer_choice m"
                       " ON m.event_id = c.event_id AND m.kind='made' JOIN order_line o ON o.order_no = m.order_no"
                       " AND o.line = m.line LEFT JOIN event e ON e.id = c.event_id WHERE c.order_no=$1 AND c.line=$2"
                       " AND c.kind='exchanged' AND c.ended_by='' AND o.ordered > o.cancelled ORDER BY m.line",
                       line.document.text(), line.line),
      [](const Cells& cells) {
        RowReader row(cells);
        Exchanged one{row.line<OrderNumber>(), row.code<ItemCode>(), row.quantity()};
        constexpr int at = 4;
        if (!cells.null(at)) one.on = row.instant().date();
        return one;
      });
  if ((*reader)->failed()) return (*reader)->failure();
  return exchanged;
}

}  // namespace dockhand

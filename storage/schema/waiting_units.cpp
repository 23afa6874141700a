#include "storage/schema/waiting_units.h"

#include "storage/engine/cells.h"

namespace dockhand {

std::optional<Quantity> units_waited_for(Engine& db, const OrderLine& line) {
  auto rows = db.query("SELECT waiting FROM order_line WHERE order_no=$1 AND line=$2", line.document.text(), line.line);
  return rows.next() ? std::optional(Cells(rows).quantity(0)) : std::nullopt;
}

bool wants_none(Engine& db, const OrderLine& line) {
  const auto waiting = units_waited_for(db, line);
  return waiting && waiting->none();
}

}  // namespace dockhand

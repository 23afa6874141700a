#include "storage/schema/wishes.h"

#include "storage/engine/cells.h"
#include "storage/schema/documents.h"

namespace dockhand {
namespace {

bool is_wished_still(Engine& db, const WishRow& wish, Date today) {
  auto rows = db.query("SELECT until FROM wish WHERE item=$1 AND customer=$2 AND quantity > 0 AND wished_on > 0",
                       wish.item.text(), wish.customer);
  if (!rows.next()) return false;
  const auto until = Cells(rows).maybe_date(0);
  return !until || *until >= today;
}

}  // namespace

std::int64_t put_wish(Engine& db, const WishRow& wish, std::int64_t changed, Date today) {
  const bool goes_on = is_wished_still(db, wish, today);
  const std::int64_t written = put(db, wish, changed);
  if (goes_on) return written;
  db.run("UPDATE wish SET wished_on=$3 WHERE item=$1 AND customer=$2", wish.item.text(), wish.customer, today.days());
  return written;
}

}  // namespace dockhand

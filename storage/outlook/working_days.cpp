#include "storage/outlook/working_days.h"

#include "storage/engine/cells.h"
#include "storage/planning/promises/working_days.h"

namespace dockhand {
namespace {

// Holidays on which nothing is sold, the newest ones.
std::vector<planning::ClosedDays> closed_days(Engine& db) {
  constexpr std::int64_t most = 1000;
  return all_of(db.query("SELECT starts, ends FROM promotion WHERE item='' AND lift = $1 AND ends - starts < $2"
                         " ORDER BY starts DESC LIMIT $3",
                         planning::lift_when_closed, planning::longest_closed, most),
                [](const Cells& cells) {
                  return planning::ClosedDays{cells.date(0), cells.date(1)};
                });
}

}  // namespace

planning::WorkingDays working_days(Engine& db) {
  planning::WorkingDays works;
  for (auto rows = db.query("SELECT setting, value FROM site WHERE setting IN ('works_saturday', 'works_sunday')");
       rows.next();) {
    (rows.text(0) == "works_saturday" ? works.saturday : works.sunday) = rows.integer(1) != 0;
  }
  works.closed = closed_days(db);
  return works;
}

}  // namespace dockhand

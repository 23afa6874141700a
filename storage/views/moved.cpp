#include "storage/views/moved.h"

#include "storage/engine/row_reader.h"
#include "storage/schema/open_reader.h"

namespace dockhand {
namespace {

const char* account_of(Moved what) {
  switch (what) {
    case Moved::received: return "@supplier";
    case Moved::shipped: return "@customer";
    case Moved::counted: break;
  }
  return "@adjustment";
}

}  // namespace

Result<std::vector<MovedUnits>> moved_after(const std::filesystem::path& database, Moved what, std::int64_t seq,
                                            std::int64_t until) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  const char* account = account_of(what);
  // What an account outside the house gives is what the house gets.
  const std::int64_t sign = what == Moved::shipped ? 1 : -1;
  std::vector<MovedUnits> all;
  for (auto rows = (*reader)->query(
           "SELECT e.seq, e.at, e.operator, e.action, p.doc, p.line, p.item, p.lot, p.serial, p.quantity FROM event e"
           " JOIN posting p ON p.event = e.seq WHERE e.seq > $1 AND e.seq <= $3 AND p.place = $2 AND p.item <> '@unit'"
           " ORDER BY e.seq, p.rowid",
           seq, account, until);
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    all.push_back({row.integer(), row.instant(), row.text(), row.text(), row.text(), row.number(), row.text(),
                   row.text(), row.text(), sign * row.integer()});
  }
  if ((*reader)->failed()) return (*reader)->failure();
  return all;
}

}  // namespace dockhand

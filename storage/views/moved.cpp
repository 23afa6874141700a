#include "storage/views/moved.h"

#include "storage/engine/cells.h"
#include "storage/schema/open_reader.h"

namespace dockhand {

Result<std::vector<MovedUnits>> moved_after(const std::filesystem::path& database, Moved what, std::int64_t seq) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  const char* account = what == Moved::received ? "@supplier" : what == Moved::shipped ? "@customer" : "@adjustment";
  // What an account outside the house gives is what the house gets.
  const std::int64_t sign = what == Moved::shipped ? 1 : -1;
  std::vector<MovedUnits> all;
  for (auto rows = (*reader)->query(
           "SELECT e.seq, e.at, e.operator, e.action, p.doc, p.line, p.item, p.lot, p.serial, p.quantity FROM event e"
           " JOIN posting p ON p.event = e.seq WHERE e.seq > $1 AND p.place = $2 AND p.item <> '@unit'"
           " ORDER BY e.seq, p.rowid",
           seq, account);
       rows.next();) {
    const Cells cells(rows);
    all.push_back({cells.integer(0), cells.instant(1), cells.text(2), cells.text(3), cells.text(4), cells.number(5),
                   cells.text(6), cells.text(7), cells.text(8), sign * cells.integer(9)});
  }
  if ((*reader)->failed()) return (*reader)->failure();
  return all;
}

}  // namespace dockhand

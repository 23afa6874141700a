#include "storage/views/moved.h"

#include <map>

#include "storage/codec/allowed_by.h"
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

// Events can be long, and few of them were allowed by somebody: only those are read.
Result<std::map<std::int64_t, std::string>> allowed_after(Engine& db, const char* account, std::int64_t seq,
                                                          std::int64_t until) {
  std::map<std::int64_t, std::string> all;
  auto rows = db.query(
      "SELECT seq, body FROM event WHERE seq > $1 AND seq <= $3 AND body LIKE '%\"allowed_by\":%'"
      " AND seq IN (SELECT event FROM posting WHERE place = $2)",
      seq, account, until);
  while (rows.next()) {
    if (const auto who = allowed_by_of(rows.text(1))) all.emplace(rows.integer(0), who->text());
  }
  if (db.failed()) return db.failure();
  return all;
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
           " ORDER BY e.seq, p.doc, p.line, p.item, p.lot, p.serial, p.quantity",
           seq, account, until);
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    all.push_back({row.integer(),
                   row.instant(),
                   row.text(),
                   row.text(),
                   row.text(),
                   row.number(),
                   row.text(),
                   row.text(),
                   row.text(),
                   sign * row.integer(),
                   {}});
  }
  if ((*reader)->failed()) return (*reader)->failure();
  const auto allowed = allowed_after(**reader, account, seq, until);
  if (!allowed) return allowed.error();
  for (MovedUnits& one : all) {
    if (const auto who = allowed->find(one.seq); who != allowed->end()) one.allowed_by = who->second;
  }
  return all;
}

}  // namespace dockhand

#include "storage/listings/moved.h"

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "storage/codec/allowed_by.h"
#include "storage/engine/row_reader.h"
#include "storage/schema/open_reader.h"

namespace dockhand {
namespace {

const char* account_of(Moved what) {
  switch (what) {
    case Moved::received: return "@supplier";
    case Moved::shipped: return "@customer";
    case Moved::short_picked: return "@suspense";
    case Moved::counted: break;
  }
  return "@adjustment";
}

// Events can be long, and of few of them somebody has said more than what they do: only those are read.
struct SaidOf {
  std::string allowed_by, reason, carton, carrier, tracking;
};
Result<std::map<std::int64_t, SaidOf>> said_after(Engine& db, const char* account, std::int64_t seq,
                                                  std::int64_t until) {
  std::map<std::int64_t, SaidOf> all;
  auto rows = db.query(
      "SELECT seq, body FROM event WHERE seq > $1 AND seq <= $3 AND action <> 'import'"
      " AND (body LIKE '%\"allowed_by\":%' OR body LIKE '%\"reason\":%' OR action IN ('ship', 'ship_direct'))"
      " AND EXISTS (SELECT 1 FROM posting WHERE event = seq AND place = $2)",
      seq, account, until);
  while (rows.next()) {
    const std::string body = rows.text(1);
    const auto who = allowed_by_of(body);
    const auto said = [&](const char* name) { return text_in_body(body, name).value_or(""); };
    all.emplace(rows.integer(0),
                SaidOf{who ? who->text() : "", said("reason"), said("carton"), said("carrier"), said("tracking")});
  }
  if (db.failed()) return db.failure();
  return all;
}

Status add_said(Engine& db, const char* account, std::int64_t seq, std::int64_t until, std::vector<MovedUnits>& all) {
  const auto said = said_after(db, account, seq, until);
  if (!said) return said.error();
  for (MovedUnits& one : all) {
    const auto of_event = said->find(one.seq);
    if (of_event == said->end()) continue;
    one.allowed_by = of_event->second.allowed_by;
    if (one.reason.empty()) one.reason = of_event->second.reason;
    one.carton = of_event->second.carton;
    one.carrier = of_event->second.carrier;
    one.tracking = of_event->second.tracking;
  }
  return Done{};
}

// The events that have taken a file of stock back.
Result<std::set<std::int64_t>> taken_back_imports(Engine& db, std::int64_t seq, std::int64_t until) {
  std::set<std::int64_t> all;
  std::vector<std::pair<std::int64_t, std::string>> undone;
  for (auto rows = db.query("SELECT seq, body FROM event WHERE action = 'undo' AND seq > $1 AND seq <= $2"
                            " AND EXISTS (SELECT 1 FROM posting WHERE event = seq AND place = '@adjustment')",
                            seq, until);
       rows.next();)
    undone.emplace_back(rows.integer(0), text_in_body(rows.text(1), "target").value_or(""));
  for (const auto& [event, target] : undone) {
    if (db.query("SELECT 1 FROM event WHERE id = $1 AND action = 'import'", target).next()) all.insert(event);
  }
  if (db.failed()) return db.failure();
  return all;
}

// Returns the body of the short pick that an event is, or has undone. Nothing: the event is of something else.
std::optional<std::string> short_pick_of(Engine& db, const std::string& action, std::string body) {
  if (action == "short") return body;
  auto target =
      db.query("SELECT body FROM event WHERE id=$1 AND action='short'", text_in_body(body, "target").value_or(""));
  return target.next() ? std::optional(target.text(0)) : std::nullopt;
}

Result<std::vector<MovedUnits>> short_picks_after(Engine& db, std::int64_t seq, std::int64_t until) {
  std::vector<MovedUnits> all;
  for (auto rows = db.query(
           "SELECT e.seq, e.at, e.operator, e.action, p.item, p.lot, p.serial, p.quantity, e.body FROM event e"
           " JOIN posting p ON p.event = e.seq WHERE e.action IN ('short', 'undo') AND e.seq > $1 AND e.seq <= $2"
           " AND p.place = '@suspense' AND p.item <> '@unit' ORDER BY e.seq, p.item, p.lot, p.serial, p.quantity",
           seq, until);
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    MovedUnits one{row.integer(), row.instant(), row.text(), row.text(),    {}, 0,
                   row.text(),    row.text(),    row.text(), row.integer(), {}};
    const auto body = short_pick_of(db, one.action, row.text());
    if (!body) continue;
    if (const auto line = OrderLine::parse(text_in_body(*body, "line").value_or("")); line) {
      one.document = line->document.text();
      one.line = line->line;
    }
    one.reason = text_in_body(*body, "reason").value_or("");
    one.place = text_in_body(*body, "from").value_or("");
    all.push_back(std::move(one));
  }
  if (db.failed()) return db.failure();
  const Status said = add_said(db, "@suspense", seq, until, all);
  return said ? Result<std::vector<MovedUnits>>(std::move(all)) : said.error();
}

}  // namespace

Result<std::vector<MovedUnits>> moved_after(const std::filesystem::path& database, Moved what, std::int64_t seq,
                                            std::int64_t until) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  if (what == Moved::short_picked) return short_picks_after(**reader, seq, until);
  const char* account = account_of(what);
  // What an account outside the house gives is what the house gets.
  const std::int64_t sign = what == Moved::shipped ? 1 : -1;
  std::vector<MovedUnits> all;
  for (auto rows = (*reader)->query(
           "SELECT e.seq, e.at, e.operator, e.action, p.doc, p.line, p.item, p.lot, p.serial, p.quantity,"
           " (SELECT expiry FROM lot l WHERE l.item = p.item AND l.lot = p.lot) FROM event e"
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
    all.back().expiry = row.maybe_date();
  }
  if ((*reader)->failed()) return (*reader)->failure();
  if (what == Moved::counted) {
    const auto own = taken_back_imports(**reader, seq, until);
    if (!own) return own.error();
    std::erase_if(all, [&](const MovedUnits& one) { return one.action == "import" || own->contains(one.seq); });
  }
  const Status said = add_said(**reader, account, seq, until, all);
  if (!said) return said.error();
  return all;
}

}  // namespace dockhand

#include "storage/books/taken.h"

#include <map>
#include <optional>

#include "storage/books/stored_event.h"

namespace dockhand {

void note_taken(Books& books, const Pick& fact) {
  const Command& command = books.entry.command;
  books.db.run(
      "INSERT INTO taken(order_no, line, place, writer, units, operator, at, changed) VALUES($1,$2,$3,$4,$5,$6,$7,$8)"
      " ON CONFLICT(order_no, line, place, writer) DO UPDATE SET units=taken.units + excluded.units,"
      " operator=excluded.operator, at=excluded.at, changed=excluded.changed",
      fact.line.document.text(), fact.line.line, fact.from.text(), books.entry.writer.text(),
      fact.units.quantity.units(), command.by.text(), command.at.ms, books.entry.changed);
}

void note_put_back(Books& books, const Pick& fact, const CommandId& pick) {
  books.db.run(
      "UPDATE taken SET units=CASE WHEN units > $4 THEN units - $4 ELSE 0 END, changed=$5"
      " WHERE order_no=$1 AND line=$2 AND place=$3 AND writer=(SELECT writer FROM event WHERE id=$6)",
      fact.line.document.text(), fact.line.line, fact.from.text(), fact.units.quantity.units(), books.entry.changed,
      pick.text());
}

namespace {

// The pick that an event has made, or has taken back as often as the sign says.
std::optional<Pick> picked_by(Engine& db, const Action& action, std::int64_t& sign) {
  if (const auto* pick = std::get_if<Pick>(&action)) return *pick;
  const auto* undo = std::get_if<Undo>(&action);
  const auto undone = undo == nullptr ? std::nullopt : stored_command(db, undo->target);
  const auto* pick = undone ? std::get_if<Pick>(&undone->action) : nullptr;
  if (pick == nullptr) return std::nullopt;
  sign = -1;
  return *pick;
}

}  // namespace

void add_taken_since(Engine& db, const std::set<TakenAt>& rows, const std::string& writer, std::int64_t event) {
  if (rows.empty()) return;
  std::map<TakenAt, std::int64_t> since;
  for (auto events = db.query("SELECT body FROM event WHERE seq > $1 AND action IN ('pick', 'undo')", event);
       events.next();) {
    const auto body = stored_body(db, events.text(0));
    std::int64_t sign = 1;
    const auto pick = body ? picked_by(db, body->command.action, sign) : std::nullopt;
    if (!pick) continue;
    since[{pick->line.document.text(), pick->line.line, pick->from.text()}] += sign * pick->units.quantity.units();
  }
  for (const auto& [at, units] : since) {
    if (!rows.contains(at)) continue;
    db.run(
        "UPDATE taken SET units=CASE WHEN units + $5 > 0 THEN units + $5 ELSE 0 END"
        " WHERE order_no=$1 AND line=$2 AND place=$3 AND writer=$4",
        at.order, at.line, at.place, writer, units);
  }
}

}  // namespace dockhand

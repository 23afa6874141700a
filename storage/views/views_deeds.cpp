#include "storage/codec/codec.h"
#include "storage/views/views_state.h"
#include "storage/words/summary.h"

namespace dockhand {
namespace {

// So far back the newest events are looked through: a shift of one terminal.
constexpr std::int64_t looked_through = 2000;

std::optional<DeedView> deed_of(const Cells& cells) {
  auto body = decode_body(cells.text(0));
  auto outcome = parse_outcome(cells.text(1));
  if (!body || !outcome) return std::nullopt;
  const auto* accepted = std::get_if<Accepted>(&*outcome);
  if (accepted == nullptr) return std::nullopt;
  DeedView deed{std::move(body->command), *accepted, {}, !cells.text(2).empty(), {}};
  deed.summary = summary(deed.command.action);
  if (deed.undone) deed.settled = "it was undone";
  return deed;
}

// Where what the event brought is not any more; as an undo finds it (storage/facts/facts_undo.cpp).
std::string built_upon(Engine& db, std::int64_t event) {
  auto rows = db.query(
      "SELECT p.item, p.place FROM (SELECT place, item, lot, serial, doc, line, sum(quantity) AS brought FROM posting"
      " WHERE event=$1 GROUP BY place, item, lot, serial, doc, line HAVING sum(quantity) > 0) p"
      " JOIN location l ON l.location = p.place LEFT JOIN balance b ON b.place = p.place AND b.item = p.item"
      " AND b.lot = p.lot AND b.serial = p.serial AND b.doc = p.doc AND b.line = p.line"
      " WHERE coalesce(b.quantity, 0) < p.brought ORDER BY p.item, p.place LIMIT 1",
      event);
  if (!rows.next()) return {};
  return rows.text(0) + " at " + rows.text(1) + " was moved or given away since";
}

}  // namespace

// Documents of the office and what the ledger gave itself are no deeds of a person.
Result<std::vector<DeedView>> Views::deeds(const std::string& about, std::size_t limit) {
  return state_->read([&](Engine& db) {
    std::vector<DeedView> deeds;
    auto rows = db.query(
        "SELECT body, outcome, undone_by, seq FROM (SELECT * FROM event ORDER BY seq DESC LIMIT $3)"
        " WHERE action NOT IN ('import', 'replan', 'settle', 'undo', 'status', 'cancel', 'close', 'tell', 'day')"
        " AND ($1 = '' OR instr(body, $1) > 0) ORDER BY seq DESC LIMIT $2",
        about, sql_limit(limit), looked_through);
    while (rows.next()) {
      const Cells cells(rows);
      auto deed = deed_of(cells);
      if (!deed) continue;
      if (deed->settled.empty()) deed->settled = built_upon(db, cells.integer(3));
      deeds.push_back(*std::move(deed));
    }
    return deeds;
  });
}

}  // namespace dockhand

#include "storage/books/booked_back.h"
#include "storage/books/rows.h"
#include "storage/books/stored_event.h"
#include "storage/codec/codec.h"
#include "storage/model/fresh_id.h"
#include "storage/schema/sql.h"
#include "storage/views/views_state.h"
#include "storage/words/summary.h"

namespace dockhand {
namespace {

// So far back the newest events are looked through, by their numbers and from the newest on, so that whoever wants one
// reads one: a shift of one terminal.
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

// Where what the booking brought, in sum, is not any more; as an undo of all of it finds it
// (storage/facts/facts_undo.cpp). Its ids are its own and the ones with a number after a full stop; '/' comes next.
std::string built_upon(Engine& db, const std::string& booking) {
  auto rows =
      db.query("SELECT p.item, p.place, CASE WHEN p.doc > '' AND l.kind IN " DOCKHAND_PICKED_KINDS
               " AND EXISTS (SELECT 1 FROM balance f WHERE f.place = p.place AND f.item = p.item AND f.lot = p.lot"
               " AND f.serial = p.serial AND f.doc = '' AND f.quantity > 0) THEN p.doc ELSE '' END FROM (SELECT place, "
               "item, lot, serial, doc, line, sum(quantity) AS brought FROM posting"
               " WHERE event IN (SELECT seq FROM event WHERE (id = $1 OR (id > $1 || '.' AND id < $1 || '/'))"
               " AND undone_by = '' AND action <> 'undo')"
               " GROUP BY " DOCKHAND_ACCOUNT
               " HAVING sum(quantity) > 0) p"
               " JOIN location l ON l.location = p.place LEFT JOIN balance b ON b.place = p.place AND b.item = p.item"
               " AND b.lot = p.lot AND b.serial = p.serial AND b.doc = p.doc AND b.line = p.line"
               " WHERE coalesce(b.quantity, 0) < p.brought ORDER BY p.item, p.place LIMIT 1",
               booking);
  if (rows.next()) {
    const std::string units = rows.text(0) + " at " + rows.text(1), order = rows.text(2);
    return order.empty() ? units + " was moved or given away since"
                         : order + " does not want " + units + " any more: put it back";
  }
  const std::string back = booked_back(
      db,
      held_in(db.query("SELECT " DOCKHAND_ACCOUNT ", sum(quantity) FROM posting"
                       " WHERE event IN (SELECT seq FROM event WHERE (id = $1 OR (id > $1 || '.' AND id < $1 || '/'))"
                       " AND undone_by = '' AND action <> 'undo')"
                       " GROUP BY " DOCKHAND_ACCOUNT " HAVING sum(quantity) <> 0"
                       " ORDER BY " DOCKHAND_ACCOUNT,
                       booking)));
  return back.empty() ? back : back + ": undo that first";
}

std::vector<Action> taken_back_by(Engine& db, const std::string& booking) {
  std::vector<Action> actions;
  auto undos = db.query(
      "SELECT body FROM event WHERE (id = $1 OR (id > $1 || '.' AND id < $1 || '/')) AND action = 'undo' ORDER BY seq",
      booking);
  while (undos.next()) {
    const auto body = stored_body(db, undos.text(0));
    const auto* undo = body ? std::get_if<Undo>(&body->command.action) : nullptr;
    auto target = undo != nullptr ? stored_command(db, undo->target) : std::nullopt;
    if (target) actions.push_back(std::move(target->action));
  }
  return actions;
}

// What is known about the whole booking that one yes has given.
struct OfBooking {
  std::string booking, settled;
  std::vector<Action> took_back;
};
OfBooking read_booking(Engine& db, const std::string& booking) {
  return {booking, built_upon(db, booking), taken_back_by(db, booking)};
}

}  // namespace

// Documents of the office and what the ledger gave itself are no deeds of a person. A booking is never cut in two by
// the limit.
Result<std::vector<DeedView>> Views::deeds(const std::string& about, std::size_t limit,
                                           const std::optional<OperatorName>& by) {
  return state_->read([&](Engine& db) {
    std::vector<DeedView> deeds;
    auto rows = db.query(
        "SELECT body, outcome, undone_by, action FROM event WHERE seq > (SELECT max(seq) FROM event) - $2"
        " AND action NOT IN ('import', 'cancel', 'close')"
        " AND ($1 = '' OR instr(body, $1) > 0) AND ($3 = '' OR operator = $3) ORDER BY seq DESC",
        about, looked_through, by ? by->text() : "");
    OfBooking known;
    while (rows.next()) {
      const std::string action = rows.text(3);
      if (is_of_the_ledger(action)) continue;
      auto deed = deed_of(Cells(rows));
      if (!deed) continue;
      const std::string booking = booking_of(deed->command.id);
      if (booking != known.booking && deeds.size() >= limit) break;
      if (booking != known.booking) known = read_booking(db, booking);
      if (deed->settled.empty()) deed->settled = never_undone(action);
      if (deed->settled.empty()) deed->settled = known.settled;
      deed->took_back = known.took_back;
      deeds.push_back(*std::move(deed));
    }
    return deeds;
  });
}

}  // namespace dockhand

#include "storage/outlook/told.h"

#include "storage/books/chain.h"
#include "storage/books/stored_event.h"
#include "storage/outlook/told_elsewhere.h"
#include "storage/schema/setting.h"

namespace dockhand {
namespace {

// Returns the name that this database gives itself in the ids of messages. Its copies and backups keep it.
std::string message_site(Engine& db) {
  constexpr const char* name = "message_site";
  std::string site = text_setting(db, name);
  if (!site.empty()) return site;
  site = random_id();
  db.run("INSERT INTO setting(name, value) VALUES($1,$2) ON CONFLICT(name) DO UPDATE SET value=excluded.value", name,
         site);
  return site;
}

Value cell_of(const std::optional<Date>& day) { return day ? Value(std::int64_t{day->days()}) : Value(); }

}  // namespace

const char* name_of(ToldState state) {
  switch (state) {
#define STATE(name) \
  case ToldState::name: return #name;
    DOCKHAND_TOLD_STATES(STATE)
#undef STATE
  }
  return "";
}

Result<ToldState> parse_told_state(std::string_view text) {
#define STATE(name) \
  if (text == #name) return ToldState::name;
  DOCKHAND_TOLD_STATES(STATE)
#undef STATE
  return Error{ErrorKind::bad_input, "state", "'" + printable(text, 20) + "' is no state of what was told"};
}

LineToTell line_to_tell(RowReader& row) {
  LineToTell line{row.line<OrderNumber>(), row.text(),    row.code<ItemCode>(), row.integer(),
                  row.integer(),           row.integer(), row.integer(),        row.date()};
  const auto day = row.maybe_date();
  if (!day) return line;
  const planning::Told said{*day, row.date(), row.number(), row.flag()};
  ToldLine told{row.word(parse_told_state, ToldState::over), row.code<ItemCode>(), said};
  told.revision = row.integer();
  told.first = row.date();
  told.wanted = row.integer();
  line.told = told;
  return line;
}

void remember_told(Engine& db, const OrderLine& line, const ToldLine& told) {
  db.run(
      "INSERT INTO told(order_no, line, item, state, day, told_on, nights, later, revision, first_day, wanted)"
      " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) ON CONFLICT(order_no, line) DO UPDATE SET item=excluded.item,"
      " state=excluded.state, day=excluded.day, told_on=excluded.told_on, nights=excluded.nights,"
      " later=excluded.later, revision=excluded.revision, first_day=excluded.first_day, wanted=excluded.wanted",
      line.document.text(), line.line, told.item.text(), name_of(told.state), told.told.day.days(), told.told.on.days(),
      told.told.nights, told.told.later, told.revision, told.first.days(), told.wanted);
}

void put_message(Engine& db, const NewMessage& message) {
  const bool of_before = is_of_before(db, message.at);
  if (of_before) others_may_have_told(db);
  const bool elsewhere = of_before || message.elsewhere;
  const std::string day = message.day ? message.day->text() : "";
  const std::string line = message.line ? message.line->text() : "";
  const std::string id =
      chain_hash(message_site(db), message.customer + "\n" + name_of(message.kind) + "\n" + line + "\n" +
                                       message.item.text() + "\n" + day + "\n" + std::to_string(message.revision))
          .substr(0, 32);
  db.run(
      "INSERT INTO message(id, customer, kind, order_no, line, item, units, day, was, carrier, tracking, at, due,"
      " state, letter, other, goodwill, goodwill_code, law, revision, event, wanted)"
      " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$21,'',$14,$15,$16,$17,$18,$19,$20)"
      " ON CONFLICT(id) DO NOTHING",
      id, message.customer, name_of(message.kind), message.line ? message.line->document.text() : "",
      message.line ? message.line->line : 0, message.item.text(), message.units,
      elsewhere ? Value() : cell_of(message.day), cell_of(message.was), message.carrier, message.tracking,
      message.at.ms, message.due.ms, message.other, message.goodwill.text, message.goodwill.code, message.law,
      message.revision, message.event, message.wanted, elsewhere ? "in_letter" : "open");
}

std::int64_t withdraw_unsent(Engine& db, const OrderLine& line, const AsOf& as_of) {
  const std::int64_t gone = db.run(
      "UPDATE message SET state='withdrawn' WHERE order_no=$1 AND line=$2 AND state='open' AND kind <> 'shipped'"
      " AND (kind <> 'cancelled' OR NOT EXISTS (SELECT 1 FROM order_line o WHERE o.order_no=$1 AND o.line=$2"
      "  AND o.customer <> message.customer))",
      line.document.text(), line.line);
  if (gone > 0) take_goodwill_back(db, line, as_of);
  return gone;
}

#define DOCKHAND_UNSENT_WAIT " WHERE order_no=$1 AND line=$2 AND state='open' AND kind NOT IN ('shipped', 'follow_up')"

std::optional<Instant> unsent_since(Engine& db, const OrderLine& line) {
  auto rows = db.query("SELECT min(due) FROM message" DOCKHAND_UNSENT_WAIT, line.document.text(), line.line);
  return rows.next() && !rows.null(0) ? std::optional(Instant{rows.integer(0)}) : std::nullopt;
}

void is_due_since(Engine& db, const OrderLine& line, Instant since) {
  db.run("UPDATE message SET due=$3" DOCKHAND_UNSENT_WAIT " AND due > $3", line.document.text(), line.line, since.ms);
}

bool has_unsent_wait(Engine& db, const OrderLine& line) {
  return db.query("SELECT 1 FROM message" DOCKHAND_UNSENT_WAIT " LIMIT 1", line.document.text(), line.line).next();
}

bool waits_again(Engine& db, const LineToTell& line) {
  if (!line.told || line.told->state != ToldState::over || line.told->wanted == line.wanted) return false;
  return !db.query("SELECT 1 FROM message WHERE order_no=$1 AND line=$2 AND kind='cancelled' AND revision >= $3",
                   line.line.document.text(), line.line.line, line.told->revision)
              .next();
}

std::int64_t given_up_since(Engine& db, const OrderLine& line, Instant then) {
  auto rows = db.query(
      "SELECT coalesce(sum(c.units), 0) FROM customer_choice c JOIN event e ON e.id = c.event_id WHERE c.order_no=$1"
      " AND c.line=$2 AND c.kind IN ('declined', 'exchanged') AND c.ended_by='' AND e.at >= $3",
      line.document.text(), line.line, then.ms);
  return rows.next() ? rows.integer(0) : 0;
}

std::int64_t taken_units(Engine& db, const OrderLine& made) {
  auto rows = db.query(
      "SELECT m.units FROM customer_choice m JOIN customer_choice e ON e.event_id = m.event_id AND e.kind='exchanged'"
      " WHERE m.order_no=$1 AND m.line=$2 AND m.kind='made' AND EXISTS (SELECT 1 FROM message s"
      "  WHERE s.order_no = e.order_no AND s.line = e.line AND " DOCKHAND_WAS_READ(
          "s") " AND s.kind <> 'follow_up') LIMIT 1",
      made.document.text(), made.line);
  return rows.next() ? rows.integer(0) : 0;
}

std::int64_t exchange_undone_now(Engine& db, const OrderLine& line) {
  auto rows = db.query(
      "SELECT e.seq, e.body, e.action FROM event e WHERE e.action='take_other' AND e.undone_by ="
      " (SELECT u.id FROM event u ORDER BY u.seq DESC LIMIT 1)");
  if (!rows.next()) return 0;
  const auto body = stored_body(db, rows.text(1), rows.text(2));
  const auto* taken = body ? std::get_if<TakeOther>(&body->command.action) : nullptr;
  const bool is_of_it = taken != nullptr && taken->line == line;
  return is_of_it && !last_sent(db, taken->as, LetterScope::of_shipments_too) ? rows.integer(0) : 0;
}

std::optional<Sent> last_sent(Engine& db, const OrderLine& line, LetterScope which) {
  auto rows = db.query(
      "SELECT kind, item, units, wanted, day, was, at FROM message WHERE order_no=$1 AND line=$2"
      " AND " DOCKHAND_WAS_READ("message") " AND kind <> 'follow_up' AND (kind <> 'shipped' OR $3)"
      " AND NOT EXISTS (SELECT 1 FROM order_line o"
      "  WHERE o.order_no=$1 AND o.line=$2 AND o.customer <> message.customer)"
      " ORDER BY revision DESC, at DESC LIMIT 1",
      line.document.text(), line.line, which == LetterScope::of_shipments_too);
  if (!rows.next()) return std::nullopt;
  const Cells cells(rows);
  RowReader row(cells);
  return Sent{row.word(parse_message_kind, MessageKind::accepted),
              row.code<ItemCode>(),
              row.integer(),
              row.integer(),
              row.maybe_date(),
              row.maybe_date(),
              row.instant()};
}

bool departure_was_undone(Engine& db, const OrderLine& line) {
  return db
      .query(
          "SELECT 1 FROM message m JOIN event e ON e.seq = m.event JOIN event u ON u.id = e.undone_by"
          " WHERE m.order_no=$1 AND m.line=$2 AND m.kind='shipped' AND " DOCKHAND_WAS_READ("m") " AND NOT EXISTS"
          " (SELECT 1 FROM message l WHERE l.order_no=$1 AND l.line=$2 AND l.state IN ('open', 'in_letter')"
          "  AND l.revision > m.revision AND l.at >= u.at AND instr(l.law, 'note_stayed') > 0) AND NOT EXISTS"
          // With a number that was not known before: it has left all the same.
          " (SELECT 1 FROM posting p WHERE p.event = u.seq + 1 AND p.place='@customer' AND p.quantity > 0"
          "  AND p.doc=$1 AND p.line=$2) LIMIT 1",
          line.document.text(), line.line)
      .next();
}

}  // namespace dockhand

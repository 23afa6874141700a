// The hub's side of a sync: events of many writers become one truth.
#include <algorithm>

#include "storage/ledger/ledger_state.h"
#include "storage/schema/tables.h"
#include "storage/words/summary.h"

namespace dockhand {
namespace {

Quantity granted_to(const Accepted& accepted, const OrderLine& line) {
  Quantity sum;
  for (const Explanation& claim : accepted.claims) {
    if (claim.rank.line == line) sum = sum + claim.granted;
  }
  return sum;
}

Quantity asked_for(const AskedClaims& asked, const OrderLine& line) {
  Quantity sum;
  for (const auto& [asked_line, quantity] : asked) {
    if (asked_line == line) sum = sum + quantity;
  }
  return sum;
}

// Who got more than was asked: the units that a loser no longer has are theirs.
std::vector<std::pair<OrderLine, Quantity>> served_instead(const Accepted& accepted, const AskedClaims& asked) {
  std::vector<std::pair<OrderLine, Quantity>> instead;
  for (const Explanation& claim : accepted.claims) {
    const OrderLine& line = claim.rank.line;
    const bool told = std::any_of(instead.begin(), instead.end(), [&](const auto& one) { return one.first == line; });
    const Quantity more = granted_to(accepted, line).less(asked_for(asked, line));
    if (!told && !more.none()) instead.emplace_back(line, more);
  }
  return instead;
}

std::optional<LocationCode> place_of(const Action& action) {
  if (const auto* receive = std::get_if<Receive>(&action)) return receive->at;
  if (const auto* move = std::get_if<Move>(&action)) return move->to;
  if (const auto* count = std::get_if<Count>(&action)) return count->at;
  if (const auto* unit = std::get_if<ReceiveUnit>(&action)) return unit->at;
  if (const auto* unit = std::get_if<MoveUnit>(&action)) return unit->to;
  if (const auto* back = std::get_if<CustomerReturn>(&action)) return back->at;
  if (const auto* adjust = std::get_if<Adjust>(&action)) return adjust->at;
  return std::nullopt;
}

// By what the event did here.
bool was_told(const Accepted& accepted, const OrderLine& line) {
  return std::any_of(accepted.notices.begin(), accepted.notices.end(), [&](const Notice& notice) {
    return notice.line == line && (notice.kind == NoticeKind::lost || notice.kind == NoticeKind::outranked);
  });
}

// Tells where the hub decided otherwise than the sender: claims that were not granted, and claims of others that gave
// way to a fact.
void question(Books& books, const AskedClaims& asked) {
  Accepted& accepted = books.entry.accepted;
  const auto instead = served_instead(accepted, asked);
  for (const auto& [line, quantity] : asked) {
    const Quantity lost = quantity.less(granted_to(accepted, line));
    if (lost.none()) continue;
    const auto info = books.order_line(line);
    books.notice(Notice{NoticeKind::claim_moved,
                        info ? std::optional(info->item) : std::nullopt,
                        line,
                        place_of(books.entry.command.action),
                        lost,
                        instead,
                        {}});
  }
  for (const Revoked& revoked : books.entry.revoked) {
    const auto info = books.order_line(revoked.line);
    if (was_told(accepted, revoked.line) || !revoked.why.empty()) continue;
    if (books.known_location(revoked.place.text()).holds_picked()) continue;  // trim() has said "bring back"
    books.notice(Notice{NoticeKind::claim_moved,
                        info ? std::optional(info->item) : std::nullopt,
                        revoked.line,
                        revoked.place,
                        revoked.quantity,
                        instead,
                        {}});
  }
}

// The hub's transaction, one event after another.
class Acceptance {
 public:
  Acceptance(Ledger::State& state, const WriterId& writer)
      : state_(state), writer_(writer), head_(state.end_of(writer)), change_(state.next_change()) {}

  const Head& head() const { return head_; }

  // An Error: the chain does not go on with this event (conflict), or it cannot be read (bad_input).
  Status take(const Event& event) {
    const std::string name = "event " + std::to_string(event.seq);
    const bool past = event.seq <= head_.seq;
    const bool next = event.seq == head_.seq + 1 && chain_hash(head_.hash, event.body) == event.hash;
    if (past ? !known(event) : !next) {
      return Error{ErrorKind::conflict, name,
                   "it does not continue what the hub has from this terminal: the database is a copy or damaged"};
    }
    if (past) return Done{};
    auto body = decode_body(event.body);
    if (!body) return Error{ErrorKind::bad_input, name, "it cannot be read: " + body.error().sentence()};
    if (!exists(event.id)) {
      apply(*body, event);
    } else {
      set_head(*state_.engine, writer_.text(), Head{event.seq, event.hash});
    }
    head_ = Head{event.seq, event.hash};
    return Done{};
  }

 private:
  bool exists(const CommandId& id) { return state_.engine->query("SELECT 1 FROM event WHERE id=$1", id.text()).next(); }

  // A repeated push; of another life of the database when the hash differs.
  bool known(const Event& event) {
    auto rows =
        state_.engine->query("SELECT hash FROM event WHERE writer=$1 AND writer_seq=$2", writer_.text(), event.seq);
    return !rows.next() || rows.text(0) == event.hash;
  }

  void apply(const Body& body, const Event& event) {
    if (const auto failure = book(body, event)) set_aside(body, event, *failure);
  }

  std::optional<Error> book(const Body& body, const Event& event) {
    Savepoint savepoint(*state_.engine);
    Entry entry(state_.next_event(), writer_, body.command, Standing::fact, change_, summary(body.command.action));
    entry.asked = body.asked;
    Books books(*state_.engine, entry);
    if (auto no = perform(books, body.command.action)) return no->error;
    question(books, body.asked);
    state_.record(entry, event.body, head_);
    savepoint.keep();
    return std::nullopt;
  }

  // One event that cannot be booked does not hold up the others: it is kept, and the office gets a notice.
  void set_aside(const Body& body, const Event& event, const Error& why) {
    Entry entry(state_.next_event(), writer_, body.command, Standing::fact, change_, summary(body.command.action));
    entry.accepted.notices.push_back(
        Notice{NoticeKind::office, {}, {}, {}, {}, {}, entry.because + ": " + why.sentence()});
    state_.record(entry, event.body, head_);
  }

  Ledger::State& state_;
  const WriterId& writer_;
  Head head_;
  std::int64_t change_;
};

std::vector<std::string> questioned(Engine& engine, const Push& push) {
  std::vector<std::string> ids;
  for (const Event& event : push.events) {
    if (engine.query("SELECT 1 FROM notice WHERE id=$1", event.id.text() + "#1").next()) ids.push_back(event.id.text());
  }
  return ids;
}

// The highest change that a part may reach: a part holds whole transactions, at most `max_rows` rows a table unless one
// transaction has more.
std::int64_t end_of_part(Engine& engine, std::int64_t cursor, std::int64_t last, std::size_t max_rows) {
  std::int64_t end = last;
  for (const SyncedTable& table : synced_tables) {
    auto rows = engine.query_text("SELECT changed FROM " + std::string(table.name) +
                                      " WHERE changed > 0 AND changed > $1 ORDER BY changed LIMIT 1 OFFSET $2",
                                  {cursor, static_cast<std::int64_t>(max_rows)});
    if (!rows.next()) continue;
    auto first = engine.query_text(
        "SELECT min(changed) FROM " + std::string(table.name) + " WHERE changed > 0 AND changed > $1", {cursor});
    first.next();
    end = std::min(end, std::max(rows.integer(0) - 1, first.integer(0)));
  }
  return end;
}

TableRows rows_between(Engine& engine, const SyncedTable& table, std::int64_t after, std::int64_t until) {
  TableRows part{std::string(table.name), {}};
  const std::string sql = "SELECT " + std::string(table.keys) + "," + std::string(table.columns) + " FROM " +
                          part.table + " WHERE changed > 0 AND changed > $1 AND changed <= $2 ORDER BY changed, " +
                          std::string(table.keys);
  for (auto rows = engine.query_text(sql, {after, until}); rows.next();) {
    std::vector<Value> row;
    row.reserve(static_cast<std::size_t>(rows.columns()));
    for (int column = 0; column < rows.columns(); ++column) row.push_back(rows.value(column));
    part.rows.push_back(std::move(row));
  }
  return part;
}

}  // namespace

Result<PushReply> Ledger::accept(const Push& push) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  Transaction transaction(*state_->engine);
  Acceptance acceptance(*state_, push.writer);
  PushReply reply;
  for (const Event& event : push.events) {
    const auto taken = acceptance.take(event);
    if (state_->engine->failed()) return state_->engine->failure();
    if (taken) continue;
    reply.refusal = taken.error();
    break;
  }
  reply.applied = acceptance.head().seq;
  reply.questioned = questioned(*state_->engine, push);
  if (auto committed = transaction.commit(); !committed) return committed.error();
  return reply;
}

Result<Changes> Ledger::changes_since(const WriterId& asking, const PullPosition& position, std::size_t max_rows) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  Engine& engine = *state_->engine;
  Transaction transaction(engine);
  Changes changes;
  changes.generation = state_->setting("generation");
  const std::int64_t cursor = position.generation == changes.generation ? position.cursor : 0;
  const std::string last_change = state_->setting("change");
  const std::int64_t last = last_change.empty() ? 0 : std::stoll(last_change);
  changes.cursor = std::max(cursor, end_of_part(engine, cursor, last, max_rows));
  changes.more = changes.cursor < last;
  changes.applied = state_->end_of(asking).seq;
  for (const SyncedTable& table : synced_tables) {
    TableRows part = rows_between(engine, table, cursor, changes.cursor);
    if (!part.rows.empty()) changes.tables.push_back(std::move(part));
  }
  if (engine.failed()) return engine.failure();
  return changes;
}

}  // namespace dockhand

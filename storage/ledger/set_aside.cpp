// Facts that come from elsewhere: booked, set aside when they cannot be, and booked again when they can.
#include <algorithm>

#include "storage/ledger/ledger_state.h"
#include "storage/ledger/questions.h"
#include "storage/words/summary.h"

namespace dockhand {
namespace {

// An event that stands in the books without an effect, or one that could not be read.
struct Waiting {
  std::int64_t seq = 0;  // 0: it could not be read
  std::string id;
  std::string writer;
  std::string body;
  std::int64_t writer_seq = 0;
  std::string hash;
};

std::vector<Waiting> without_effect(Engine& db) {
  std::vector<Waiting> all;
  for (auto rows = db.query("SELECT e.seq, e.id, e.writer, e.body FROM notice n JOIN event e ON n.id = e.id || '#1'"
                            " WHERE n.open = 1 AND n.kind = 'office'"
                            " AND NOT EXISTS (SELECT 1 FROM posting p WHERE p.event = e.seq) ORDER BY e.seq");
       rows.next();) {
    all.push_back(Waiting{rows.integer(0), rows.text(1), rows.text(2), rows.text(3), 0, ""});
  }
  return all;
}

std::vector<Waiting> unread(Engine& db) {
  std::vector<Waiting> all;
  for (auto rows = db.query("SELECT writer, writer_seq, hash, body FROM set_aside ORDER BY at, writer, writer_seq");
       rows.next();) {
    all.push_back(Waiting{0, "", rows.text(0), rows.text(3), rows.integer(1), rows.text(2)});
  }
  return all;
}

}  // namespace

std::optional<Error> Ledger::State::take_fact(const Fact& fact) {
  Savepoint savepoint(*engine);
  Entry entry = begin(fact.writer, fact.command, Standing::fact, fact.change);
  entry.asked = fact.asked;
  Books books(*engine, entry);
  if (auto no = perform(books, fact.command.action)) return no->error;
  question(books, fact.asked);
  if (fact.told) entry.accepted.notices.push_back(*fact.told);
  record(entry, fact.body, fact.head, fact.concerned);
  look_ahead(entry);
  savepoint.keep();
  return std::nullopt;
}

void Ledger::State::set_aside(const Fact& fact, const Error& why) {
  Entry entry = begin(fact.writer, fact.command, Standing::fact, fact.change);
  entry.accepted.notices.push_back(
      Notice{NoticeKind::office, {}, {}, {}, {}, {}, entry.because + ": " + why.sentence()});
  record(entry, fact.body, fact.head, fact.concerned);
}

// The event keeps its number, its chain and its time.
bool Ledger::State::book_waiting(std::int64_t seq, const std::string& by, const Body& body) {
  const auto of = WriterId::parse(by);
  if (!of) return false;
  Savepoint savepoint(*engine);
  Entry entry = begin(seq, *of, body.command, Standing::fact, next_change());
  entry.asked = body.asked;
  Books books(*engine, entry);
  if (perform(books, body.command.action)) return false;
  question(books, body.asked);
  complete(entry);
  engine->run("UPDATE event SET outcome=$2 WHERE seq=$1", seq, to_json(Outcome(entry.accepted)));
  engine->run("UPDATE notice SET open=0, changed=$2 WHERE id=$1", body.command.id.text() + "#1", entry.changed);
  record_decisions(entry, *of);
  look_ahead(entry);
  savepoint.keep();
  return true;
}

bool Ledger::State::book_unread(const std::string& by, std::int64_t writer_seq, const std::string& hash,
                                const std::string& text) {
  const auto body = decode_body(text);
  if (!body) return false;
  if (!recorded(body->command) && book_fact(*body)) return false;
  engine->run("DELETE FROM set_aside WHERE writer=$1 AND writer_seq=$2", by, writer_seq);
  engine->run("UPDATE notice SET open=0, changed=$2 WHERE id=$1", hash.substr(0, 32) + "#1", next_change());
  return true;
}

std::int64_t Ledger::State::book_set_aside() {
  std::int64_t booked = 0;
  for (const Waiting& one : without_effect(*engine)) {
    const auto body = decode_body(one.body);
    if (body && book_waiting(one.seq, one.writer, *body)) ++booked;
  }
  for (const Waiting& one : unread(*engine)) {
    if (book_unread(one.writer, one.writer_seq, one.hash, one.body)) ++booked;
  }
  return booked;
}

void Ledger::State::after_documents(std::span<const Command> commands) {
  const bool documents = std::any_of(commands.begin(), commands.end(), [](const Command& command) {
    return std::holds_alternative<Import>(command.action);
  });
  if (documents && role == LedgerRole::hub) book_set_aside();
}

Result<std::int64_t> Ledger::book_set_aside() {
  if (auto ready = state_->ready(); !ready) return ready.error();
  Transaction transaction(*state_->engine);
  const std::int64_t booked = state_->book_set_aside();
  if (auto committed = transaction.commit(); !committed) return committed.error();
  return booked;
}

}  // namespace dockhand

#include "storage/ledger/acceptance.h"

#include "storage/books/stored_event.h"
#include "storage/ledger/questions.h"
#include "storage/schema/setting.h"
#include "storage/words/summary.h"

namespace dockhand {
namespace {

// Names the notice of an event that cannot be read; such an event has no id that could be trusted.
std::string notice_of_unread(const Event& event) { return event.hash.substr(0, 32) + "#1"; }

// The same content always gets the same id, so that it counts once however often it is sent.
CommandId other_id(const Command& command) {
  return CommandId::parse(chain_hash(first_hash(), to_json(command)).substr(0, 32)).value();
}

}  // namespace

Acceptance::Acceptance(Ledger::State& state, const WriterId& writer)
    : state_(state), writer_(writer), head_(state.end_of(writer)), change_(state.next_change()) {}

// The body is what the chain of hashes holds; the id beside it is a label.
Status Acceptance::take(const Event& event) {
  const std::string name = "event " + std::to_string(event.seq);
  if (event.seq > head_.seq + 1 && stands(Guard::no_gap)) {
    return Error{ErrorKind::unknown, name, "the hub lacks what came before it: it asks for all of it again"};
  }
  const bool past = event.seq <= head_.seq;
  if (past ? !known(event) : !continues(event)) {
    return Error{ErrorKind::conflict, name,
                 "it does not continue what the hub has from this terminal: the database is a copy or damaged"};
  }
  if (past) return Done{};
  const auto body = decode_body(event.body);
  if (!body) keep_unread(event, body.error());
  if (body && !exists(body->command.id)) {
    book(*body, event);
  } else {
    if (body) compare(*body);
    set_head(*state_.engine, writer_.text(), Head{event.seq, event.hash});
  }
  head_ = Head{event.seq, event.hash};
  return Done{};
}

bool Acceptance::continues(const Event& event) const {
  return chain_hash(head_.hash, event.body) == event.hash || !stands(Guard::chain);
}

void Acceptance::compare(const Body& body) {
  const auto there = stored_command(*state_.engine, body.command.id);
  if (there && stands(Guard::other_content) && *there != body.command) book_under_another_id(body);
}

bool Acceptance::exists(const CommandId& id) {
  return state_.engine->query("SELECT 1 FROM event WHERE id=$1", id.text()).next();
}

// True for a repeated push. When the hash differs, the push is from another life of the database. An event that was
// booked under another id, or before under its own, has no row here: of the newest one the head still knows the hash.
bool Acceptance::known(const Event& event) {
  if (event.seq == head_.seq && stands(Guard::same_past)) return event.hash == head_.hash;
  auto rows = state_.engine->query(
      "SELECT hash FROM event WHERE writer=$1 AND writer_seq=$2"
      " UNION ALL SELECT hash FROM set_aside WHERE writer=$1 AND writer_seq=$2",
      writer_.text(), event.seq);
  return !rows.next() || rows.text(0) == event.hash || !stands(Guard::same_past);
}

void Acceptance::book(const Body& body, const Event& event) {
  Command command = body.command;
  state_.point_at_renamed(command.action, writer_);
  state_.goes_on_at(command.at);
  arrived_.add(command);
  const auto fact = [&] { return Ledger::State::Fact{writer_, command, body.word, event.body, head_, change_}; };
  const auto failure = state_.take_fact(fact());
  if (!failure) return;
  if (stands(Guard::unbookable_kept)) {
    state_.set_aside(fact(), *failure);
  } else {
    set_head(*state_.engine, writer_.text(), Head{event.seq, event.hash});
  }
}

void Acceptance::book_under_another_id(Body body, const std::optional<Error>& waits) {
  const std::string given = body.command.id.text();
  body.command.id = other_id(body.command);
  state_.set(name_of_renamed(writer_.text(), given).c_str(), body.command.id.text());
  if (exists(body.command.id)) return;
  const Notice told{.kind = NoticeKind::office,
                    .detail = "'" + given + "' stands for something else already: " + summary(body.command.action) +
                              " is booked as " + body.command.id.text()};
  book_as_own(body, waits, told);
}

void Acceptance::book_as_own(const Body& body, const std::optional<Error>& waits, const std::optional<Notice>& told) {
  Command command = body.command;
  state_.point_at_renamed(command.action, writer_);
  arrived_.add(command);
  Ledger::State::Fact fact{
      *state_.writer, command, body.word, encode_body(command, body.word), state_.end_of(*state_.writer), change_};
  fact.told = told;
  fact.concerned = writer_;
  if (const auto failure = waits ? waits : state_.take_fact(fact)) state_.set_aside(fact, *failure);
}

// A hub's own event that somebody has sent again since has another time.
void Acceptance::take_alone(Body body, const std::optional<Error>& waits) {
  const auto there = stored_command(*state_.engine, body.command.id);
  if (!there) return book_as_own(body, waits, {});
  const bool same = writer_ == *state_.writer ? there->action == body.command.action : *there == body.command;
  if (!same) book_under_another_id(std::move(body), waits);
}

void Acceptance::keep_unread(const Event& event, const Error& why) {
  if (!stands(Guard::poison_kept)) return;
  const std::int64_t now = state_.clock.now().ms;
  state_.engine->run(
      "INSERT INTO set_aside(writer, writer_seq, hash, body, at) VALUES($1,$2,$3,$4,$5)"
      " ON CONFLICT(writer, writer_seq) DO NOTHING",
      writer_.text(), event.seq, event.hash, event.body, now);
  const Notice notice{
      .kind = NoticeKind::office,
      .detail = "event " + std::to_string(event.seq) + " of a terminal cannot be read: " + why.sentence()};
  state_.engine->run(
      "INSERT INTO notice(id, writer, at, kind, detail, open, changed) VALUES($1,$2,$3,$4,$5,1,$6)"
      " ON CONFLICT(id) DO NOTHING",
      notice_of_unread(event), writer_.text(), now, name_of(notice.kind), to_json(notice), change_);
}

bool Acceptance::questioned(const Event& event) {
  std::vector<std::string> ids{event.id.text() + "#1", notice_of_unread(event)};
  const std::string other = state_.setting(name_of_renamed(writer_.text(), event.id.text()).c_str());
  if (!other.empty()) ids.insert(ids.end(), {other + "#1", other + "#renamed"});
  for (const std::string& id : ids) {
    if (state_.engine->query("SELECT 1 FROM notice WHERE id=$1", id).next()) return true;
  }
  return false;
}

}  // namespace dockhand

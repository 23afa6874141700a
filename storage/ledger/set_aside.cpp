// Facts that come from elsewhere: booked, set aside when they cannot be, and booked again when they can.
#include <algorithm>

#include "storage/ledger/ledger_state.h"
#include "storage/ledger/questions.h"
#include "storage/schema/row_keys.h"
#include "storage/schema/setting.h"
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

// The rows that a document writes; of a balance none, as its units are postings.
std::vector<RowKey> keys_of(const Action& action) {
  std::vector<RowKey> keys;
  if (const auto* import = std::get_if<Import>(&action)) {
    for (const ImportRow& row : import->rows) keys.push_back(key_of(row));
  }
  if (const auto* given = std::get_if<GiveBarcode>(&action)) keys.push_back(key_of(given->barcode));
  if (const auto* set = std::get_if<SetStatus>(&action)) keys.push_back({"lot", {set->item.text(), set->lot.text()}});
  if (const auto* day = std::get_if<CorrectExpiry>(&action)) {
    keys.push_back({"lot", {day->item.text(), day->lot.text()}});
  }
  if (const auto* cancel = std::get_if<CancelOrder>(&action)) keys.push_back({"order_line", {cancel->order.text()}});
  if (const auto* close = std::get_if<ClosePurchase>(&action)) {
    keys.push_back({"purchase_line", {close->line.document.text(), std::int64_t{close->line.line}}});
  }
  if (const auto* approve = std::get_if<Approve>(&action)) keys.push_back({"proposal", {approve->proposal}});
  if (const auto* reject = std::get_if<Reject>(&action)) keys.push_back({"proposal", {reject->proposal}});
  if (const auto* placed = std::get_if<OrderPlaced>(&action)) keys.push_back({"proposal", {placed->proposal}});
  const auto add_line = [&](const OrderLine& line) {
    keys.push_back({"order_line", {line.document.text(), std::int64_t{line.line}}});
  };
  if (const auto* other = std::get_if<TakeOther>(&action)) {
    add_line(other->line);
    add_line(other->as);
  }
  if (const auto* answer = std::get_if<CustomerAnswer>(&action)) add_line(answer->line);
  if (const auto* sooner = std::get_if<Expedite>(&action)) {
    keys.push_back({"purchase_line", {sooner->line.document.text(), std::int64_t{sooner->line.line}}});
  }
  std::erase_if(keys, [](const RowKey& key) { return key.table == "balance"; });
  return keys;
}

}  // namespace

std::optional<Command> Ledger::State::command_of(const CommandId& id) {
  auto rows = engine->query("SELECT body FROM event WHERE id=$1", id.text());
  if (!rows.next()) return std::nullopt;
  auto body = decode_body(rows.text(0));
  return body ? std::optional(std::move(body->command)) : std::nullopt;
}

Status Ledger::State::judged(const Command& command) {
  if (!judge) return Done{};
  const auto* undo = std::get_if<Undo>(&command.action);
  const auto undone = undo == nullptr ? std::nullopt : command_of(undo->target);
  return judge(command, undone ? &*undone : nullptr);
}

// The terminal has written the rows of a document; what is set aside has none.
void Ledger::State::send_own_rows(const Action& action, std::int64_t change) {
  const auto* undo = std::get_if<Undo>(&action);
  const auto undone = undo == nullptr ? std::nullopt : command_of(undo->target);
  for (const RowKey& key : keys_of(undone ? undone->action : action)) send_again(*engine, key, change);
}

std::optional<Error> Ledger::State::take_fact(const Fact& fact) {
  if (auto allowed = judged(fact.command); !allowed) return allowed.error();
  Savepoint savepoint(*engine);
  Entry entry = begin(fact.writer, fact.command, Standing::fact, fact.change);
  entry.asked = fact.asked;
  Books books(*engine, entry);
  if (auto no = perform(books, fact.command.action)) return no->error;
  question(books, fact.asked);
  record(entry, fact.body, fact.head, fact.concerned);
  if (fact.told) tell_beside(entry, fact);
  look_ahead(entry);
  savepoint.keep();
  return std::nullopt;
}

void Ledger::State::tell_beside(Entry& entry, const Fact& fact) {
  entry.accepted.notices.push_back(*fact.told);
  engine->run("UPDATE event SET outcome=$2 WHERE seq=$1", entry.seq, texts_of(entry.accepted).outcome);
  put_notice(*engine, notice_of_renamed(fact.command.id), fact.concerned.value_or(fact.writer).text(), fact.command.at,
             *fact.told, fact.change, fact.change);
}

void Ledger::State::set_aside(const Fact& fact, const Error& why) {
  Entry entry = begin(fact.writer, fact.command, Standing::fact, fact.change);
  entry.accepted.notices.push_back(
      Notice{NoticeKind::office, {}, {}, {}, {}, {}, entry.because + ": " + why.sentence()});
  record(entry, fact.body, fact.head, fact.concerned);
  if (role == LedgerRole::hub) send_own_rows(fact.command.action, fact.change);
}

// What the sender undoes, or has done what a notice asked for, is of its own event of that id.
void Ledger::State::point_at_renamed(Action& action, const WriterId& sender) {
  const auto other = [&](const std::string& id) { return setting(name_of_renamed(sender.text(), id).c_str()); };
  if (auto* undo = std::get_if<Undo>(&action)) {
    const std::string renamed = other(undo->target.text());
    if (!renamed.empty()) undo->target = known_code<CommandId>(*engine, renamed);
  }
  if (auto* settle = std::get_if<Settle>(&action)) {
    const std::size_t end = std::min(settle->notice.find('#'), settle->notice.size());
    const std::string renamed = other(settle->notice.substr(0, end));
    if (!renamed.empty()) settle->notice.replace(0, end, renamed);
  }
}

// The event keeps its number, its chain and its time.
bool Ledger::State::book_waiting(std::int64_t seq, const std::string& by, const Body& body) {
  const auto of = WriterId::parse(by);
  if (!of || !judged(body.command)) return false;
  Savepoint savepoint(*engine);
  Command command = body.command;
  point_at_renamed(command.action, *of);
  Entry entry = begin(seq, *of, command, Standing::fact, next_change());
  entry.asked = body.asked;
  Books books(*engine, entry);
  if (perform(books, command.action)) return false;
  question(books, body.asked);
  complete(entry);
  const AcceptedTexts texts = texts_of(entry.accepted);
  engine->run("UPDATE event SET outcome=$2 WHERE seq=$1", seq, texts.outcome);
  engine->run("UPDATE notice SET open=0, changed=$2 WHERE id=$1", command.id.text() + "#1", entry.changed);
  record_decisions(entry, texts.claims, *of);
  look_ahead(entry);
  savepoint.keep();
  return true;
}

bool Ledger::State::book_unread(const std::string& by, std::int64_t writer_seq, const std::string& hash,
                                const std::string& text) {
  const auto body = decode_body(text);
  if (!body || !judged(body->command)) return false;
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

void Ledger::State::Arrived::add(const Command& command) {
  documents = documents || std::holds_alternative<Import>(command.action);
  ids.insert(command.id.text());
}

void Ledger::State::book_what_waited_for(const Arrived& arrived) {
  if (arrived.documents) {
    book_set_aside();
    return;
  }
  if (arrived.ids.empty()) return;
  for (const Waiting& one : without_effect(*engine)) {
    const auto body = decode_body(one.body);
    const auto* undo = body ? std::get_if<Undo>(&body->command.action) : nullptr;
    if (undo != nullptr && arrived.ids.contains(undo->target.text())) book_waiting(one.seq, one.writer, *body);
  }
}

void Ledger::State::after_commands(std::span<const Command> commands) {
  if (role != LedgerRole::hub) return;
  Arrived arrived;
  for (const Command& command : commands) arrived.add(command);
  book_what_waited_for(arrived);
}

void Ledger::judge_by(Judge judge) { state_->judge = std::move(judge); }

Result<std::int64_t> Ledger::book_set_aside() {
  if (auto ready = state_->ready(); !ready) return ready.error();
  Transaction transaction(*state_->engine);
  const std::int64_t booked = state_->book_set_aside();
  state_->keep_promises();
  if (auto committed = state_->commit_safely(transaction); !committed) return committed.error();
  return booked;
}

}  // namespace dockhand

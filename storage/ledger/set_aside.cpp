// Facts that come from elsewhere: booked, set aside when they cannot be, and booked again when they can.
#include <algorithm>

#include "storage/books/stored_event.h"
#include "storage/ledger/ledger_state.h"
#include "storage/ledger/questions.h"
#include "storage/schema/row_keys.h"
#include "storage/schema/setting.h"
#include "storage/words/row_words.h"
#include "storage/words/summary.h"

namespace dockhand {
namespace {

// An event that stands in the books without an effect, or one that could not be read.
struct SetAsideRow {
  std::int64_t seq = 0;  // 0: it could not be read
  std::string id;
  std::string writer;
  std::string body;
  std::int64_t writer_seq = 0;
  std::string hash;
};

// Where hands have taken units or brought them, whether or not that can be booked.
struct HandsWereAt {
  using Places = std::vector<std::pair<Units, LocationCode>>;

  template <class Other>
  Places operator()(const Other&) const {
    return {};
  }
  Places operator()(const Receive& fact) const { return {{fact.units, fact.at}}; }
  Places operator()(const Move& fact) const { return {{fact.units, fact.from}, {fact.units, fact.to}}; }
  Places operator()(const Pick& fact) const { return {{fact.units, fact.from}, {fact.units, fact.to}}; }
  Places operator()(const ShortPick& fact) const { return {{fact.missing, fact.from}}; }
  Places operator()(const CustomerReturn& fact) const { return {{fact.units, fact.at}}; }
  Places operator()(const SupplierReturn& fact) const { return {{fact.units, fact.from}}; }
  Places operator()(const Count& fact) const { return {{fact.units, fact.at}}; }
  Places operator()(const Adjust& fact) const { return {{fact.units, fact.at}}; }
};

// The books are wrong there until it can be booked, and others would be sent there.
void ask_where_hands_were(Books& books) {
  const AnyAction& done = books.entry.command.action;
  for (const auto& [units, place] : std::visit(HandsWereAt{}, done)) {
    const bool known = books.db.query("SELECT 1 FROM item WHERE item=$1", units.item.text()).next();
    if (!known || !books.location(place.text())) continue;
    const Account there{place.text(), units.item.text(), units.lot ? units.lot->text() : "", {}, {}, 0};
    if (books.is_asked_for(there)) continue;
    books.notice(books.asks_to_count(there, units.quantity.units(), books.entry.because + " could not be booked"));
  }
}

std::vector<SetAsideRow> without_effect(Engine& db) {
  std::vector<SetAsideRow> all;
  for (auto rows = db.query("SELECT e.seq, e.id, e.writer, e.body FROM notice n JOIN event e ON n.id = e.id || '#1'"
                            " WHERE n.open = 1 AND n.kind = 'office'"
                            " AND NOT EXISTS (SELECT 1 FROM posting p WHERE p.event = e.seq) ORDER BY e.seq");
       rows.next();) {
    all.push_back(SetAsideRow{rows.integer(0), rows.text(1), rows.text(2), rows.text(3), 0, ""});
  }
  return all;
}

// The pallets and cartons whose places these events have opened or moved.
std::vector<std::string> units_brought_by(Engine& db, const std::set<std::string>& events) {
  std::vector<std::string> units;
  for (const std::string& id : events) {
    for (auto rows = db.query("SELECT DISTINCT p.serial FROM event e JOIN posting p ON p.event = e.seq"
                              " WHERE e.id=$1 AND p.item=$2",
                              id, unit_item);
         rows.next();) {
      units.push_back(rows.text(0));
    }
  }
  return units;
}

bool names_any(const std::string& body, const std::vector<std::string>& codes) {
  return std::any_of(codes.begin(), codes.end(),
                     [&](const std::string& code) { return body.find('"' + code + '"') != std::string::npos; });
}

std::vector<SetAsideRow> unread(Engine& db) {
  std::vector<SetAsideRow> all;
  for (auto rows = db.query("SELECT writer, writer_seq, hash, body FROM set_aside ORDER BY at, writer, writer_seq");
       rows.next();) {
    all.push_back(SetAsideRow{0, "", rows.text(0), rows.text(3), rows.integer(1), rows.text(2)});
  }
  return all;
}

// The rows that a document writes. A document of stock writes none, because its units are postings; what hands did
// writes none either.
struct RowsWritten {
  using Keys = std::vector<RowKey>;

  template <class Fact>
  Keys operator()(const Fact&) const {
    return {};
  }
  Keys operator()(const Import& import) const {
    Keys keys;
    keys.reserve(import.rows.size());
    for (const ImportRow& row : import.rows) keys.push_back(key_of(row));
    std::erase_if(keys, [](const RowKey& key) { return key.table == "balance"; });
    return keys;
  }
  Keys operator()(const GiveBarcode& given) const { return {key_of(given.barcode)}; }
  Keys operator()(const SetStatus& set) const { return {lot(set.item, set.lot)}; }
  Keys operator()(const CorrectExpiry& day) const { return {lot(day.item, day.lot)}; }
  Keys operator()(const CancelOrder& cancel) const { return {{"order_line", {cancel.order.text()}}}; }
  Keys operator()(const ClosePurchase& close) const { return {line("purchase_line", close.line)}; }
  Keys operator()(const Expedite& sooner) const { return {line("purchase_line", sooner.line)}; }
  Keys operator()(const Approve& approve) const { return {proposal(approve.proposal)}; }
  Keys operator()(const Reject& reject) const { return {proposal(reject.proposal)}; }
  Keys operator()(const OrderPlaced& placed) const { return {proposal(placed.proposal)}; }
  Keys operator()(const TakeOther& other) const {
    return {line("order_line", other.line), line("order_line", other.as)};
  }
  Keys operator()(const CustomerAnswer& answer) const { return {line("order_line", answer.line)}; }

 private:
  template <class Number>
  static RowKey line(std::string_view table, const LineRef<Number>& line) {
    return {table, {line.document.text(), std::int64_t{line.line}}};
  }
  static RowKey lot(const ItemCode& item, const Lot& lot) { return {"lot", {item.text(), lot.text()}}; }
  static RowKey proposal(const std::string& id) { return {"proposal", {id}}; }
};

}  // namespace

// Who sent a file has to find it again.
Notice notice_of_set_aside(const Action& action, const Error& why) {
  const auto* import = std::get_if<Import>(&action);
  const std::string rows = import == nullptr ? "" : names_of_rows(import->rows) + ": ";
  return Notice{.kind = NoticeKind::office, .detail = summary(action) + ": " + rows + why.sentence()};
}

Status Ledger::State::judged(const Command& command) {
  if (!judge) return Done{};
  const auto* undo = std::get_if<Undo>(&command.action);
  const auto undone = undo == nullptr ? std::nullopt : stored_command(*engine, undo->target);
  return judge(command, undone ? &*undone : nullptr);
}

// The terminal has written the rows of a document; what is set aside has none.
void Ledger::State::send_own_rows(const Action& action, std::int64_t change) {
  const auto* undo = std::get_if<Undo>(&action);
  const auto undone = undo == nullptr ? std::nullopt : stored_command(*engine, undo->target);
  const AnyAction& written = undone ? undone->action : action;
  for (const RowKey& key : std::visit(RowsWritten{}, written)) send_again(*engine, key, change);
}

std::optional<Error> Ledger::State::take_fact(const Fact& fact) {
  if (auto allowed = judged(fact.command); !allowed) return allowed.error();
  Savepoint savepoint(*engine);
  Entry entry = begin(fact.writer, fact.command, Standing::fact, fact.change);
  entry.asked = fact.word.asked;
  entry.taken = fact.word.taken;
  Books books(*engine, entry);
  if (auto no = perform(books, fact.command.action)) return no->error;
  question(books, fact.word.asked);
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
  entry.accepted.notices.push_back(notice_of_set_aside(fact.command.action, why));
  Books books(*engine, entry);
  ask_where_hands_were(books);
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

bool Ledger::State::book_waiting(std::int64_t seq, const std::string& by, const Body& body) {
  const auto of = WriterId::parse(by);
  if (!of) return false;
  Command command = body.command;
  point_at_renamed(command.action, *of);
  const auto why_not = try_waiting(seq, *of, command, body.word);
  if (why_not) tell_why_it_waits(seq, *of, body.command, *why_not);
  return !why_not;
}

// The event keeps its number, its chain and its time.
std::optional<Error> Ledger::State::try_waiting(std::int64_t seq, const WriterId& of, const Command& command,
                                                const Word& word) {
  if (auto allowed = judged(command); !allowed) return allowed.error();
  Savepoint savepoint(*engine);
  Entry entry = begin(seq, of, command, Standing::fact, next_change());
  entry.asked = word.asked;
  entry.taken = word.taken;
  Books books(*engine, entry);
  if (auto no = perform(books, command.action)) return no->error;
  question(books, word.asked);
  complete(entry);
  const AcceptedTexts texts = texts_of(entry.accepted);
  engine->run("UPDATE event SET outcome=$2 WHERE seq=$1", seq, texts.outcome);
  // Its waiting is over. That it has another id is still to be read.
  engine->run("UPDATE notice SET open=0, changed=$2 WHERE id >= $1 || '#' AND id < $1 || '$' AND id <> $3 AND open=1",
              command.id.text(), entry.changed, notice_of_renamed(command.id));
  record_decisions(entry, texts.claims, of);
  look_ahead(entry);
  savepoint.keep();
  return std::nullopt;
}

// What is in its way now may be something else than what was at first: the office looks for what it reads here.
void Ledger::State::tell_why_it_waits(std::int64_t seq, const WriterId& of, const Command& command, const Error& why) {
  const Notice told = notice_of_set_aside(command.action, why);
  const std::string id = command.id.text() + "#1";
  if (engine->query("SELECT 1 FROM notice WHERE id=$1 AND detail=$2", id, to_json(told)).next()) return;
  Entry entry = begin(seq, of, command, Standing::fact, next_change());
  entry.accepted.notices.push_back(told);
  complete(entry);
  const AcceptedTexts texts = texts_of(entry.accepted);
  engine->run("UPDATE event SET outcome=$2 WHERE seq=$1", seq, texts.outcome);
  record_decisions(entry, texts.claims, of);
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
  for (const SetAsideRow& one : without_effect(*engine)) {
    const auto body = decode_body(one.body);
    if (body && book_waiting(one.seq, one.writer, *body)) ++booked;
  }
  for (const SetAsideRow& one : unread(*engine)) {
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
  const std::vector<SetAsideRow> waiting = without_effect(*engine);
  if (waiting.empty()) return;
  const std::vector<std::string> brought = units_brought_by(*engine, arrived.ids);
  for (const SetAsideRow& one : waiting) {
    const auto body = decode_body(one.body);
    const auto* undo = body ? std::get_if<Undo>(&body->command.action) : nullptr;
    const bool undoes = undo != nullptr && arrived.ids.contains(undo->target.text());
    if (body && (undoes || names_any(one.body, brought))) book_waiting(one.seq, one.writer, *body);
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

// What customers are told goes out from here, and whom they are.
#include "storage/outlook/letters.h"

#include <algorithm>

#include "storage/ledger/ledger_state.h"
#include "storage/model/commands/letter_marks.h"
#include "storage/outlook/goodwill.h"
#include "storage/outlook/messages.h"

namespace dockhand {

Result<std::vector<Letter>> Ledger::letters_due(const LettersAsked& asked) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  Engine& db = *state_->engine;
  Transaction transaction(db);
  const bool due = letters_are_due(db, asked);
  if (due) make_letters(db, asked, state_->next_change());
  std::vector<Letter> letters = queued_letters(db, asked);
  if (db.failed()) return db.failure();
  if (!due) return letters;
  if (auto committed = transaction.commit(); !committed) return committed.error();
  return letters;
}

Result<std::optional<Letter>> Ledger::take_letter(const Letter& listed) {
  if (state_->cache) state_->cache->look();  // who has lost the site hands nothing over
  if (auto ready = state_->ready(); !ready) return ready.error();
  auto letter = queued_letter(*state_->engine, listed.id, listed.channel);
  if (state_->engine->failed()) return state_->engine->failure();
  if (letter) state_->handed_over[{letter->id, letter->channel}] = letter->customer;
  return letter;
}

namespace {

// What the office is to know of a letter that was sent. The same is told once.
void tell_of_sent(Ledger::State& state, const std::string& text) {
  const std::string id = chain_hash("letters\n", text).substr(0, 32);
  if (state.engine->query("SELECT 1 FROM notice WHERE id=$1", id).next()) return;
  Notice notice;
  notice.detail = text;
  const std::int64_t change = state.next_change();
  put_notice(*state.engine, id, state.writer->text(), state.clock.now(), notice, change, change);
}

// Nobody has got the letter, and nobody will: who has no address or has not agreed to be written to.
bool is_for_nobody(Engine& db, const std::string& letter) {
  return !db.query("SELECT 1 FROM letter WHERE id=$1 AND state <> 'withheld' LIMIT 1", letter).next();
}

bool is_sent(Engine& db, const LetterTried& tried) {
  return db.query("SELECT 1 FROM letter WHERE id=$1 AND channel=$2 AND state='sent'", tried.id, tried.channel).next();
}

bool is_legal(Engine& db, const std::string& letter) {
  return db
      .query("SELECT 1 FROM message WHERE letter=$1 AND law <> '' AND law NOT LIKE 'note$_%' ESCAPE '$' LIMIT 1",
             letter)
      .next();
}

void withhold(Ledger::State& state, const std::string& letter) {
  if (!is_for_nobody(*state.engine, letter)) return;
  const Instant now = state.clock.now();
  take_goodwill_back_of(*state.engine, letter, {now.date(), now, state.next_change()});
  if (!is_legal(*state.engine, letter)) return;
  Notice notice;
  notice.detail = "A letter with what the law asks for reached nobody (" + letter +
                  "): its customer has no address or does not want to be written to. Tell him in another way. This is "
                  "information, not advice";
  const std::int64_t change = state.next_change();
  put_notice(*state.engine, letter + "#withheld", state.writer->text(), state.clock.now(), notice, change, change);
}

}  // namespace

Status Ledger::letter_tried(const LetterTried& tried) {
  state_->handed_over.erase({tried.id, tried.channel});
  if (auto ready = state_->ready(); !ready) return ready.error();
  Transaction transaction(*state_->engine);
  const bool had_gone = is_sent(*state_->engine, tried);
  const bool known = put_down(*state_->engine, tried);
  if (known && tried.state == LetterState::sent && !tried.problem.empty()) tell_of_sent(*state_, tried.problem);
  if (known && tried.state == LetterState::withheld) withhold(*state_, tried.id);
  if (known && (tried.state == LetterState::refused || tried.state == LetterState::given_up)) {
    Notice notice;
    notice.detail = std::string("A letter to a customer ") + (had_gone ? "did not arrive by " : "was not sent by ") +
                    tried.channel + " (" + tried.id + "): " + printable(tried.problem, 200);
    const std::int64_t change = state_->next_change();
    put_notice(*state_->engine, tried.id + "#" + tried.channel, state_->writer->text(), state_->clock.now(), notice,
               change, change);
  }
  return transaction.commit();
}

namespace {

std::int64_t tell_those(Ledger::State& state) {
  const Instant now = state.clock.now();
  Occasion occasion{{now.date(), now, state.next_change()}};
  occasion.by_office = true;
  return tell_untold(*state.engine, occasion);
}

}  // namespace

Result<std::int64_t> Ledger::retry_letters(const std::string& id) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  Transaction transaction(*state_->engine);
  const std::int64_t again = id == untold_letters ? tell_those(*state_) : queue_again(*state_->engine, id);
  if (auto committed = transaction.commit(); !committed) return committed.error();
  return again;
}

Status Ledger::keep_contacts(const std::vector<Contact>& contacts) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  Transaction transaction(*state_->engine);
  for (const Contact& contact : contacts) {
    if (auto good = check_contact(contact); !good) return good;
    put_contact(*state_->engine, contact);
  }
  return transaction.commit();
}

namespace {

Result<std::int64_t> forget_in(Engine& db, const std::string& customer) {
  Transaction transaction(db);
  const std::int64_t gone = forget_customer(db, customer);
  if (auto committed = transaction.commit(); !committed) return committed.error();
  return gone;
}

}  // namespace

Result<Forgotten> Ledger::forget(const std::string& customer) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  const auto& out = state_->handed_over;
  if (std::any_of(out.begin(), out.end(), [&](const auto& one) { return one.second == customer; })) {
    return Error{ErrorKind::busy, customer,
                 "a letter to this customer is being handed over just now, so nothing was forgotten: try again"};
  }
  Engine& db = *state_->engine;
  db.overwrite_deleted(true);
  const auto gone = forget_in(db, customer);
  db.overwrite_deleted(false);
  if (!gone) return gone.error();
  const auto cut = db.cut_log();
  if (!cut) return cut.error();
  return Forgotten{*gone, !*cut};
}

}  // namespace dockhand

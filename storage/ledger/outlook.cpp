// What follows from an event for those who wait: the days on which their lines leave, why they wait, and what their
// customers are told.
#include <algorithm>
#include <set>
#include <utility>

#include "storage/books/stored_event.h"
#include "storage/ledger/ledger_state.h"
#include "storage/model/commands/letter_marks.h"
#include "storage/outlook/causes.h"
#include "storage/outlook/law.h"
#include "storage/outlook/learning.h"
#include "storage/outlook/messages.h"
#include "storage/outlook/still_true.h"
#include "storage/outlook/told.h"
#include "storage/outlook/told_elsewhere.h"
#include "storage/schema/row_keys.h"

namespace dockhand {
namespace {

// The office's word on what is coming.
bool is_about_supply(const Action& action) {
  if (std::holds_alternative<ClosePurchase>(action) || std::holds_alternative<CancelOrder>(action) ||
      std::holds_alternative<Expedite>(action)) {
    return true;
  }
  const auto* import = std::get_if<Import>(&action);
  return import != nullptr && std::any_of(import->rows.begin(), import->rows.end(), [](const ImportRow& row) {
           return std::holds_alternative<PurchaseLineRow>(row) || std::holds_alternative<AsnRow>(row) ||
                  std::holds_alternative<SourceRow>(row);
         });
}

// Hands that bring units, or take them where they belong, begin no wait; what comes damaged serves nobody.
bool may_begin_a_wait(const Action& action) {
  if (const auto* receive = std::get_if<Receive>(&action)) return !receive->reason.empty();
  return !std::holds_alternative<ReceiveUnit>(action) && !std::holds_alternative<Pick>(action) &&
         !std::holds_alternative<PackCarton>(action) && !std::holds_alternative<Ship>(action);
}

// Hands, or the books, may have less of it than they thought, or find that they have not; or a lot may not leave.
bool may_lose(const Action& action) {
  const bool of_stock = !is_document(action) || std::holds_alternative<Undo>(action) ||
                        std::holds_alternative<SetStatus>(action) || std::holds_alternative<CorrectExpiry>(action);
  return may_begin_a_wait(action) && of_stock && !std::holds_alternative<BeginDay>(action) &&
         !std::holds_alternative<Replan>(action);
}

// A line has got nothing of what has come: it waits for something else now.
bool passes_over(const Accepted& outcome) {
  return std::any_of(outcome.claims.begin(), outcome.claims.end(),
                     [](const Explanation& one) { return one.granted.none(); });
}

std::optional<Departure> departure_by(const Action& action, std::int64_t seq) {
  if (const auto* ship = std::get_if<Ship>(&action)) return Departure{seq, ship->carrier, ship->tracking};
  if (const auto* direct = std::get_if<ShipDirect>(&action)) return Departure{seq, direct->carrier, direct->tracking};
  return std::nullopt;
}

// The event that is undone.
std::int64_t undone_by(Engine& db, const Undo& undo) {
  auto rows = db.query("SELECT seq FROM event WHERE id=$1", undo.target.text());
  return rows.next() ? rows.integer(0) : 0;
}

// The office takes back its word on what is coming.
bool undoes_supply(Engine& db, const Undo& undo) {
  return db.query("SELECT 1 FROM event WHERE id=$1 AND action IN ('expedite', 'import')", undo.target.text()).next();
}

// The site says whether it tells its customers; a file that is taken back may have said so.
bool is_about_telling(Engine& db, const Action& action) {
  if (const auto* undo = std::get_if<Undo>(&action)) {
    return db.query("SELECT 1 FROM event WHERE id=$1 AND action='import'", undo->target.text()).next();
  }
  const auto* import = std::get_if<Import>(&action);
  return import != nullptr && std::any_of(import->rows.begin(), import->rows.end(),
                                          [](const ImportRow& row) { return std::holds_alternative<SiteRow>(row); });
}

// What a supervisor took from others for the line that he named.
std::vector<GivenAway> gifts_by(const Claim& claim, const std::vector<Notice>& told) {
  std::vector<GivenAway> given;
  for (const Notice& lost : told) {
    if (lost.kind != NoticeKind::outranked || !lost.line || !lost.item) continue;
    given.push_back({*lost.line, claim.line, *lost.item, lost.quantity.units()});
  }
  return given;
}

// What he gave by a claim that is undone goes the other way.
std::vector<GivenAway> given_back_by(Engine& db, const Undo& undo) {
  const auto command = stored_command(db, undo.target);
  const auto* claim = command ? std::get_if<Claim>(&command->action) : nullptr;
  if (claim == nullptr) return {};
  auto rows = db.query("SELECT outcome FROM event WHERE id=$1", undo.target.text());
  const auto outcome = rows.next() ? parse_outcome(rows.text(0)) : Result<Outcome>(Error{});
  const auto* accepted = outcome ? std::get_if<Accepted>(&*outcome) : nullptr;
  auto given = accepted == nullptr ? std::vector<GivenAway>{} : gifts_by(*claim, accepted->notices);
  for (GivenAway& one : given) std::swap(one.from, one.to);
  return given;
}

std::vector<GivenAway> gifts_in(Engine& db, const Entry& entry) {
  const Action& action = entry.command.action;
  if (const auto* claim = std::get_if<Claim>(&action)) return gifts_by(*claim, entry.accepted.notices);
  const auto* undo = std::get_if<Undo>(&action);
  return undo == nullptr ? std::vector<GivenAway>{} : given_back_by(db, *undo);
}

void look_at_all(Engine& db, const Occasion& occasion) {
  promise_all(db, occasion.as_of);
  find_all_causes(db, occasion.as_of);
  if (tells_customers(db)) tell_all_waiting(db, occasion);
}

}  // namespace

void Ledger::State::look_ahead(const Entry& entry) {
  const Action& action = entry.command.action;
  const bool begins_day = std::holds_alternative<BeginDay>(action);
  auto left = departure_by(action, entry.seq);
  const auto* answer = std::get_if<CustomerAnswer>(&action);
  if (tries_out) return;
  if (is_about_telling(*engine, action) && !tells_customers(*engine)) {
    withdraw_all_unsent(*engine, {entry.today, entry.command.at, entry.changed});
  }
  if ((entry.outlook.empty() && !begins_day && !left && answer == nullptr)) return;
  if (answer != nullptr) to_promise.answers.emplace_back(entry.command.id, *answer);
  to_promise.today = entry.today;
  to_promise.now = entry.command.at;
  to_promise.changed = entry.changed;
  to_promise.all = to_promise.all || begins_day;
  to_promise.by_fact = to_promise.by_fact || is_about_supply(action);
  to_promise.by_office = to_promise.by_office || is_document(action);
  to_promise.items.insert(entry.outlook.begin(), entry.outlook.end());
  const bool passed_over = passes_over(entry.accepted);
  if (passed_over || may_begin_a_wait(action)) to_promise.may_wait.insert(entry.outlook.begin(), entry.outlook.end());
  if (passed_over || may_lose(action)) to_promise.may_lose.insert(entry.outlook.begin(), entry.outlook.end());
  for (const Explanation& one : entry.accepted.claims) {
    if (!one.granted.none() && one.granted >= one.waiting) to_promise.covered.push_back(one.rank.line);
  }
  if (left) to_promise.shipped.push_back(*std::move(left));
  for (GivenAway& one : gifts_in(*engine, entry)) to_promise.given_away.push_back(std::move(one));
  const auto* other = std::get_if<TakeOther>(&action);
  if (other != nullptr) {
    know_of_taken(*engine, other->line, entry.command.id, {entry.today, entry.command.at, entry.changed});
    const bool by_link = entry.command.id.text().starts_with(answered_by_link);
    if (by_link) to_promise.taken_by_link.emplace_back(entry.command.id, *other);
  }
  to_promise.by_customer = to_promise.by_customer || answer != nullptr || other != nullptr;
  if (const auto* undo = std::get_if<Undo>(&action)) {
    to_promise.not_shipped.push_back(undone_by(*engine, *undo));
    to_promise.takes_back = to_promise.takes_back || undoes_supply(*engine, *undo);
    to_promise.by_fact = to_promise.by_fact || to_promise.takes_back;
  }
}

namespace {

// ", in the US by 2026-12-09 (seven working days)": until when it is paid back by the law of a regime of the site.
std::string paid_back(Engine& db, Date today) {
  std::string text;
  for (const planning::Regime regime : regimes_of(db)) {
    const auto by = planning::refund_by(regime, today);
    if (by) text += ", in the US by " + by->text() + " (seven working days)";
    if (!by && text.find("undue") == std::string::npos) text += ", in the EU and the UK without undue delay";
  }
  return text;
}

}  // namespace

// A notice is given once under each id.
void Ledger::State::remind(const ToPromise& due, const std::string& id, const Notice& notice) {
  if (engine->query("SELECT 1 FROM notice WHERE id=$1", id).next()) return;
  const std::int64_t changed = role == LedgerRole::hub ? due.changed : own_decision;
  put_notice(*engine, id, writer->text(), due.now, notice, changed, due.changed);
  is_back(*engine, {"notice", {id}}, due.changed);
}

// The office is reminded once of each line and day, until they are over. A reminder that is over is taken away, so that
// the same line and day are told again when they are to be feared again.
void Ledger::State::remind_of_law(const ToPromise& due) {
  for (const LegalReminder& one : legal_reminders(*engine, due.today)) {
    Notice notice;
    notice.item = one.item;
    notice.line = one.line;
    notice.quantity = one.open;
    notice.detail =
        one.over
            ? one.line.text() + " was to leave by " + one.last.text() + ", " + one.open.text() +
                  " of it have not, and its customer has agreed to no later day: by law it is to be cancelled and paid "
                  "back" +
                  paid_back(*engine, due.today) + ". This is information, not advice"
            : one.line.text() + " has to leave by " + one.last.text() + ", and " + one.open.text() +
                  " of it have not left: by law its customer may then " +
                  (one.essential ? "end the contract at once" : "set a further day, or has to agree to a later one") +
                  ". This is information, not advice";
    remind(due, one.id(), notice);
  }
  for (const std::string& id : ended_reminders(*engine, due.today)) {
    remove_row(*engine, {"notice", {id}}, due.changed);
  }
}

void Ledger::State::remind_of_answers(const ToPromise& due) {
  for (const auto& [id, answer] : due.answers) {
    const bool cancels = answer.says == CustomerSays::cancel;
    if (!cancels && answer.says != CustomerSays::dissatisfied) continue;
    Notice notice;
    notice.line = answer.line;
    notice.detail = answer.line.text() +
                    (cancels ? ": its customer does not want what waits of it any more"
                             : ": its customer is not satisfied with what has come") +
                    (answer.text.empty() ? "" : " (" + answer.text + ")");
    if (const std::string back = paid_back(*engine, due.today); cancels && !back.empty()) {
      notice.detail += ". What he has paid goes back" + back + ". This is information, not advice";
    }
    remind(due, id.text() + "#answer", notice);
  }
  for (const auto& [id, taken] : due.taken_by_link) {
    Notice notice;
    notice.item = taken.other;
    notice.line = taken.line;
    notice.quantity = taken.quantity;
    notice.detail =
        taken.line.text() + ": its customer takes " + taken.quantity.text() + " of " + taken.other.text() +
        " instead of what waits of it. They go out as a line of their own, and what he pays for is another item";
    remind(due, id.text() + "#answer", notice);
  }
  if (due.all) remind_of_unanswered(due);
}

// Until it can be had again, or is cancelled.
void Ledger::State::remind_of_unanswered(const ToPromise& due) {
  std::set<std::string> standing;
  for (const Unanswered& one : unanswered_ends(*engine, due.now)) {
    Notice notice;
    notice.item = one.item;
    notice.line = one.line;
    notice.quantity = one.waiting;
    notice.detail = one.line.text() + ": its customer was told on " + one.told.text() + " that " + one.waiting.text() +
                    " of it cannot be had and are cancelled unless he answers, and has not: cancel them";
    const std::string id = "cannot " + one.line.text() + " " + one.told.text();
    remind(due, id, notice);
    standing.insert(id);
  }
  const auto given = all_of(engine->query("SELECT id FROM notice WHERE id >= 'cannot ' AND id < 'cannot!' ORDER BY id"),
                            [](const Cells& cells) { return cells.text(0); });
  for (const std::string& id : given) {
    if (!standing.contains(id)) remove_row(*engine, {"notice", {id}}, due.changed);
  }
}

// The office is asked once about those of whom nobody here knows what they have read.
void Ledger::State::remind_of_untold(const ToPromise& due) {
  if (!due.all) return;
  const auto line = tells_customers(*engine) ? line_told_elsewhere(*engine) : std::nullopt;
  if (!line) {
    const bool asked = engine->query("SELECT 1 FROM notice WHERE id='told elsewhere'").next();
    if (asked) remove_row(*engine, {"notice", {"told elsewhere"}}, due.changed);
    return;
  }
  Notice notice;
  notice.line = *line;
  notice.detail =
      "Orders wait here that are older than this hub (" + line->text() +
      " is one), and what their customers have read is not known here. They are taken to know that they wait, and hear "
      "what changes. If nobody has told them, say `dockhand-hub messages --retry untold`";
  remind(due, "told elsewhere", notice);
}

// The office is told once of units that lie here though the day that their customer was told has gone by, until they
// have left.
void Ledger::State::remind_of_lying(const ToPromise& due, const std::vector<LyingLine>& lying) {
  const std::string begins = "lies ";
  for (const LyingLine& one : lying) {
    Notice notice;
    notice.item = one.item;
    notice.line = one.line;
    notice.quantity = one.units;
    notice.detail = one.units.text() + " of " + one.item.text() + " are here for " + one.line.text() +
                    " and have not left, and its customer was told " + one.told.text() + ": ship them";
    remind(due, begins + one.line.text(), notice);
  }
  const auto given = all_of(engine->query("SELECT id FROM notice WHERE id >= 'lies ' AND id < 'lies!' ORDER BY id"),
                            [](const Cells& cells) { return cells.text(0); });
  for (const std::string& id : given) {
    const auto line = OrderLine::parse(id.substr(begins.size()));
    if (line && engine
                    ->query("SELECT 1 FROM order_line WHERE order_no=$1 AND line=$2 AND waiting = 0"
                            " AND reserved + picked > 0",
                            line->document.text(), line->line)
                    .next()) {
      continue;
    }
    remove_row(*engine, {"notice", {id}}, due.changed);
  }
}

// Who agrees to a later day has agreed before it is decided what he is told.
void Ledger::State::take_agreements(ToPromise& due) {
  for (const auto& [id, answer] : due.answers) {
    if (answer.says != CustomerSays::wait) continue;
    customer_agrees(*engine, answer.line);
    auto rows = engine->query("SELECT item FROM order_line WHERE order_no=$1 AND line=$2", answer.line.document.text(),
                              answer.line.line);
    if (rows.next()) due.items.insert(Cells(rows).code<ItemCode>(0));
  }
}

void Ledger::State::tell_of_items(const ToPromise& due, const Occasion& occasion) {
  for (const std::int64_t event : due.not_shipped) {
    tell_not_shipped(*engine, event, occasion);
    tell_not_returned(*engine, event, occasion.as_of);
  }
  for (const ItemCode& item : due.items) tell_waiting(*engine, item, occasion);
}

void Ledger::State::find_causes_of(const ToPromise& due, const AsOf& as_of) {
  for (const ItemCode& item : due.may_wait) {
    Replay why = due.may_lose.contains(item) ? Replay::of_losses : Replay::of_new_lines;
    if (due.by_fact) why = Replay::of_supply;
    find_causes(*engine, item, as_of, why);
  }
}

void Ledger::State::goes_on_at(Instant at) {
  const bool before = is_of_before(*engine, at);
  if (!before && to_promise.of_before) keep_promises();
  to_promise.of_before = before;
}

void Ledger::State::keep_promises() {
  ToPromise due = std::exchange(to_promise, {});
  if (due.items.empty() && due.shipped.empty() && due.answers.empty() && !due.all) return;
  // A terminal shows what its hub has said, which knows all.
  if (role == LedgerRole::terminal && !setting("hub_generation").empty()) return;
  const Occasion occasion{
      {due.today, due.now, due.changed}, due.all, due.by_fact, due.by_office, due.takes_back, due.by_customer};
  take_agreements(due);
  if (due.all || !has_learned(*engine)) learn(*engine, due.today);
  const bool tells = tells_customers(*engine);
  const auto lying = due.all && tells ? lying_lines(*engine, due.today) : std::vector<LyingLine>{};
  for (const GivenAway& one : due.given_away) give_away(*engine, one, occasion.as_of);
  // A line that has its units back is asked first what it gave, and to whom.
  for (const OrderLine& line : due.covered) {
    end_causes(*engine, line, occasion.as_of);
    // What is sent straight to its customer waits on: why, is looked at again.
    auto rest = engine->query("SELECT item FROM order_line WHERE order_no=$1 AND line=$2 AND waiting > 0",
                              line.document.text(), line.line);
    if (rest.next()) due.may_wait.insert(Cells(rest).code<ItemCode>(0));
  }
  if (due.all) {
    look_at_all(*engine, occasion);
  } else {
    promise_lines(*engine, due.items, occasion.as_of);
    find_causes_of(due, occasion.as_of);
    // Of an order that leaves in one piece all lines have to be known first.
    if (tells) tell_of_items(due, occasion);
  }
  remind_of_answers(due);
  if (due.all) remind_of_lying(due, lying);
  if (due.all || !due.answers.empty()) remind_of_law(due);
  remind_of_untold(due);
  if (!tells) return;
  for (const Departure& left : due.shipped) tell_shipped(*engine, left, occasion.as_of);
}

}  // namespace dockhand

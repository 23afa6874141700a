#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "terminal/app/app_state.h"
#include "terminal/kit/ask_again.h"
#include "terminal/kit/safeguards.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

// Returns all facts on which the choices of a question depend.
std::vector<Seen> seen_by(const Question& question) {
  std::vector<Seen> seen;
  for (const Choice& choice : question.choices) {
    const auto* books = std::get_if<Do>(&choice.then);
    if (books != nullptr) seen.insert(seen.end(), books->seen.begin(), books->seen.end());
  }
  return seen;
}

Do first_of(const Question& question) {
  for (const Choice& choice : question.choices) {
    if (const auto* books = std::get_if<Do>(&choice.then)) return *books;
  }
  return {};
}

const char* title_of(const Found& found) {
  if (std::holds_alternative<FoundItem>(found)) return "Wrong item";
  if (std::holds_alternative<FoundLocation>(found)) return "Wrong place";
  if (std::holds_alternative<FoundUnit>(found)) return "Wrong pallet";
  return "Not expected";
}

// Gives the number of a document of the office.
std::string number_of(const Found& found) {
  const auto* order = std::get_if<FoundOrder>(&found);
  const auto* purchase = std::get_if<FoundPurchase>(&found);
  if (order != nullptr) return order->order.text();
  return purchase != nullptr ? purchase->purchase.text() : "it";
}

bool undoes(const Question& question) {
  const Do first = first_of(question);
  return !first.actions.empty() && std::holds_alternative<Undo>(first.actions.front());
}

// What a command takes away from a place. Empty: it takes nothing that lies there.
struct Taken {
  LocationCode place;
  Units units;
};
std::optional<Taken> taken_by(const Action& action) {
  if (const auto* move = std::get_if<Move>(&action)) return Taken{move->from, move->units};
  if (const auto* pick = std::get_if<Pick>(&action)) return Taken{pick->from, pick->units};
  if (const auto* back = std::get_if<SupplierReturn>(&action)) return Taken{back->from, back->units};
  const auto* pack = std::get_if<PackCarton>(&action);
  return pack != nullptr && pack->units ? std::optional(Taken{pack->from, *pack->units}) : std::nullopt;
}

// Units without a lot stand for every lot.
std::int64_t lying_there(Views& views, const Taken& taken) {
  std::int64_t sum = 0;
  constexpr std::size_t most = 5000;  // rows of one place
  const auto rows = views.stock_at(taken.place, most);
  if (!rows) return taken.units.quantity.units();
  for (const StockRow& row : *rows) {
    const bool same = row.place == taken.place && row.item == taken.units.item &&
                      (!taken.units.lot || row.lot == taken.units.lot->text()) &&
                      (!taken.units.serial || row.serial == taken.units.serial->text());
    if (same) sum += row.on_hand;
  }
  return sum;
}

// Says of which places the books would have fewer than none after an answer. It is empty when there are none.
std::string below_zero(Views& views, const Question& question) {
  std::string said;
  for (const Choice& choice : question.choices) {
    const auto* books = std::get_if<Do>(&choice.then);
    if (books == nullptr) continue;
    std::vector<Taken> all;
    for (const Action& action : books->actions) {
      const auto taken = taken_by(action);
      if (!taken) continue;
      const auto same = std::find_if(all.begin(), all.end(), [&](const Taken& one) {
        return one.place == taken->place && one.units.item == taken->units.item && one.units.lot == taken->units.lot &&
               one.units.serial == taken->units.serial;
      });
      if (same == all.end()) {
        all.push_back(*taken);
      } else {
        same->units.quantity = same->units.quantity + taken->units.quantity;
      }
    }
    for (const Taken& taken : all) {
      const std::int64_t there = lying_there(views, taken), left = there - taken.units.quantity.units();
      if (left >= 0) continue;
      // A question with the longest codes names its goods once.
      constexpr std::size_t long_words = 160;
      const std::string goods = question.words.size() > long_words && all.size() == 1
                                    ? ""
                                    : fmt::format(" of {}{}", taken.units.item.text(), tracked_as(taken.units));
      const std::string one =
          fmt::format(" {} has {}{} by the books, and {} after it.", taken.place.text(), there, goods, left);
      if (said.find(one) == std::string::npos && question.words.find(one) == std::string::npos) said += one;
    }
  }
  return said;
}

// Goods, not only what was counted or read.
bool is_in_hand(const Job& job) { return job.hand || job.unit; }

}  // namespace

// An undo that the ledger would refuse is no question: why it stays is said instead.
void App::State::ask(Question question, bool own) {
  if (!undoes(question) || !try_out(question)) return ask_what_can_be(std::move(question), own);
  trying = OpenQuestion{std::move(question), own};
}

bool App::State::try_out(const Question& question) {
  const Do asked = first_of(question);
  std::vector<Command> commands = stamp(asked.actions);
  commands.front().seen = guarded(asked.seen);
  return ledger.run([commands = std::move(commands), box = inbox](Ledger& books) {
    LedgerThread::Answers answers = std::vector<Outcome>{};
    const Status tried = books.try_out([&](const Ledger::TryOne& try_one) {
      for (const Command& command : commands) {
        auto outcome = try_one(command);
        if (!outcome) return void(answers = outcome.error());
        const bool no = std::holds_alternative<Refused>(*outcome);
        answers->push_back(*std::move(outcome));
        if (no) return;
      }
    });
    box->put(Tried{tried ? std::move(answers) : LedgerThread::Answers(tried.error())});
  });
}

void App::State::take(const Tried& tried) {
  OpenQuestion asked = *std::exchange(trying, std::nullopt);
  const auto* last = tried.answers && !tried.answers->empty() ? &tried.answers->back() : nullptr;
  const auto* no = last != nullptr ? std::get_if<Refused>(last) : nullptr;
  if (no == nullptr || no->confirmable || no->changed) return ask_what_can_be(std::move(asked.question), asked.own);
  refuse({refusal("It stays", sentence_of(no->error)), {}});
}

// What the books would have after it is no part of the words that are kept: it is read anew as long as it is asked.
void App::State::ask_what_can_be(Question question, bool own) {
  std::string below = below_zero(views, question);
  if (question.typed) {
    AskNumber number{fmt::format("Type {typed}", fmt::arg("typed", question.typed->text())), question.words + below,
                     ""};
    overlay = NumberPad{std::move(number), {}, std::move(question), pressed, {}};
  } else {
    // No answer lies where the finger was, nor where a button of the page lay, whatever has opened the question. In
    // rows a card can choose one by its number, too.
    const bool several = question.choices.size() > 1 || (!question.choices.empty() && stands(Safeguard::one_spot));
    const bool rows = question.list || (several && finger != Finger::list);
    overlay = OpenQuestion{std::move(question), own, rows, finger == Finger::back, {}, pressed, {}, std::move(below)};
  }
  dismiss_toast();
  sound_now(Sound::attention);
}

// Takes the one answer. The question is closed before anything comes of it.
void App::State::answer(const std::string& id) {
  const OpenQuestion asked = std::get<OpenQuestion>(overlay);
  const auto& choices = asked.question.choices;
  const bool no = id == "no" || id == "back";
  if (pad_below && (no || id == "yes" || id == choices.front().id)) return answer_over_pad(!no);
  if (id == "yes" && choices.size() > 1) return list_answers();
  const auto chosen = std::find_if(choices.begin(), choices.end(),
                                   [&](const Choice& choice) { return choice.id == id || id == "yes"; });
  if (chosen == choices.end() && !no) return;
  if (no || stands(Safeguard::answered_once)) overlay = {};
  if (no) return answered_no(asked.question, asked.own);
  const bool decides = std::holds_alternative<Do>(chosen->then) || chosen->supervisor;
  return decides && needs_supervisor(asked.question, *chosen) ? ask_supervisor(asked.question, *chosen, asked.own)
                                                              : bring_about(chosen->then, chosen->id);
}

void App::State::answered_no(const Question& question, bool own) {
  const bool asks_screen = std::holds_alternative<std::monostate>(question.no_then);
  if (!own || !asks_screen) bring_about(question.no_then, "no");
}

void App::State::bring_about(const Consequence& then, const std::string& id) {
  if (const auto* books = std::get_if<Do>(&then)) return carry_out(Step(*books));
  if (const auto* open = std::get_if<Open>(&then)) return carry_out(Step(*open));
  if (const auto* left = std::get_if<Leave>(&then)) return carry_out(Step(*left));
  if (std::holds_alternative<Discard>(then)) return discard();
  if (const auto* code = std::get_if<TakeScan>(&then)) return take_code(code->scan);
  carry_out(top().screen->on_answer(id));
}

// What is typed is begun work as any other: no card and no finger drops it in silence.
void App::State::ask_to_throw_typed(const std::string& typed, const AskNumber& about) {
  std::string what = about.subject.empty() ? about.title : about.title + " · " + about.subject;
  Question question{.words = fmt::format("{}: {} typed and not confirmed. Throw it away?", what, typed),
                    .choices = {{.id = "throw", .title = "Throw away", .icon = Icon::attention}},
                    .no = "Type on"};
  pad_below = std::exchange(overlay, {});
  ask(std::move(question), true);
}

void App::State::answer_over_pad(bool throws) {
  overlay = *std::exchange(pad_below, std::nullopt);
  if (!throws) return;
  const bool counts = std::holds_alternative<NumberPad>(overlay);
  overlay = {};
  if (counts) top().screen->on_left();
  say(ToastKind::attention, "What was typed is thrown away. Nothing was booked.");
}

// --- what is begun -----------------------------------------------------------------------------------------------

namespace {

// A cart stays as it is, and a pallet that is being filled, and all that is booked: only what was taken, counted or
// read is thrown away.
Job what_stays(const Job& job) {
  Job left;
  left.cart = job.cart;
  left.onto = job.onto;
  left.picking = job.picking;
  left.packing = job.packing;
  left.receiving = job.receiving;
  return left;
}

// What is not booked. A document that is half done is named only where nothing else is begun.
std::string words_of_unbooked(const Job& job) {
  if (!job.holds_work()) return words_of(job);
  Job unbooked = job;
  unbooked.picking.reset();
  unbooked.packing.reset();
  unbooked.receiving.reset();
  return words_of(unbooked);
}

// Returns "What is booked of PO-7003 stays booked." Empty: nothing of it is.
std::string said_of_booked(const Job& job) {
  std::string document;
  if (job.receiving) document = job.receiving->text();
  if (job.packing) document = job.packing->text();
  if (job.picking) document = job.picking->text();
  if (document.empty()) return "";
  return fmt::format("What is booked of {document} stays booked.", fmt::arg("document", document));
}

}  // namespace

void App::State::ask_to_throw_away() {
  const Job& job = top().screen->job();
  const std::string begun = words_of_unbooked(job), booked = said_of_booked(job);
  const bool held = is_in_hand(job);
  ask({.words = fmt::format("{begun}, not booked yet. {put_back}{booked}", fmt::arg("begun", capitalised(begun)),
                            fmt::arg("put_back", held ? "Put it back?" : "Forget it?"),
                            fmt::arg("booked", booked.empty() ? "" : " " + booked)),
       .choices = {{.id = "keep",
                    .title = "Keep for later",
                    .then = Leave{fmt::format("Kept, not booked yet: {begun}", fmt::arg("begun", begun))}},
                   {.id = "throw",
                    .title = held ? "Put back" : "Forget it",
                    .then = Discard{},
                    .icon = Icon::attention,
                    .supervisor = true}},
       .no = "Go on"},
      true);
}

void App::State::discard() {
  const Job& job = top().screen->job();
  const std::string begun = words_of_unbooked(job), booked = said_of_booked(job);
  const bool held = is_in_hand(job);
  Job left = what_stays(job);
  top().screen->take(std::move(left));
  keep_jobs();
  load_top();
  say(ToastKind::attention,
      fmt::format("{done}: {begun}. {booked}", fmt::arg("done", held ? "Put back" : "Forgotten"),
                  fmt::arg("begun", begun), fmt::arg("booked", booked.empty() ? "Nothing was booked." : booked)));
}

void App::State::ask_to_leave(const std::string& to, const Open& open) {
  const Job& job = top().screen->job();
  const std::string begun = words_of_unbooked(job);
  const char* how = (job.onto || job.half_done()) && !job.holds_work() ? "" : ", not booked yet";
  ask({.words = begun.empty() ? fmt::format("Leave this for {}?", to)
                              : fmt::format("{}{}. Leave it for {}?", capitalised(begun), how, to),
       .choices = {{.id = "leave", .title = "Leave", .then = open}},
       .no = "Stay"},
      true);
}

// What leads elsewhere by "scan anything" leads nowhere while something is begun; and where a step asks for one thing
// alone, a tote or an order, goods and places have slipped in: the next scans would only be looked at.
bool App::State::is_turned_away(const Found& found) const {
  const Layer& layer = layers.back();
  if (layer.unreadable || !stands(Safeguard::unexpected)) return false;
  if (layer.screen->begun()) return true;
  static constexpr std::array one_thing{ScreenId::totes, ScreenId::ship, ScreenId::pack, ScreenId::drop_off};
  const bool asks_for_one = std::find(one_thing.begin(), one_thing.end(), layer.id) != one_thing.end();
  return asks_for_one && (std::holds_alternative<FoundItem>(found) || std::holds_alternative<FoundLocation>(found) ||
                          std::holds_alternative<FoundUnit>(found));
}

// A scan that is not expected books nothing, and leads nowhere by itself.
void App::State::unexpected(const Scan& scan, const Found& found) {
  if (std::holds_alternative<FoundOrder>(found) || std::holds_alternative<FoundPurchase>(found)) {
    for (std::size_t i = 0; i < screens().size(); ++i) {
      const auto opened_by = screens()[i].opened_by;
      const auto target = opened_by != nullptr ? opened_by(found) : std::nullopt;
      if (target) return ask_to_leave(number_of(found), Open{static_cast<ScreenId>(i), *target});
    }
  }
  RefusalPage page = unknown_here(scan);
  if (!std::holds_alternative<FoundNothing>(found)) {
    page.title = title_of(found);
    page.advice = top().screen->begun() ? "Finish what is begun, or go back first. Nothing was booked."
                                        : "Scan what is expected here, or go back first. Nothing was booked.";
  }
  refuse({std::move(page), WhatPageExpects{}});
}

// --- what changes under a question --------------------------------------------------------------------------------

// What was asked because something was not so any more says what is so now, also when nothing stands in the way by now.
void App::State::check_question() {
  const auto* asked = std::get_if<OpenQuestion>(&overlay);
  const auto* keypad = std::get_if<NumberPad>(&overlay);
  const bool typed = keypad != nullptr && keypad->question;
  if ((asked == nullptr && !typed) || top().unreadable) return;
  const Question question = asked != nullptr ? asked->question : *keypad->question;
  const auto changed_now = views.changed_since(guarded(seen_by(question)));
  if (changed_now.ok() && *changed_now) return ask_anew(first_of(question), **changed_now);
  if (auto better = asked_with_better(views, question)) return ask(*std::move(better));
  if (auto* open_now = std::get_if<OpenQuestion>(&overlay)) open_now->below = below_zero(views, open_now->question);
}

// Others have ended what was begun: whatever is asked about it has no answer any more.
void App::State::close_question() {
  const auto* keypad = std::get_if<NumberPad>(&overlay);
  const bool asks = std::holds_alternative<OpenQuestion>(overlay) || (keypad != nullptr && keypad->question);
  if (!asks) return;
  if (pad_below) return answer_over_pad(false);
  overlay = {};
  say(ToastKind::attention, "What was asked about has changed. Nothing was booked.");
  sound_now(Sound::attention);
}

// Whose booking it takes back is said to who is asked: somebody else asks anew.
void App::State::close_undo() {
  const auto* asked = std::get_if<OpenQuestion>(&overlay);
  if (asked != nullptr && asked->own && undoes(asked->question)) overlay = {};
}

// Never books by itself: what a person has said yes to is not what is so now.
void App::State::ask_anew(const Do& asked, const Changed& now) {
  overlay = {};
  Step step = top().screen->on_changed(asked, now);
  if (std::holds_alternative<Do>(step)) step = Warn{};
  carry_out(std::move(step));
  // A red page says why itself.
  if (!std::holds_alternative<OpenQuestion>(overlay) && !std::holds_alternative<RefusalOverlay>(overlay)) {
    say(ToastKind::attention, fmt::format("{why} Nothing was booked.", fmt::arg("why", sentence_of(now.error))));
  }
}

}  // namespace dockhand

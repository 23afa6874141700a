#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "storage/model/tools/overloaded.h"
#include "terminal/app/app_state.h"
#include "terminal/kit/safeguards.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

RefusalPage disk_is_behind() { return refusal("Too many scans", "The disk is behind. Wait a moment and scan again."); }

}  // namespace

void App::State::carry_out(Step step) {
  std::visit(Overloaded{
                 [](const Stay&) {},
                 [](const NotMine&) {},
                 [this](const Open& one) { carry_out(one); },
                 [this](const Leave& one) {
                   keep_jobs();
                   leave();
                   if (!one.toast.empty()) say(ToastKind::accepted, one.toast);
                 },
                 [this](Do& one) { carry_out(std::move(one)); },
                 [this](const Prefer& one) { carry_out(one); },
                 [this](const UseFile& one) {
                   if (settings.files != nullptr) settings.files->use(one, stamp.person(), stamp.who_allowed());
                 },
                 [this](AskNumber& one) {
                   end_seen_toast();
                   std::string opened_by = one.again.empty() ? pressed : one.again;
                   overlay = NumberPad{std::move(one), {}, {}, std::move(opened_by), {}};
                 },
                 [this](AskText& one) {
                   end_seen_toast();
                   overlay = TextPad{std::move(one), MultiTap(), pressed, {}};
                 },
                 [this](Question& one) { ask(std::move(one)); },
                 [this](Refuse& one) { refuse(std::move(one)); },
                 [this](const AskHub&) {
                   ++asked_hub;
                   say(ToastKind::accepted, "The hub is asked now");
                 },
                 [this](Warn& one) {
                   if (one.toast.empty()) dismiss_toast();
                   if (!one.toast.empty()) say(ToastKind::attention, std::move(one.toast));
                   sound_now(Sound::attention);
                 },
             },
             step);
  changed = true;
}

void App::State::carry_out(const Open& one) {
  open(one.screen, one.target);
  const bool covered = !std::holds_alternative<std::monostate>(overlay);  // by what was asked there before
  if (!one.and_scan || !scanned.scan || top().unreadable || covered) return;
  if (says_what_is_begun()) return;
  const auto [scan, found] = *scanned.scan;
  Step step = top().screen->on_scan(scan, found);
  if (!std::holds_alternative<Open>(step)) carry_out(std::move(step));  // one hop: two screens cannot play ball
}

// All that was seen and what is begun afterwards goes with the commands: it is one transaction.
void App::State::carry_out(Do asked) {
  std::vector<Command> commands = stamp(asked.actions);
  if (commands.empty()) return;
  commands.front().seen = guarded(asked.seen);
  answering = std::exchange(top().kept.asked, std::nullopt);
  if (asked.then || answering) {
    const JobRow row = job_row(top(), asked.then.value_or(top().screen->job()));
    std::erase_if(unwritten, [&](const JobRow& old) { return old.screen == row.screen && old.about == row.about; });
    commands.back().job = row;
  }
  doing = std::move(asked);
  submit(std::move(commands));
}

// Fills in what was scanned, unless the screen has said it better.
void App::State::refuse(Refuse refused) {
  RefusalPage& page = refused.page;
  if (page.scanned_code.empty()) page.scanned_code = scanned.code;
  if (page.scanned_name.empty()) page.scanned_name = scanned.name;
  if (scanned.by_hand && page.scanned_code == scanned.code) tell_what_was_entered(page);
  overlay = RefusalOverlay{std::move(refused)};
  dismiss_toast();
  sound_now(Sound::refused);
  changed = true;
}

void App::State::leave() {
  if (layers.size() > 1) layers.pop_back();
  recover(top());
  load_top();
  look_for_undo();
  ask_again();
}

// A screen that is open already is gone back to. Once another one has booked something it is begun again: only its job
// is as it was, and not what it had just said or booked.
void App::State::open(ScreenId id, const Target& target) {
  overlay = {};
  pad_below.reset();
  if (begins_too_late(id, target)) return;
  keep_jobs();
  const auto same = [&](const Layer& layer) { return layer.id == id && layer.target == target; };
  bool is_new = true;
  if (const auto known = std::find_if(layers.begin(), layers.end(), same); known != layers.end()) {
    layers.erase(known + 1, layers.end());
    const bool is_over = top().booking_count != booking_count && stands(Safeguard::begun_again);
    if (is_over) top() = begin(id, target);
    is_new = is_over;
  } else {
    if (layers.size() >= max_depth) layers.erase(layers.begin() + 1);
    layers.push_back(begin(id, target));
  }
  recover(top());
  load_top();
  look_for_undo();
  ask_again();
  const bool covered = top().unreadable || !std::holds_alternative<std::monostate>(overlay);
  if (auto first = is_new && !covered ? top().screen->question_at_start() : std::nullopt) ask(*std::move(first));
}

App::State::Layer App::State::begin(ScreenId id, const Target& target) const {
  return {.id = id, .target = target, .screen = info_of(id).make(context(), target), .booking_count = booking_count};
}

void App::State::submit(Booking commands) {
  if (commands.empty()) return;
  in_flight_until = inputs.empty() && safe() ? Flush::now : Flush::later;
  const auto answer = [box = inbox](LedgerThread::Answers answers) { box->put(std::move(answers)); };
  if (ledger.submit(commands, in_flight_until, answer)) {
    in_flight = std::move(commands);
  } else {
    refuse({disk_is_behind(), {}});
  }
}

// What the screens know of already goes first, as it did; the ledger knows what it has.
void App::State::submit_again(Retry retry) {
  overlay = {};
  std::vector<Booking> bookings = retry.unsafe;
  if (!retry.unanswered.empty()) bookings.push_back(retry.unanswered);
  const auto work = [bookings, box = inbox](Ledger& books) {
    static_cast<void>(books.flush());  // what it says is known: it is why these come again
    LedgerThread::Answers answers = std::vector<Outcome>{};
    for (const Booking& booking : bookings) {
      answers = books.execute_all(booking);
      if (!answers || std::holds_alternative<Refused>(answers->back())) break;
    }
    box->put(std::move(answers));
  };
  if (ledger.run(work)) {
    in_flight = std::move(retry.unanswered);
    in_flight_until = Flush::now;
    again = std::move(retry.unsafe);
  } else {
    refuse({disk_is_behind(), {}});
  }
}

void App::State::flush() {
  flushing = ledger.flush([box = inbox](const Status& flushed) { box->put(flushed); });
}

void App::State::take(const LedgerThread::Answers& answers) {
  if (!answers) return failed(answers.error());
  for (const Outcome& outcome : *answers) {
    if (const auto* no = std::get_if<Refused>(&outcome)) return refused(*no);
  }
  accepted(*answers);
}

void App::State::take(const Status& flushed) {
  flushing = false;
  if (!flushed) return failed(flushed.error());
  unsafe.clear();
  changed = true;
}

void App::State::accepted(const std::vector<Outcome>& outcomes) {
  again.clear();
  Booking commands = std::exchange(in_flight, {});
  const auto done = std::exchange(doing, std::nullopt);
  const bool answered_now = std::exchange(answering, std::nullopt).has_value();
  if (answered_now && !(done && done->then)) {  // its row was written with the booking
    jobs.put(name_of(top().id), top().about, top().screen->job(), settings.operator_name, clock.now());
  }
  if (done && done->then) {
    jobs.put(name_of(top().id), top().about, *done->then, settings.operator_name, clock.now());
    top().screen->take(*done->then);
    top().about = top().screen->about();
    top().kept = *done->then;
  }
  Answer answer{.toast = "Booked"};
  const bool from_before = done && is_from_before(*done);
  for (std::size_t i = 0; i < commands.size() && i < outcomes.size(); ++i) {
    const auto& [action, outcome] = std::tie(commands[i].action, std::get<Accepted>(outcomes[i]));
    answer = from_before ? told_of_undo(action, outcome) : top().screen->on_accepted(action, outcome);
    tell_others(action, outcome);
  }
  if (in_flight_until == Flush::later) unsafe.push_back(std::move(commands));
  load_top();
  if (done) {
    top().booking_count = ++booking_count;
    top().has_booked = std::none_of(done->actions.begin(), done->actions.end(),
                                    [](const Action& action) { return std::holds_alternative<Undo>(action); });
    if (!top().has_booked && pressed == "undo") undone_at = clock.now();
    look_for_undo();
  }
  if (!top().unreadable && !from_before) answer = top().screen->told(std::move(answer));
  say(answer.sound == Sound::attention ? ToastKind::attention : ToastKind::accepted, answer.toast);
  sound_now(answer.sound);
  flash_since = clock.now();
}

void App::State::refused(const Refused& refused) {
  in_flight.clear();
  again.clear();
  if (answering) top().kept.asked = std::exchange(answering, std::nullopt);  // the row was not written with the booking
  const Do asked = std::exchange(doing, std::nullopt).value_or(Do{});
  if (ledger.version() != version) load_top();
  if (refused.changed) return ask_anew(asked, Changed{refused.error, refused.now});
  std::optional<Step> step;
  if (refused.confirmable) step = top().screen->on_refused(refused, asked);
  if (step) return carry_out(*std::move(step));
  refuse({refusal_of(refused.error), {}});
}

void App::State::failed(const Error& error) {
  RefusalPage page = refusal_of(error);
  page.advice = fmt::format("{sentence}. It is not known to be saved. Try again: it counts once.",
                            fmt::arg("sentence", error.sentence()));
  page.scanned_code = scanned.code;
  page.scanned_name = scanned.name;
  page.acknowledge.label = "Try again";
  std::vector<Booking> known = std::exchange(again, {});
  for (Booking& booking : std::exchange(unsafe, {})) known.push_back(std::move(booking));
  Booking unanswered = std::exchange(in_flight, {});
  overlay = Retry{std::move(page), std::move(known), std::move(unanswered)};
  dismiss_toast();
  sound_now(Sound::refused);
}

}  // namespace dockhand

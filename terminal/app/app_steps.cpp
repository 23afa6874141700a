#include <algorithm>

#include "terminal/app/app_state.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

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
                 [this](AskNumber& one) {
                   overlay = NumberPad{std::move(one), {}, {}};
                 },
                 [this](AskText& one) {
                   overlay = TextPad{std::move(one), {}};
                 },
                 [this](Question& one) { ask(std::move(one)); },
                 [this](Refuse& one) { refuse(std::move(one)); },
                 [this](Warn& one) {
                   if (one.toast.empty()) hush();
                   if (!one.toast.empty()) say(ToastKind::attention, std::move(one.toast));
                   sound_now(Sound::attention);
                 },
             },
             step);
  changed = true;
}

void App::State::carry_out(const Open& one) {
  open(one.screen, one.target);
  if (!one.and_scan || !scanned.scan || top().unreadable) return;
  const auto [scan, found] = *scanned.scan;
  Step step = top().screen->on_scan(scan, found);
  if (!std::holds_alternative<Open>(step)) carry_out(std::move(step));  // one hop: two screens cannot play ball
}

// All that was seen and what is begun afterwards goes with the commands: it is one transaction.
void App::State::carry_out(Do asked) {
  std::vector<Command> commands;
  commands.reserve(asked.actions.size());
  for (const Action& action : asked.actions) commands.push_back(stamp(action));
  if (commands.empty()) return;
  commands.front().seen = asked.seen;
  if (asked.then) commands.back().job = job_row(top(), *asked.then);
  doing = std::move(asked);
  submit(std::move(commands));
}

// Fills in what was scanned, unless the screen has said it better.
void App::State::refuse(Refuse refused) {
  RefusalPage& page = refused.page;
  if (page.scanned_code.empty()) page.scanned_code = scanned.code;
  if (page.scanned_name.empty()) page.scanned_name = scanned.name;
  overlay = Refusal{std::move(refused)};
  hush();
  sound_now(Sound::refused);
  changed = true;
}

void App::State::leave() {
  if (layers.size() > 1) layers.pop_back();
  recover(top());
  load_top();
}

// A screen that is open already is gone back to: its session is not begun again.
void App::State::open(ScreenId id, const Target& target) {
  overlay = {};
  keep_jobs();
  const auto same = [&](const Layer& layer) { return layer.id == id && layer.target == target; };
  if (const auto known = std::find_if(layers.begin(), layers.end(), same); known != layers.end()) {
    layers.erase(known + 1, layers.end());
    recover(top());
  } else {
    if (layers.size() >= max_depth) layers.erase(layers.begin() + 1);
    const ScreenContext context{views, clock, settings.dock, settings.scanners, &jobs};
    layers.push_back(Layer{.id = id, .target = target, .screen = info_of(id).make(context, target)});
    recover(top());
  }
  load_top();
}

void App::State::submit(std::vector<Command> commands) {
  overlay = {};
  if (commands.empty()) return;
  const auto work = [commands, answer = inbox](Ledger& books) {
    if (commands.size() > 1) return answer->put(books.execute_all(commands));
    auto outcome = books.execute(commands.front());
    if (!outcome) return answer->put(outcome.error());
    answer->put(std::vector{std::move(outcome).value()});
  };
  if (ledger.run(work)) {
    in_flight = std::move(commands);
  } else {
    refuse({refusal("Too many scans", "The disk is behind. Wait a moment and scan again."), {}});
  }
}

void App::State::answered(const Answers& answers) {
  load_top();  // the books may have changed even when the version is not yet counted up
  if (!answers) return failed(answers.error());
  for (const Outcome& outcome : *answers) {
    if (const auto* no = std::get_if<Refused>(&outcome)) return refused(*no);
  }
  accepted(*answers);
}

void App::State::accepted(const std::vector<Outcome>& outcomes) {
  const std::vector<Command> commands = std::exchange(in_flight, {});
  const auto done = std::exchange(doing, std::nullopt);
  if (done && done->then) {
    jobs.put(name_of(top().id), top().about, *done->then, settings.operator_name, clock.now());
    top().screen->take(*done->then);
    top().about = top().screen->about();
    top().kept = *done->then;
  }
  Answer answer;
  for (std::size_t i = 0; i < commands.size() && i < outcomes.size(); ++i) {
    answer = top().screen->on_accepted(commands[i].action, std::get<Accepted>(outcomes[i]));
  }
  if (!top().unreadable) load_top();  // what the screen shows may follow from what it has just heard
  say(answer.sound == Sound::attention ? ToastKind::attention : ToastKind::accepted, answer.toast);
  sound_now(answer.sound);
  flash_since = clock.now();
}

void App::State::refused(const Refused& refused) {
  in_flight.clear();
  const Do asked = std::exchange(doing, std::nullopt).value_or(Do{});
  if (refused.changed) return ask_anew(asked, Changed{refused.error, refused.now});
  std::optional<Step> step;
  if (refused.confirmable) step = top().screen->on_refused(refused, asked);
  if (step) return carry_out(*std::move(step));
  refuse({refusal_of(refused.error), {}});
}

void App::State::failed(const Error& error) {
  RefusalPage page = refusal_of(error);
  page.advice = error.sentence() + ". It is not known to be saved. Try again: it counts once.";
  page.scanned_code = scanned.code;
  page.scanned_name = scanned.name;
  page.acknowledge.label = "Try again";
  overlay = Retry{std::move(page), std::exchange(in_flight, {})};
  hush();
  sound_now(Sound::refused);
}

}  // namespace dockhand

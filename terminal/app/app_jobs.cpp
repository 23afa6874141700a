#include <fmt/format.h>

#include <algorithm>

#include "terminal/app/app_state.h"
#include "terminal/app/asked_text.h"
#include "terminal/kit/safeguards.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

std::string words_of(const AskNumber& asked) { return asked.title + " · " + asked.subject; }
std::string words_of(const AskText& asked) { return asked.title + " · " + asked.subject; }

// What was typed or asked beside it stands in the row at home; a toast has no room for all. A document that is only
// done in part has waited, and nothing had to be recovered, unless the program was ended over it.
std::string recovered_words(const Jobs::Begun& begun, bool over_restart) {
  Job told = begun.job;
  if (told.holds_work()) told.asked.reset();
  const std::string what = dockhand::words_of(told), by = begun.by.text();
  const bool had_to_be = over_restart || told.holds_work() || !told.half_done();
  return had_to_be ? fmt::format("Work recovered ({by}): {what}", fmt::arg("by", by), fmt::arg("what", what))
                   : fmt::format("Begun before ({by}): {what}", fmt::arg("by", by), fmt::arg("what", what));
}

std::string key_of(std::string_view screen, const std::string& about) { return std::string(screen) + " " + about; }

}  // namespace

void App::State::read_jobs() {
  const auto rows = views.jobs();
  if (!rows)
    return say(ToastKind::attention, fmt::format("What was begun before cannot be read: {sentence}",
                                                 fmt::arg("sentence", rows.error().sentence())));
  const int odd = jobs.read(*rows);
  if (odd > 0) {
    return say(ToastKind::attention, "Work of another version of the program is kept, but cannot be gone on with");
  }
  const auto& all = jobs.all();
  for (const Jobs::Begun& begun : all) kept_over_restart.insert(key_of(begun.screen, begun.about));
  const auto last = std::find_if(all.rbegin(), all.rend(), [](const auto& begun) { return begun.job.tells(); });
  if (last == all.rend()) return;
  recovered_at_start = recovered_words(*last, true);
  say(ToastKind::attention, recovered_at_start);
}

// The screen goes on with what was begun; also when it was gone on with on another layer meanwhile.
void App::State::recover(Layer& layer) {
  recovered.reset();
  const std::string about = layer.screen->about();
  const auto* begun = jobs.find(name_of(layer.id), about);
  Job job = begun != nullptr ? begun->job : Job{};
  const bool fresh = layer.about != about || layer.kept.empty();
  if (begun == nullptr ? layer.kept.empty() : job == layer.kept) return;
  layer.about = about;
  layer.kept = job;
  if (fresh && job.tells()) {
    say(ToastKind::attention, recovered_words(*begun, kept_over_restart.erase(key_of(name_of(layer.id), about)) > 0));
  }
  recovered = std::exchange(job.asked, std::nullopt);
  recovered_from = begun == nullptr || begun->by == settings.operator_name ? "" : begun->by.text();
  layer.screen->take(std::move(job));
}

// A screen that has gone over to another subject goes on with what is begun there.
void App::State::go_on_here() {
  Layer& layer = top();
  const std::string about = layer.screen->about();
  const bool moved_on = about != layer.about && !layer.unreadable;
  if (!moved_on || !layer.screen->job().empty() || jobs.find(name_of(layer.id), about) == nullptr) return;
  if (!layer.kept.empty()) keep_job(layer, layer.about, {});
  recover(layer);
  load_top();
  look_for_undo();
  ask_again();
}

// What lies over the top screen and would be lost with it. A question of the app's own loses nothing.
std::optional<Job::OverScreen> App::State::asked_now() const {
  if (recovered) return recovered;  // the books cannot be read: it could not be asked yet
  if (sign_on && sign_on->allowed && !sign_on->own) {
    return Job::OverScreen{.words = sign_on->question.words, .question = to_text(sign_on->question)};
  }
  return kept_of(pad_below ? *pad_below : overlay);
}

std::optional<Job::OverScreen> App::State::kept_of(const Overlay& over) {
  const auto kept_question = [](const Question& question, const std::string& typed, const std::string& opened_by) {
    return Job::OverScreen{question.words, typed, opened_by, {}, to_text(question)};
  };
  if (const auto* keypad = std::get_if<NumberPad>(&over)) {
    if (keypad->question) return kept_question(*keypad->question, keypad->typed, keypad->opened_by);
    if (keypad->typed.empty()) return std::nullopt;
    return Job::OverScreen{words_of(keypad->asked), keypad->typed, keypad->opened_by, keypad->asked.unit};
  }
  const auto* pad = std::get_if<TextPad>(&over);
  if (pad != nullptr && !pad->typed.text().empty()) {
    return Job::OverScreen{words_of(pad->asked), pad->typed.text(), pad->opened_by, pad->asked.unit};
  }
  const auto* asked = std::get_if<OpenQuestion>(&over);
  if (asked == nullptr || asked->own) return asked != nullptr ? asked->left : std::nullopt;
  return kept_question(asked->question, {}, asked->opened_by);
}

// What lay over the screen when the program ended lies over it again. What cannot is told, until somebody has read it.
void App::State::ask_again() {
  if (top().unreadable) return;
  const auto asked = std::exchange(recovered, std::nullopt);
  if (!asked || asks_at_start_again(*asked)) return;
  if (asked->question.empty()) type_again(*asked);
  if (!asked->question.empty()) ask_question_again(*asked);
  if (std::holds_alternative<std::monostate>(overlay)) tell_unanswered(*asked);
}

// What is asked of whoever opens the screen is asked by what is so now: until he has said yes, nothing is done there.
bool App::State::asks_at_start_again(const Job::OverScreen& asked) {
  const auto kept = parse_question(asked.question);
  auto now = top().screen->question_at_start();
  if (!kept || !now || kept->choices.empty() || kept->choices.front().id != now->choices.front().id) return false;
  ask(*std::move(now));
  return true;
}

// What the tap would begin or end now is not what was asked for then: only what it asks is looked at.
Step App::State::tap_again(const std::string& id) {
  const Job before = top().screen->job();
  Step step = top().screen->on_tap(id);
  const bool asks = std::holds_alternative<AskNumber>(step) || std::holds_alternative<AskText>(step) ||
                    std::holds_alternative<Question>(step);
  if (asks || top().screen->job() == before) return step;
  top().screen->take(before);
  load_top();
  return step;
}

// The same keypad with what was typed, where the screen still shows the same on it.
void App::State::type_again(const Job::OverScreen& asked) {
  if (asked.opened_by.empty()) return;
  const std::string note =
      recovered_from.empty() ? " · typed before" : fmt::format(" · typed by {name}", fmt::arg("name", recovered_from));
  Step step = tap_again(asked.opened_by);
  const auto is_same = [&](const auto* now) {
    return now != nullptr && words_of(*now) == asked.words && now->unit == asked.unit;
  };
  if (auto* number = std::get_if<AskNumber>(&step); is_same(number)) {
    overlay = NumberPad{std::move(*number), asked.typed, {}, asked.opened_by, note};
  }
  if (auto* text = std::get_if<AskText>(&step); is_same(text)) {
    overlay = TextPad{std::move(*text), MultiTap(MultiTap::max_size, asked.typed), asked.opened_by, note};
  }
  if (!std::holds_alternative<std::monostate>(overlay)) dismiss_toast();  // it would lie over what the number is of
}

// The tap that has led to the question leads to it again, where it was a tap: then the screen knows what it is about.
// Else it is asked with the same commands, while what the person was shown is so; otherwise the screen asks anew. An
// answer that books nothing by itself is about what only the screen has remembered, and is not asked for without that
// tap. Nobody has answered: what was said before it is asked again says nothing to it.
void App::State::ask_question_again(const Job::OverScreen& asked) {
  auto question = parse_question(asked.question);
  if (!question) return;
  Step step = asked.opened_by.empty() ? Step(NotMine{}) : tap_again(asked.opened_by);
  auto* same = std::get_if<Question>(&step);
  // How many is typed only while the screen remembers of what.
  std::erase_if(question->choices, [](const Choice& choice) { return choice.id == buttons::number.id; });
  const bool is_whole = std::none_of(question->choices.begin(), question->choices.end(), [](const Choice& choice) {
    return std::holds_alternative<std::monostate>(choice.then);
  });
  if (same != nullptr && question->words.starts_with(same->words)) {
    question = std::move(*same);
  } else if (!is_whole) {
    return;
  }
  pressed = asked.opened_by;
  ask_what_can_be(std::move(question).value(), false);
  if (auto* keypad = std::get_if<NumberPad>(&overlay)) keypad->typed = asked.typed;
  if (auto* open_now = std::get_if<OpenQuestion>(&overlay)) open_now->from = recovered_from;
  check_question();
}

void App::State::tell_unanswered(const Job::OverScreen& asked) {
  const std::string what =
      asked.typed.empty()
          ? fmt::format("This was asked, and nobody has answered: {words}", fmt::arg("words", asked.words))
          : fmt::format("{typed} was typed and not confirmed: {words}.", fmt::arg("typed", asked.typed),
                        fmt::arg("words", asked.words));
  ask_what_can_be(
      {.words = fmt::format("{what} Nothing was booked.", fmt::arg("what", what)), .choices = {}, .no = "Go on"}, true);
  auto& told = std::get<OpenQuestion>(overlay);
  told.left = asked;
  told.from = recovered_from;
}

JobRow App::State::job_row(const Layer& layer, const Job& job) const {
  return jobs.row(name_of(layer.id), layer.about, job, settings.operator_name, clock.now());
}

void App::State::keep_job(const Layer& layer, const std::string& about, const Job& job) {
  unwritten.push_back(jobs.put(name_of(layer.id), about, job, settings.operator_name, clock.now()));
}

// What is left of the top screen's job once it is booked goes with the booking. A row that was written behind it would
// bring back what is booked by then.
bool App::State::is_written_by_booking(const Layer& layer) const {
  return &layer == &layers.back() && doing && (doing->then || answering);
}

void App::State::keep_jobs() {
  if (!stands(Safeguard::kept)) return;
  for (Layer& layer : layers) {
    if (is_written_by_booking(layer)) continue;
    const std::string about = layer.screen->about();
    Job job = layer.screen->job();
    if (&layer == &layers.back()) job.asked = asked_now();
    if (about == layer.about && job == layer.kept) continue;
    const bool moved_on = about != layer.about;
    if (moved_on && !layer.kept.empty()) keep_job(layer, layer.about, {});
    if (!job.empty() || (!moved_on && !layer.kept.empty())) keep_job(layer, about, job);
    layer.about = about;
    layer.kept = job;
  }
}

// One small commit, for which no answer waits.
void App::State::write_jobs() {
  if (unkept->exchange(false)) {
    say(ToastKind::attention, "The disk did not take what is begun. Book it soon.");
    sound_now(Sound::attention);
  }
  if (unwritten.empty()) return;
  const auto work = [rows = unwritten, failed = unkept](Ledger& books) {
    if (!books.keep(rows)) failed->store(true);
  };
  if (ledger.run(work)) unwritten.clear();
}

}  // namespace dockhand

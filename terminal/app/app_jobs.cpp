#include <algorithm>

#include "terminal/app/app_state.h"
#include "terminal/kit/safeguards.h"

namespace dockhand {
namespace {

std::string words_of(const AskNumber& asked) { return asked.title + " · " + asked.subject; }
std::string words_of(const AskText& asked) { return asked.title + " · " + asked.subject; }

// What was typed or asked beside it stands in the row at home; a toast has no room for all.
std::string recovered_words(const Jobs::Begun& begun) {
  Job told = begun.job;
  if (told.holds_work()) told.asked.reset();
  return "Work recovered (" + begun.by.text() + "): " + dockhand::words_of(told);
}

}  // namespace

void App::State::read_jobs() {
  const auto rows = views.jobs();
  if (!rows) return say(ToastKind::attention, "What was begun before cannot be read: " + rows.error().sentence());
  const int odd = jobs.read(*rows);
  if (odd > 0) {
    return say(ToastKind::attention, "Work of another version of the program is kept, but cannot be gone on with");
  }
  end_questions();
  const auto& all = jobs.all();
  const auto last = std::find_if(all.rbegin(), all.rend(), [](const auto& begun) { return begun.job.tells(); });
  if (last != all.rend()) say(ToastKind::attention, recovered_words(*last));
}

// It is told once: nobody answers it any more, and whoever wants it asks again. While the program runs it is among what
// can be gone on with; the next start does not tell it once more.
void App::State::end_questions() {
  for (const Jobs::Begun& begun : jobs.all()) {
    if (!begun.job.asked || !begun.job.asked->opened_by.empty()) continue;
    Job left = begun.job;
    left.asked.reset();
    unwritten.push_back(jobs.row(begun.screen, begun.about, left, begun.by, begun.since));
  }
}

// The screen goes on with what was begun; also when it was gone on with on another layer meanwhile.
void App::State::recover(Layer& layer) {
  const std::string about = layer.screen->about();
  const auto* begun = jobs.find(name_of(layer.id), about);
  Job job = begun != nullptr ? begun->job : Job{};
  const bool fresh = layer.about != about || layer.kept.empty();
  if (begun == nullptr ? layer.kept.empty() : job == layer.kept) return;
  layer.about = about;
  layer.kept = job;
  if (fresh && job.tells()) {
    say(ToastKind::attention, recovered_words(*begun));
  }
  recovered = std::exchange(job.asked, std::nullopt);
  layer.screen->take(std::move(job));
}

// What lies over the top screen and would be lost with it. A question of the app's own loses nothing.
std::optional<Job::OverScreen> App::State::asked_now() const {
  if (sign_on && sign_on->allowed) return Job::OverScreen{"a supervisor's yes to " + sign_on->allowed->title};
  if (const auto* keypad = std::get_if<NumberPad>(&overlay)) {
    if (keypad->question) return Job::OverScreen{keypad->question->words};
    if (!keypad->typed.empty()) return Job::OverScreen{words_of(keypad->asked), keypad->typed, keypad->opened_by};
  }
  const auto* pad = std::get_if<TextPad>(&overlay);
  if (pad != nullptr && !pad->typed.text().empty()) {
    return Job::OverScreen{words_of(pad->asked), pad->typed.text(), pad->opened_by};
  }
  const auto* asked = std::get_if<OpenQuestion>(&overlay);
  return asked != nullptr && !asked->own ? std::optional(Job::OverScreen{asked->question.words}) : std::nullopt;
}

// The same keypad with what was typed, when the screen still asks for the same. A question is not answered by what was
// said before it was asked: the toast says it, and whoever wants it scans again.
void App::State::ask_again() {
  const auto asked = std::exchange(recovered, std::nullopt);
  if (!asked || asked->opened_by.empty() || top().unreadable) return;
  Step step = top().screen->on_tap(asked->opened_by);
  if (auto* number = std::get_if<AskNumber>(&step); number != nullptr && words_of(*number) == asked->words) {
    overlay = NumberPad{std::move(*number), asked->typed, {}, asked->opened_by};
  }
  if (auto* text = std::get_if<AskText>(&step); text != nullptr && words_of(*text) == asked->words) {
    overlay = TextPad{std::move(*text), MultiTap(MultiTap::max_size, asked->typed), asked->opened_by};
  }
  if (!std::holds_alternative<std::monostate>(overlay)) {
    say(ToastKind::attention, "Work recovered: what was typed stands here again.");
  }
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

#include "terminal/app/app_state.h"

namespace dockhand {

void App::State::read_jobs() {
  const auto rows = views.jobs();
  if (!rows) return say(ToastKind::attention, "What was begun before cannot be read: " + rows.error().sentence());
  const int odd = jobs.read(*rows);
  if (odd > 0) say(ToastKind::attention, "Work of another version of the program is kept, but cannot be gone on with");
}

// The screen goes on with what was begun; also when it was gone on with on another layer meanwhile.
void App::State::recover(Layer& layer) {
  const std::string about = layer.screen->about();
  const auto* begun = jobs.find(name_of(layer.id), about);
  const Job job = begun != nullptr ? begun->job : Job{};
  const bool fresh = layer.about != about || layer.kept.empty();
  if (begun == nullptr ? layer.kept.empty() : job == layer.kept) return;
  layer.screen->take(job);
  layer.about = about;
  layer.kept = job;
  if (fresh && job.holds_work()) {
    say(ToastKind::attention, "Work recovered (" + begun->by.text() + "): " + words_of(job));
  }
}

JobRow App::State::job_row(const Layer& layer, const Job& job) const {
  return jobs.row(name_of(layer.id), layer.about, job, settings.operator_name, clock.now());
}

void App::State::keep_job(const Layer& layer, const std::string& about, const Job& job) {
  unwritten.push_back(jobs.put(name_of(layer.id), about, job, settings.operator_name, clock.now()));
}

void App::State::keep_jobs() {
  for (Layer& layer : layers) {
    const std::string about = layer.screen->about();
    const Job& job = layer.screen->job();
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

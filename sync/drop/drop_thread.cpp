#include "sync/drop/drop_thread.h"

#include <chrono>

#include "storage/options/file_itself.h"

namespace dockhand {
namespace {

constexpr std::chrono::seconds between_looks{2};
constexpr int looks_between_exports = 15;
constexpr int most_windows_at_once = 20;  // each window has some thousand events
constexpr std::chrono::seconds after_a_problem{60};

}  // namespace

Result<std::vector<DroppedFile>> finish_dropped(const DropPlan& plan, const std::filesystem::path& database,
                                                Ledger& ledger, const Clock& clock, const std::function<bool()>& stop) {
  if (plan.in.empty()) return std::vector<DroppedFile>();
  if (!plan.out.empty() && is_one_file(plan.in, plan.out)) {
    return Error{ErrorKind::bad_input, plan.in.string(), "what goes out of this folder would come in by it: name two"};
  }
  DropFolder folder(plan, database, on_this_thread(ledger), clock);
  folder.stop_when(stop);
  return folder.begin();
}

DropThread::DropThread(const DropPlan& plan, const std::filesystem::path& database, LedgerThread& ledger,
                       const Clock& clock, TellDropped tell, TellStopped stopped)
    : in_(plan.in), tell_(std::move(tell)), stopped_(std::move(stopped)) {
  if (!plan.in.empty()) folder_.emplace(plan, database, on_ledger_thread(ledger), clock);
  if (folder_) folder_->stop_when([this] { return stop_.given(); });
  if (!plan.out.empty()) exports_.emplace(plan.out, database);
  thread_ = std::thread([this] { work(); });
}

DropThread::~DropThread() {
  stop_.give();
  thread_.join();
}

// The same sentence is told once, not at every look.
void DropThread::tell_problem(const Error& error) {
  if (stopped_) stopped_(error);
  const std::string sentence = error.sentence();
  if (sentence != problem_) tell_({"", false, sentence});
  problem_ = sentence;
}

bool DropThread::look_into_folder() {
  if (!folder_) return true;
  const auto taken = folder_->look();
  if (!taken) {
    if (stop_.given()) return false;
    tell_problem(taken.error());
    say_not_taken(in_, taken.error().sentence());
    return false;
  }
  say_not_taken(in_, "");
  for (const DroppedFile& one : *taken) tell_(one);
  return true;
}

bool DropThread::write_exports() {
  if (!exports_) return true;
  for (int files = 0; files < most_windows_at_once; ++files) {
    const auto written = exports_->look();
    if (!written) tell_problem(written.error());
    if (!written || !*written) return written.ok();
  }
  return true;
}

void DropThread::work() {
  for (int looks = 0; !stop_.given(); ++looks) {
    bool well = look_into_folder();
    if (looks % looks_between_exports == 0) well = write_exports() && well;
    if (well) problem_.clear();
    stop_.rest(well ? between_looks : after_a_problem);
  }
}

}  // namespace dockhand

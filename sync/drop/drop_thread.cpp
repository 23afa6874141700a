#include "sync/drop/drop_thread.h"

#include <chrono>

namespace dockhand {
namespace {

constexpr std::chrono::seconds between_looks{2};
constexpr int looks_between_exports = 15;
constexpr int most_windows_at_once = 20;  // each some thousand events
constexpr std::chrono::seconds after_a_problem{60};

}  // namespace

Result<std::unique_ptr<DropThread>> DropThread::start(const DropPlan& plan, const std::filesystem::path& database,
                                                      LedgerThread& ledger, const Clock& clock, TellDropped tell) {
  std::optional<DropFolder> folder;
  std::optional<DropExports> exports;
  if (!plan.in.empty()) {
    folder.emplace(plan, database, on_ledger_thread(ledger), clock);
    const auto begun = folder->begin();
    if (!begun) return begun.error();
    for (const DroppedFile& one : *begun) tell(one);
  }
  if (!plan.out.empty()) exports.emplace(plan.out, database);
  return std::unique_ptr<DropThread>(new DropThread(std::move(folder), std::move(exports), std::move(tell)));
}

DropThread::DropThread(std::optional<DropFolder> folder, std::optional<DropExports> exports, TellDropped tell)
    : folder_(std::move(folder)), exports_(std::move(exports)), tell_(std::move(tell)), thread_([this] { work(); }) {}

DropThread::~DropThread() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  thread_.join();
}

// The same sentence is told once, not at every look.
void DropThread::tell_problem(const Error& error) {
  const std::string sentence = error.sentence();
  if (sentence != problem_) tell_({"", false, sentence});
  problem_ = sentence;
}

bool DropThread::look_into_folder() {
  if (!folder_) return true;
  const auto taken = folder_->look();
  if (!taken) {
    tell_problem(taken.error());
    return false;
  }
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
  std::unique_lock lock(mutex_);
  for (int looks = 0; !stopping_; ++looks) {
    lock.unlock();
    bool well = look_into_folder();
    if (looks % looks_between_exports == 0) well = write_exports() && well;
    if (well) problem_.clear();
    lock.lock();
    stop_.wait_for(lock, well ? between_looks : after_a_problem, [this] { return stopping_; });
  }
}

}  // namespace dockhand

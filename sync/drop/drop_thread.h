// The thread that looks into the drop folder and fills the one beside it.
//
// Decides: when. Leaves to others: what is taken (sync/drop/drop_folder.h) and written (sync/drop/drop_exports.h).
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "sync/drop/drop_exports.h"
#include "sync/drop/drop_folder.h"

namespace dockhand {

// What a person or a log is to hear: of one file, or of a folder that cannot be used (then `name` is empty).
using TellDropped = std::function<void(const DroppedFile&)>;

class DropThread {
 public:
  // Brings to an end what an earlier run has begun, then starts. The ledger's thread and the clock outlive it; `tell`
  // is called on this thread, and here.
  static Result<std::unique_ptr<DropThread>> start(const DropPlan& plan, const std::filesystem::path& database,
                                                   LedgerThread& ledger, const Clock& clock, TellDropped tell);
  ~DropThread();
  DropThread(const DropThread&) = delete;
  DropThread& operator=(const DropThread&) = delete;

 private:
  DropThread(std::optional<DropFolder> folder, std::optional<DropExports> exports, TellDropped tell);
  void work();
  bool look_into_folder();
  bool write_exports();
  void tell_problem(const Error& error);

  std::optional<DropFolder> folder_;
  std::optional<DropExports> exports_;
  const TellDropped tell_;
  std::string problem_;  // that was told last; of the thread itself
  std::mutex mutex_;     // guards the next
  bool stopping_ = false;
  std::condition_variable stop_;
  std::thread thread_;  // last
};

}  // namespace dockhand

// The thread that looks into the drop folder and fills the one beside it.
//
// Decides: when. Leaves to others: what is taken (sync/drop/drop_folder.h) and written (sync/drop/drop_exports.h).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "storage/model/tools/halt.h"
#include "sync/drop/drop_exports.h"
#include "sync/drop/drop_folder.h"

namespace dockhand {

// What a person or a log is to hear: of one file, or of a folder that cannot be used (then `name` is empty).
using TellDropped = std::function<void(const DroppedFile&)>;

// Makes the folders, and brings to an end what an earlier run has begun to take; nothing where no folder is named. To
// be called before anybody is answered from these books, so that nobody sees them without a file that the office saw
// taken.
Result<std::vector<DroppedFile>> finish_dropped(const DropPlan& plan, const std::filesystem::path& database,
                                                Ledger& ledger, const Clock& clock,
                                                const std::function<bool()>& stop = {});

class DropThread {
 public:
  // After finish_dropped. Its end waits for no file: what is being taken is put back. The ledger's thread and the clock
  // outlive it; `tell` is called on this thread.
  DropThread(const DropPlan& plan, const std::filesystem::path& database, LedgerThread& ledger, const Clock& clock,
             TellDropped tell);
  ~DropThread();
  DropThread(const DropThread&) = delete;
  DropThread& operator=(const DropThread&) = delete;

 private:
  void work();
  bool look_into_folder();
  bool write_exports();
  void tell_problem(const Error& error);

  std::optional<DropFolder> folder_;
  std::optional<DropExports> exports_;
  const TellDropped tell_;
  std::string problem_;  // that was told last; of the thread itself
  Halt stop_;
  std::thread thread_;  // last
};

}  // namespace dockhand

// The thread that looks into the drop folder and fills the one beside it.
//
// Decides: when; that a note lies beside the files as long as none of them is taken. Leaves to others: what is taken
// (sync/drop/drop_folder.h) and written (sync/drop/drop_exports.h).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "storage/model/tools/halt.h"
#include "sync/drop/drop_exports.h"
#include "sync/drop/drop_folder.h"

namespace dockhand {

// Tells a person or a log about one file, or about a folder that cannot be used (then `name` is empty).
using TellDropped = std::function<void(const DroppedFile&)>;
// Is told each Error that stops it, as often as it does.
using TellStopped = std::function<void(const Error&)>;

// Makes the folders, and finishes what an earlier run has begun to take. It does nothing when no folder is named, and
// refuses one folder for both ways. It
// has to be called before anybody gets an answer from these books, so that nobody sees them without a file that the
// office has seen taken.
Result<std::vector<DroppedFile>> finish_dropped(const DropPlan& plan, const std::filesystem::path& database,
                                                Ledger& ledger, const Clock& clock,
                                                const std::function<bool()>& stop = {});

class DropThread {
 public:
  // Is for after finish_dropped. Its destructor waits for no file: what is being taken is put back. The ledger's thread
  // and the clock must outlive it; `tell` and `stopped` are called on this thread.
  DropThread(const DropPlan& plan, const std::filesystem::path& database, LedgerThread& ledger, const Clock& clock,
             TellDropped tell, TellStopped stopped = {});
  ~DropThread();
  DropThread(const DropThread&) = delete;
  DropThread& operator=(const DropThread&) = delete;

 private:
  void work();
  bool look_into_folder();
  bool write_exports();
  void tell_problem(const Error& error);

  const std::filesystem::path in_;  // empty: there is none
  std::optional<DropFolder> folder_;
  std::optional<DropExports> exports_;
  const TellDropped tell_;
  const TellStopped stopped_;
  std::string problem_;  // the problem that was told last; only the thread uses it
  Halt stop_;
  std::thread thread_;  // must be the last member, as it uses the others
};

}  // namespace dockhand

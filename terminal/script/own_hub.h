// The hub of a script or of the demo: an office with the demo warehouse, on any free port of this machine.
//
// Decides: when it runs, and that its terminal is told of it as of any hub. Leaves to others: what is sent
// (sync/session.h), what the hub does with it (sync/hub/hub.h). One thread.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "storage/model/time.h"
#include "sync/hub/hub.h"
#include "sync/session.h"
#include "terminal/station/station.h"

namespace dockhand {

class OwnHub {
 public:
  // `clock` must outlive it.
  OwnHub(std::filesystem::path database, const Clock& clock);
  ~OwnHub();

  // An empty database is filled with the demo warehouse.
  Status start();
  void stop();
  bool runs() const { return hub_ != nullptr; }
  // Sends what waits, and fetches what is new. It has to run.
  Status sync(Station& station);
  // Tells the screens whether it can be reached.
  void tell(Station& station);
  // Books a file of the office, also while it does not run.
  Status book(const std::filesystem::path& file);
  // Makes the day's plan, as a hub does at night. It must not run meanwhile.
  Status plan();
  const SyncReport& last_sync() const { return last_sync_; }

 private:
  std::filesystem::path database_;
  const Clock& clock_;
  std::unique_ptr<Hub> hub_;
  SyncReport last_sync_;
  std::optional<Instant> last_answer_, offline_since_;
};

}  // namespace dockhand

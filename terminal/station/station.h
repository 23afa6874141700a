// A terminal with its books and its line to the hub, but without eyes and hands.
//
// Decides: the order in which ledger, readers, scanners, app and sync come and go, and that an empty database can begin
// as the demo warehouse. Leaves to others: what is on the screen (terminal/app/app.h), the window
// (terminal/window/window.h). One thread, save what the parts say of themselves.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "terminal/app/app.h"
#include "terminal/station/station_options.h"

namespace dockhand {

class Station {
 public:
  // `clock` must outlive the station. `wake` is called from other threads when tick() has something to do.
  static Result<std::unique_ptr<Station>> open(const StationOptions& options, const Clock& clock,
                                               std::function<void()> wake);
  ~Station();

  App& app();
  LedgerThread& ledger();
  // Takes what the keyboard wedge read. The next tick handles it, after what other scanners have sent.
  void scan(const Reading& reading) { show({reading}); }
  // Does the same with all that stands in one picture: at least one.
  void show(const std::vector<Reading>& together);
  // Does what App::tick does, and also takes the news of the hub and the scanners.
  bool tick();
  // Returns whether a scanner was used since the last call.
  bool take_scanned();
  // Makes the plan of the day now, on this thread.
  Status plan();
  // Waits for the ledger until the frame is final.
  void settle();

 private:
  struct State;
  explicit Station(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Books the documents of the demo warehouse. A database that knows a location already is left as it is.
Status import_demo(Ledger& ledger, const std::filesystem::path& database, Instant now);

}  // namespace dockhand

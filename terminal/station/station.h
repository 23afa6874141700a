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

#include "sync/drop/drop_plan.h"
#include "terminal/app/app.h"
#include "terminal/station/journal.h"
#include "terminal/station/scanners.h"

namespace dockhand {

struct StationOptions {
  std::filesystem::path database;
  std::string dock = "DOCK-1";
  std::string person = "Operator";
  std::string hub;            // "http://host:8470"; empty: where it has enrolled, if anywhere
  std::string token_file;     // of the hub; may be empty
  bool demo = false;          // an empty database is filled with the demo warehouse
  double over_tolerance = 0;  // percent of a purchase line that may arrive on top without a question
  PickRules picking;          // what the site lets pickers leave out
  std::vector<ScannerSettings> scanners;
  SiteSettings site;
  bool keep_log = false;                   // dockhand.log beside the database, and what each scanner said last
  std::string users;                       // who may sign on; empty: users.csv beside the database, if there is one
  double sign_off_after = 0;               // minutes without use; 0: never
  PreferenceStore* preferences = nullptr;  // what this terminal is set to; outlives the station; may be none
  std::filesystem::path power_supplies;    // where the kernel tells of the battery; empty: it is not asked
  Health devices;                          // what the window knows of its devices; may be none
  std::filesystem::path sticks;            // in which folder USB sticks are; empty: where the system mounts them
  DropPlan drop;                           // of a terminal that works alone
  bool plan = false;                       // plans once a day by itself, where there is no hub
  std::string messages;                    // the file that says how letters to customers go, where there is no hub
  bool answer = false;  // other programs of the same user, that find the database open (sync/local/desk.h)
};

class Station {
 public:
  // `clock` must outlive the station. `wake` is called from other threads when tick() has something to do.
  static Result<std::unique_ptr<Station>> open(const StationOptions& options, const Clock& clock,
                                               std::function<void()> wake);
  ~Station();

  App& app();
  LedgerThread& ledger();
  // Takes what the keyboard wedge read. The next tick handles it, after what other scanners have sent.
  void scan(const Reading& reading);
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

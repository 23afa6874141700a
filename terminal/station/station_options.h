// What a station is opened with.
//
// Decides: which options there are, and what is taken where nobody says. Leaves to others: whether they can be
// (app_settings.h).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sync/drop/drop_plan.h"
#include "terminal/app/app.h"
#include "terminal/device/health.h"
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

}  // namespace dockhand

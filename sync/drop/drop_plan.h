// Where the office leaves its files and finds those that are for it, as settings say it.
//
// Decides: nothing; it is what programs and the folder agree on. Leaves to others: what is done there
// (sync/drop/drop_folder.h, sync/drop/drop_exports.h).
#pragma once

#include <filesystem>

namespace dockhand {

struct DropPlan {
  std::filesystem::path in, out;  // empty: there is none
  std::filesystem::path users{};  // where people are kept; empty: users.csv beside the database
  bool make = false;              // customers that orders name are made when they are unknown
  bool make_items = false;        // items that rows name as well, tracked as the rows are
  bool skip_bad = false;          // bad rows are left out and the others booked
};

}  // namespace dockhand

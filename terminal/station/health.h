// What a station itself can tell of its parts: books, disk, clock, scanners, hub.
//
// Decides: when a part is well, weak or failed. A scanner that somebody named has to be there; a hub that does not
// answer is no reason to wait. Leaves to others: what the window knows (terminal/window/), the page
// (terminal/screens/health.cpp).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "storage/model/time.h"
#include "terminal/app/app.h"
#include "terminal/device/health.h"

namespace dockhand {

class Scanners;
class Views;

Check check_database(const std::filesystem::path& database, Views& views);
// Checks `free`, the bytes that anybody may use, and whether a file can be written beside the database.
Check check_disk(const std::filesystem::path& database, std::uint64_t free);
std::uint64_t free_beside(const std::filesystem::path& database);
// The clock must not be before what was booked last, nor before this program was written.
Check check_clock(Views& views, Instant now);
// Returns what the hub calls the terminal of these books; empty where it has not enrolled.
std::string name_at_hub(const std::filesystem::path& database);
// `called`: the name that the hub has for this terminal; empty where it has none.
Check check_hub(const HubState& hub, Instant now, const std::string& called = {});
// Checks scanners, and cameras in a line of their own.
std::vector<Check> check_scanners(const Scanners& scanners);

}  // namespace dockhand

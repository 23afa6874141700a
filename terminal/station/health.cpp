#include "terminal/station/health.h"

#include <fmt/format.h>

#include <fstream>
#include <string>
#include <system_error>

#include "storage/ledger/ledger.h"
#include "storage/views/views.h"
#include "sync/enrolment.h"
#include "terminal/kit/words.h"
#include "terminal/station/scanners.h"

namespace dockhand {
namespace {

namespace fs = std::filesystem;
using Is = Check::State;

constexpr std::uint64_t little_room = 512 << 20;
constexpr std::int64_t tolerated_ms = std::int64_t{5} * 60 * 1000;  // between two clocks
constexpr int first_year = 2026;                                    // the year in which this program was written

std::string megabytes(std::uint64_t bytes) { return fmt::format("{} MB", bytes >> 20); }

bool can_write_beside(const fs::path& database) {
  const fs::path probe = database.string() + ".probe";
  std::ofstream stream(probe, std::ios::binary | std::ios::trunc);
  stream << "?\n";
  stream.close();
  std::error_code failure;
  fs::remove(probe, failure);
  return stream.good();
}

Check of_scanner(const ScannerView& scanner, const char* part) {
  const std::string what = scanner.name + (scanner.device.empty() ? "" : " at " + scanner.device);
  if (scanner.ready && scanner.problem.empty()) return {part, Is::good, what};
  return {part, Is::failed,
          scanner.problem.empty()
              ? fmt::format("{what} does not answer. Plug it in, or look at its cable.", fmt::arg("what", what))
              : scanner.problem};
}

}  // namespace

Check check_database(const fs::path& database, Views& views) {
  const auto read = views.sync();
  if (!read) return {"Database", Is::failed, read.error().sentence()};
  std::error_code failure;
  const auto size = fs::file_size(database, failure);
  const std::string where = fs::absolute(database, failure).parent_path().string();
  return {"Database", Is::good,
          failure ? "It can be read."
                  : fmt::format("It can be read: {size}, in {folder}.", fmt::arg("size", megabytes(size)),
                                fmt::arg("folder", where))};
}

std::uint64_t free_beside(const fs::path& database) {
  std::error_code failure;
  const auto space = fs::space(database.parent_path().empty() ? fs::path(".") : database.parent_path(), failure);
  return failure ? 0 : space.available;
}

Check check_disk(const fs::path& database, std::uint64_t free) {
  const std::string room = megabytes(free);
  if (!can_write_beside(database)) {
    return {"Disk", Is::failed, "Nothing can be written beside the database. Call whoever looks after it."};
  }
  if (free < room_for_open_work) {
    return {"Disk", Is::failed,
            fmt::format("Only {room} are free: nothing new can be begun. Make room.", fmt::arg("room", room))};
  }
  if (free < little_room) {
    return {"Disk", Is::weak, fmt::format("Only {room} are free. Make room soon.", fmt::arg("room", room))};
  }
  return {"Disk", Is::good, fmt::format("{room} are free.", fmt::arg("room", room))};
}

Check check_clock(Views& views, Instant now) {
  const std::string says = day(now.date(), Date::from_days(0)) + " " + wall_clock(now);
  const auto last = views.events(1);
  const bool before = last && !last->empty() && now.ms + tolerated_ms < last->front().at.ms;
  if (!before && now.date().year() >= first_year) return {"Clock", Is::good, says};
  return {"Clock", Is::failed,
          fmt::format("It says {says}, which is before what was booked last. Set it.", fmt::arg("says", says))};
}

std::string name_at_hub(const fs::path& database) {
  const auto enrolment = read_enrolment(database);
  return enrolment && *enrolment ? (*enrolment)->name : "";
}

Check check_hub(const HubState& hub, Instant now, const std::string& called) {
  if (!hub.configured) return {"Network", Is::absent, "This terminal works without a hub."};
  if (hub.online) {
    const std::string says = fmt::format("The hub {address} answers.", fmt::arg("address", hub.address));
    return {"Network", Is::good,
            called.empty() ? says
                           : fmt::format("{says} It calls this terminal {name}.", fmt::arg("says", says),
                                         fmt::arg("name", called))};
  }
  return {"Network", Is::weak,
          fmt::format("The hub has not answered since {since}. Work goes on, and is sent later.",
                      fmt::arg("since", time_of(hub.offline_since, now)))};
}

std::vector<Check> check_scanners(const Scanners& scanners) {
  std::vector<Check> checks;
  bool any_scanner = false, any_camera = false;
  for (const ScannerView& scanner : scanners.views()) {
    if (&scanner == &scanners.views().front()) continue;  // the keyboard, which is always there
    const bool camera = scanner.driver == "v4l2";
    any_camera = any_camera || camera;
    any_scanner = any_scanner || !camera;
    checks.push_back(of_scanner(scanner, camera ? "Camera" : "Scanner"));
  }
  if (!any_scanner)
    checks.push_back({"Scanner", Is::absent, "None is named. One that types like a keyboard is heard."});
  if (!any_camera) checks.push_back({"Camera", Is::absent, "None is named."});
  return checks;
}

}  // namespace dockhand

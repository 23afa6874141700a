#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "assets/embedded.h"
#include "storage/import/import.h"
#include "storage/model/fresh_id.h"
#include "storage/model/tools/stable_hash.h"
#include "terminal/station/demo_past.h"
#include "terminal/station/scratch_folder.h"
#include "terminal/station/station.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

Result<bool> knows_nothing(const fs::path& database) {
  auto views = Views::open(database);
  if (!views) return views.error();
  auto locations = (*views)->locations();
  if (!locations) return locations.error();
  return locations->empty();
}

// The files tell of this day and of the weeks around it; whoever fills a database sees them told of his own. Whole
// weeks would keep the weekdays, and leave six days of seven on which nearly all suppliers are late and no other cause
// is seen.
constexpr std::int32_t told_day = 20'779;  // 2026-11-22
std::int32_t told_later(Date today) { return today.days() - told_day; }

// Dates on labels, as of expiry, are printed and stay.
bool is_told_later(const std::string& column) {
  static constexpr std::array columns{"promised", "ordered_at", "due", "from", "until"};
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream rest(line);
  for (std::string cell; std::getline(rest, cell, ',');) cells.push_back(cell);
  return cells;
}

// Files with quotes have none of these columns.
std::string moved(const std::string& text, std::int32_t days) {
  std::istringstream lines(text);
  std::string all, line;
  std::vector<std::string> heading;
  for (; std::getline(lines, line); all += line + "\n") {
    std::vector<std::string> cells = cells_of(line);
    if (heading.empty()) heading = std::exchange(cells, {});
    std::size_t at = 0;
    for (std::size_t i = 0; i < std::min(cells.size(), heading.size()); at += cells[i++].size() + 1) {
      constexpr std::size_t length = 10;
      const auto day = is_told_later(heading[i]) ? Date::parse(cells[i].substr(0, length))
                                                 : Result<Date>(Error{ErrorKind::bad_input, "", ""});
      if (day) line.replace(at, length, Date::from_days(day->days() + days).text());
    }
  }
  return all;
}

// A file of the demo, unpacked where it can be imported.
Result<fs::path> unpacked(const assets::File& file, const fs::path& folder, std::int32_t later) {
  fs::path path = folder / file.name;
  std::ofstream out(path, std::ios::binary);
  out << moved({reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()}, later);
  out.close();
  if (!out) return Error{ErrorKind::io, path.string(), "the demo warehouse cannot be unpacked here"};
  return path;
}

Status import_one(Ledger& ledger, const Result<fs::path>& file, Instant now) {
  if (!file) return file.error();
  const auto by = OperatorName::parse("demo");
  const auto report = import_file(ledger, *file, *by, now);
  if (!report) return report.error();
  if (!report->errors.empty()) return report->errors.front();
  return Done{};
}

Status begin_day_before(Ledger& ledger, Instant at) {
  const auto begun = ledger.execute({fresh_command_id(), OperatorName::parse("demo").value(), at, BeginDay{at.date()}});
  if (!begun) return begun.error();
  const auto* no = std::get_if<Refused>(&*begun);
  return no != nullptr ? Status(no->error) : Status(Done{});
}

// How an item of the demo sells: units a week, and by how much more or less in winter.
struct Sells {
  const char* item;
  double weekly, winter;
};
constexpr std::array sells{Sells{"BRG-6204", 18, 0},   Sells{"BRG-6205", 9, 0},   Sells{"GLV-NIT-L", 14, 0.2},
                           Sells{"GLV-NIT-M", 8, 0.2}, Sells{"TAPE-50", 25, 0.4}, Sells{"BELT-A42", 2, 0},
                           Sells{"OIL-5W30", 12, 0.3}, Sells{"GRS-EP2", 5, 0},    Sells{"BLT-M8-40", 7, 0},
                           Sells{"FLT-OIL-10", 6, 0},  Sells{"LMP-H7", 9, 0.6},   Sells{"DRL-18V", 0.4, 0}};
constexpr int weeks_of_demand = 52;

// The same units for the same item and week, whenever the demo is played: between nothing and twice the rate.
std::int64_t sold(const Sells& one, int weeks_ago, Date day) {
  const std::uint64_t luck = stable_hash(std::string(one.item) + std::to_string(weeks_ago)) >> 32;
  const double share = static_cast<double>(luck % 1000 + luck / 1000 % 1000) / 1000;
  const int month = std::stoi(day.text().substr(5, 2));
  const double season = month <= 3 || month >= 10 ? 1 + one.winter : 1 - one.winter;
  return static_cast<std::int64_t>(one.weekly * season * share + 0.5);
}

// A year of what was asked for before the books, so that the first plan has something to see, and what waits is
// compared with it.
Status import_past_demand(Ledger& ledger, Instant now) {
  std::vector<Command> documents;
  Import rows;
  const auto give = [&] {
    documents.push_back({fresh_command_id(), OperatorName::parse("demo").value(), now, std::exchange(rows, {})});
  };
  for (int week = 1; week <= weeks_of_demand; ++week) {
    const Date day = Date::from_days(now.date().days() - 7 * week - week % 5);
    for (const Sells& one : sells) {
      const std::int64_t units = sold(one, week, day);
      if (units == 0) continue;
      rows.rows.emplace_back(PastDemandRow{ItemCode::parse(one.item).value(), day, Quantity::exactly(units)});
      if (rows.rows.size() == Import::max_rows) give();
    }
  }
  if (!rows.rows.empty()) give();
  const auto taken = ledger.execute_all(documents);
  if (!taken) return taken.error();
  if (const auto* no = std::get_if<Refused>(&taken->front())) return no->error;
  return Done{};
}

}  // namespace

Status import_demo(Ledger& ledger, const fs::path& database, Instant now) {
  const auto empty = knows_nothing(database);
  if (!empty) return empty.error();
  if (!*empty) return Done{};
  const ScratchFolder folder;
  const std::int32_t later = told_later(now.date());
  // A day begins with the orders: what the past has taught is known by then.
  Instant at{now.ms - 86'400'000};
  if (auto begun = begin_day_before(ledger, at); !begun) return begun;
  for (const assets::File& file : assets::demo_files()) {
    if (file.name == std::string_view("orders.csv")) {
      if (auto played = play_demo_past(ledger, now); !played) return played;
      if (auto asked = import_past_demand(ledger, now); !asked) return asked;
      at = now;
    }
    if (auto imported = import_one(ledger, unpacked(file, folder.path(), later), at); !imported) return imported;
  }
  return Done{};
}

}  // namespace dockhand

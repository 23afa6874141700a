#include "sync/drop/drop_exports.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "storage/codec/json.h"
#include "storage/listings/exports.h"
#include "storage/model/private_file.h"
#include "storage/views/told.h"
#include "sync/drop/shared_file.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t events_a_file = 10'000;

}  // namespace

DropExports::DropExports(fs::path out, fs::path database) : out_(std::move(out)), database_(std::move(database)) {}

fs::path DropExports::progress_file() const { return database_.string() + ".exports"; }

Result<DropExports::EventRange> DropExports::read_progress() const {
  std::error_code failure;
  if (!fs::exists(progress_file(), failure)) return EventRange{};
  const auto text = read_private_file(progress_file(), 4096);
  if (!text) return text.error();
  const auto parsed = parse_json(*text, {4096});
  if (!parsed) return Error{ErrorKind::corrupt, progress_file().string(), parsed.error().sentence()};
  JsonObject json(*parsed, progress_file().string());
  const EventRange window{json.integer("after", 0, INT64_MAX), json.integer("until", 0, INT64_MAX)};
  if (auto closed = json.close(); !closed) return closed.error();
  return window;
}

Status DropExports::write_progress(const EventRange& window) const {
  return write_private_file(progress_file(), print_json({{"after", window.after}, {"until", window.until}}) + "\n");
}

Status DropExports::write_window(const EventRange& window, bool newest) const {
  for (const ExportTable& table : export_tables) {
    if (table.state && !newest) continue;
    const auto rows = exported_rows(database_, table.name, window.after, window.until);
    if (!rows) return rows.error();
    if (rows->empty() && !table.state) continue;
    const std::string name = table.state
                                 ? fmt::format("{}.csv", table.name)
                                 : fmt::format("{}-{:012}-{:012}.csv", table.name, window.after + 1, window.until);
    if (auto written = write_shared_file(out_ / name, csv_of_export(table.name, *rows)); !written) return written;
  }
  return Done{};
}

// The window is written down before its files, so that a crash in between makes the same files again.
Result<bool> DropExports::look() {
  std::error_code failure;
  fs::create_directories(out_, failure);
  if (failure) return Error{ErrorKind::io, out_.string(), "the folder cannot be made"};
  auto window = read_progress();
  if (!window) return window.error();
  const auto newest = newest_event(database_);
  if (!newest) return newest.error();
  if (window->after > *newest) *window = {*newest, *newest};  // the books were set back
  if (window->until <= window->after) window->until = std::min(*newest, window->after + events_a_file);
  if (window->until == window->after) return false;
  if (auto noted = write_progress(*window); !noted) return noted.error();
  if (auto written = write_window(*window, window->until == *newest); !written) return written.error();
  if (auto noted = write_progress({window->until, window->until}); !noted) return noted.error();
  return true;
}

}  // namespace dockhand

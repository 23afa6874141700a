#include "sync/drop/drop_exports.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
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
constexpr std::size_t letters_of_life = 8;
constexpr std::size_t largest_progress = 16 << 10;

// A further life of the same writer has a number, so that no two files have one name.
std::string life_after(const std::string& before, const std::string& writer) {
  const std::string life = writer.substr(0, letters_of_life);
  if (!before.starts_with(life)) return life;
  int number = 1;
  if (before.size() > life.size())
    std::from_chars(before.data() + life.size() + 1, before.data() + before.size(), number);
  return fmt::format("{}-{}", life, number + 1);
}

}  // namespace

DropExports::DropExports(fs::path out, fs::path database) : out_(std::move(out)), database_(std::move(database)) {}

fs::path DropExports::progress_file() const { return database_.string() + ".exports"; }

Result<DropExports::Progress> DropExports::read_progress() const {
  std::error_code failure;
  if (!fs::exists(progress_file(), failure)) return Progress{};
  const auto text = read_private_file(progress_file(), largest_progress);
  if (!text) return text.error();
  const auto parsed = parse_json(*text, {largest_progress});
  if (!parsed) return Error{ErrorKind::corrupt, progress_file().string(), parsed.error().sentence()};
  JsonObject json(*parsed, progress_file().string());
  Progress progress{json.integer("after", 0, INT64_MAX), json.integer("until", 0, INT64_MAX)};
  if (json.has("writer")) progress.writer = json.free_text("writer");  // an older program did not note it
  if (json.has("marks")) progress.marks = json.free_text("marks", largest_progress);
  if (json.has("life")) progress.life = json.free_text("life");
  if (auto closed = json.close(); !closed) return closed.error();
  return progress;
}

Status DropExports::write_progress(const Progress& progress) const {
  return write_private_file(progress_file(), print_json({{"after", progress.after},
                                                         {"until", progress.until},
                                                         {"writer", progress.writer},
                                                         {"marks", progress.marks},
                                                         {"life", progress.life}}) +
                                                 "\n");
}

// A window that was begun in the former life is not finished: the numbers in it are of other events by now.
Status DropExports::go_on(Progress& progress) const {
  const std::int64_t told = std::max(progress.after, progress.until);
  const auto here = in_this_life(database_, {told, progress.writer, progress.marks});
  if (!here) return here.error();
  const bool is_noted = progress.writer == here->writer;
  progress.writer = here->writer;
  progress.marks = here->marks;
  if (here->event < told) {
    progress.after = progress.until = std::min(progress.after, here->event);
    progress.life = life_after(progress.life, here->writer);
    if (auto said = tell_set_back(progress, told); !said) return said;
  } else if (is_noted) {
    return Done{};
  }
  return write_progress(progress);
}

Status DropExports::tell_set_back(const Progress& progress, std::int64_t told) const {
  const std::string text = fmt::format(
      "The books were set back to the event {last}. In files whose names do not end with '{life}', the rows with a seq "
      "above that, up to {told}, tell what the books have lost: take back what you have booked of them. What has "
      "happened since comes in files whose names end with '{life}'.\n",
      fmt::arg("last", progress.after), fmt::arg("told", told), fmt::arg("life", progress.life));
  return write_shared_file(out_ / ("BOOKS-SET-BACK-" + progress.life + ".txt"), text);
}

Status DropExports::write_window(const Progress& window, bool newest) const {
  for (const ExportTable& table : export_tables) {
    const bool is_state = table.of == ExportOf::state;
    if (table.of == ExportOf::documents || (is_state && !newest)) continue;
    const auto rows = exported_rows(database_, table.name, window.after, window.until);
    if (!rows) return rows.error();
    if (rows->empty() && !is_state) continue;
    const std::string name = is_state ? fmt::format("{}.csv", table.name)
                                      : fmt::format("{}-{:012}-{:012}{}.csv", table.name, window.after + 1,
                                                    window.until, window.life.empty() ? "" : "-" + window.life);
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
  if (auto went_on = go_on(*window); !went_on) return went_on.error();
  if (window->until <= window->after) window->until = std::min(*newest, window->after + events_a_file);
  if (window->until == window->after) return false;
  if (auto noted = write_progress(*window); !noted) return noted.error();
  if (auto written = write_window(*window, window->until == *newest); !written) return written.error();
  auto told = told_up_to(database_, {window->after, window->writer, window->marks}, window->until);
  if (!told) return told.error();
  window->after = window->until;
  window->marks = std::move(told->marks);
  if (auto noted = write_progress(*window); !noted) return noted.error();
  return true;
}

}  // namespace dockhand

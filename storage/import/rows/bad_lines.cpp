#include "storage/import/rows/bad_lines.h"

#include <algorithm>
#include <charconv>

namespace dockhand {

std::int64_t line_of_place(const std::string& place) {
  std::int64_t line = 0;
  const std::size_t colon = place.rfind(':');
  if (colon != std::string::npos) std::from_chars(place.data() + colon + 1, place.data() + place.size(), line);
  return line;
}

void BadLines::add(std::int64_t line, Error error) {
  // A place of its own is the column; rows of the ledger are counted by the caller.
  if (!error.place.empty() && !error.place.starts_with("row ")) error.message = error.place + ": " + error.message;
  error.place = file_ + ":" + std::to_string(line);
  ++count_;
  if (lines_.size() < ImportReport::max_errors) lines_.push_back({line, std::move(error)});
}

void BadLines::add_last(Error error) {
  ++count_;
  last_ = std::move(error);
}

void BadLines::write_to(ImportReport& report) {
  const std::size_t before = report.errors.size();
  std::stable_sort(lines_.begin(), lines_.end(), [](const auto& a, const auto& b) { return a.line < b.line; });
  for (auto& bad : lines_) {
    if (report.errors.size() < ImportReport::max_errors) report.errors.push_back(std::move(bad.error));
  }
  if (last_ && report.errors.size() < ImportReport::max_errors) report.errors.push_back(*last_);
  std::stable_sort(report.errors.begin(), report.errors.end(),
                   [](const Error& a, const Error& b) { return line_of_place(a.place) < line_of_place(b.place); });
  report.errors_left_out += before + count_ - report.errors.size();
}

}  // namespace dockhand

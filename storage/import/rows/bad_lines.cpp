#include "storage/import/rows/bad_lines.h"

#include <algorithm>
#include <charconv>

namespace dockhand {
namespace {

constexpr std::size_t longest_value = 200;

}  // namespace

std::int64_t line_of_place(const std::string& place) {
  std::int64_t line = 0;
  const std::size_t colon = place.rfind(':');
  if (colon != std::string::npos) std::from_chars(place.data() + colon + 1, place.data() + place.size(), line);
  return line;
}

void BadLines::add(std::int64_t line, const Error& error) {
  // Rows of the ledger are counted by the caller.
  add(line, Faults{{error.place.starts_with("row ") ? "" : error.place, "", error.message}});
}

void BadLines::add(std::int64_t line, const Faults& faults) {
  ++count_;
  faults_ += faults.size();
  for (const CellFault& fault : faults) {
    if (cells_.size() == ImportReport::max_errors) return;
    const bool is_said = fault.column.empty() || fault.message.starts_with(fault.column + " '");
    const std::string of_column = is_said ? "" : fault.column + ": ";
    cells_.push_back({{ErrorKind::bad_input, file_ + ":" + std::to_string(line), of_column + fault.message},
                      line,
                      fault.column,
                      printable(fault.value, longest_value)});
  }
}

void BadLines::add_last(Error error) {
  ++count_;
  ++faults_;
  last_ = std::move(error);
}

void BadLines::write_to(ImportReport& report) {
  const std::size_t before = report.errors.size();
  for (auto& bad : cells_) {
    if (report.errors.size() < ImportReport::max_errors) report.errors.push_back(std::move(bad));
  }
  if (last_ && report.errors.size() < ImportReport::max_errors)
    report.errors.push_back({*last_, line_of_place(last_->place), "", ""});
  std::stable_sort(report.errors.begin(), report.errors.end(),
                   [](const BadCell& a, const BadCell& b) { return a.row < b.row; });
  report.bad_rows += count_;
  report.errors_left_out += before + faults_ - report.errors.size();
}

}  // namespace dockhand

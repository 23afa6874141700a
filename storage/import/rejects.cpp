#include "storage/import/rejects.h"

#include <charconv>
#include <fstream>
#include <map>

#include "storage/files/table.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

std::string quoted_cell(const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::int64_t line_of_place(const std::string& place) {
  std::int64_t line = 0;
  const std::size_t colon = place.rfind(':');
  if (colon != std::string::npos) std::from_chars(place.data() + colon + 1, place.data() + place.size(), line);
  return line;
}

}  // namespace

Status write_rejects(const ImportedFile& imported, const ImportChoices& choices, const fs::path& to) {
  std::map<std::int64_t, std::string> reasons;
  for (const Error& error : imported.report.errors) reasons.emplace(line_of_place(error.place), error.message);
  const auto table = Table::open(imported.file, choices.separator);
  if (!table) return table.error();
  std::ofstream out(to, std::ios::binary | std::ios::trunc);
  std::size_t width = 0;
  const auto read = table->each([&](const TableRow& row) {
    const auto reason = reasons.find(row.line);
    const bool is_header = row.line == imported.report.header_line;
    if (is_header) width = row.cells.size();
    if (!is_header && reason == reasons.end()) return;
    for (std::size_t i = 0; i < std::max(width, row.cells.size()); ++i) {
      out << (i < row.cells.size() ? quoted_cell(row.cells[i]) : "") << ',';
    }
    out << quoted_cell(is_header ? "reason" : reason->second) << '\n';
  });
  out.flush();
  if (!out) return Error{ErrorKind::io, to.string(), "the rejected rows cannot be written there"};
  // What is no table from some line on has no rows to be put right.
  return !read && read.error().kind != ErrorKind::bad_input ? read : Status(Done{});
}

fs::path rejects_of(const fs::path& file) { return file.parent_path() / (file.stem().string() + ".rejects.csv"); }

}  // namespace dockhand

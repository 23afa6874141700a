#include "storage/import/rejects.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <vector>

#include "storage/files/table.h"
#include "storage/import/cells/office_date.h"
#include "storage/import/cells/office_number.h"
#include "storage/import/columns/import_columns.h"
#include "storage/import/mapping/header.h"
#include "storage/import/mapping/mapper.h"
#include "storage/import/mapping/own_gaps.h"
#include "storage/import/mapping/reject_columns.h"
#include "storage/import/mapping/sheets.h"
#include "storage/import/remedies.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

std::string quoted_cell(const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

// What is wrong with one row, as cells of their own; of several faults all.
struct Reject {
  std::string columns, values, remedies, reasons;

  void take(const BadCell& bad) {
    join(columns, bad.column);
    join(values, bad.value);
    join(remedies, remedy_in(bad));
    join(reasons, bad.message);
  }

 private:
  static void join(std::string& all, const std::string& one) {
    if (!one.empty()) all += (all.empty() ? "" : "; ") + one;
  }
};

// Days and numbers of a row that alone could be read in two ways, as the other rows of its file have decided: without
// those rows it would be asked anew.
class AsDecided {
 public:
  AsDecided(const FoundHeader& found, const std::vector<std::string>& headings, const FileForm& form) {
    const auto is_said = [](const std::set<std::string>& forms, const char* one, const char* other) {
      return forms.contains(one) != forms.contains(other);
    };
    if (is_said(form.dates, "dmy", "mdy"))
      days_ = form.dates.contains("dmy") ? DayOrder::day_first : DayOrder::month_first;
    if (is_said(form.decimals, ".", ",")) mark_ = form.decimals.contains(".") ? DecimalMark::point : DecimalMark::comma;
    for (const MappingPart& part : found.mapping.parts) {
      for (const MappedColumn& column : part.columns) look_at(*kind_named(part.kind), column, headings);
    }
  }
  void write_out(std::vector<std::string>& cells) const {
    for (const auto& [place, type] : types_) {
      if (place < cells.size()) write_out(cells[place], type);
    }
  }

 private:
  void look_at(const ImportKind& kind, const MappedColumn& column, const std::vector<std::string>& headings) {
    const auto ours = std::find_if(kind.columns.begin(), kind.columns.end(),
                                   [&](const auto& one) { return one.name == column.column; });
    if (ours == kind.columns.end()) return;
    for (const MappingSum& source : column.sources) {
      const auto place = std::find(headings.begin(), headings.end(), plain_name(source.front().text));
      if (source.size() == 1 && !source.front().literal && place != headings.end())
        types_.emplace(static_cast<std::size_t>(place - headings.begin()), ours->type);
    }
  }
  void write_out(std::string& cell, ColumnType type) const {
    if (type == ColumnType::date && days_ && is_either_day(cell)) {
      if (const auto day = read_date(cell, days_)) cell = day->text();
    }
    if (type == ColumnType::moment && days_ && is_either_day(cell)) {
      if (const auto moment = read_moment(cell, days_)) cell = moment->text();
    }
    if ((type != ColumnType::number && type != ColumnType::price) || !mark_ || !depends_on_mark(cell)) return;
    const auto number = type == ColumnType::price ? read_amount(cell, mark_) : read_whole_number(cell, mark_);
    if (number) cell = *number;
  }
  static bool is_either_day(const std::string& cell) {
    const DayOrders possible = possible_orders(cell);
    return possible.day_first && possible.month_first;
  }

  std::optional<DayOrder> days_;
  std::optional<DecimalMark> mark_;
  std::map<std::size_t, ColumnType> types_;
};

// Rows of the file as they go into the file of rejects.
class RejectWriter {
 public:
  RejectWriter(const ImportReport& report, const ImportChoices& choices, std::ofstream& out)
      : report_(report), choices_(choices), out_(out) {
    for (const BadCell& bad : report.errors) rejects_[bad.row].take(bad);
  }

  // All rows are looked at before the first is taken.
  void look(const TableRow& row) {
    if (row.line < report_.header_line) above_ = row.cells;
    if (row.line == report_.header_line) found_ = found_in(row.cells);
    if (row.line > report_.header_line && found_ && found_->ours)
      has_gaps_ = has_gaps_ || has_gap(found_->header, row.cells);
  }
  void take(const TableRow& row) {
    if (row.line == report_.header_line) return write_header();
    if (row.line < report_.header_line || row.cells == header_) return;
    std::vector<std::string> cells = row.cells;
    std::string number;
    if (file_) file_->take(cells);
    if (part_) {
      std::vector<std::string> unused;
      part_->take(cells, unused);
      number = part_->counted_number();
    }
    const auto reject = rejects_.find(row.line);
    if (reject == rejects_.end()) return;
    if (decided_) decided_->write_out(cells);
    const Reject& why = reject->second;
    write(cells, number, {std::to_string(row.line), why.columns, why.values, why.remedies, why.reasons});
  }

 private:
  std::optional<FoundHeader> found_in(const std::vector<std::string>& cells) {
    header_ = cells;
    auto found = read_header(header_, choices_.header);
    if (!found) {
      const auto both = heading_of_two_lines(above_, cells);
      found = read_header(both, choices_.header);
      if (found) header_ = both;
    }
    return found ? std::optional(*std::move(found)) : std::nullopt;
  }
  void write_header() {
    if (found_ && has_gaps_) found_ = with_gaps_filled(*std::move(found_));
    if (found_ && !found_->ours) carry_out(*found_);
    if (found_) decided_.emplace(*found_, plain_headings(), report_.form);
    numbers_ = part_ && std::find(header_.begin(), header_.end(), kept_line_number) == header_.end();
    write(header_, kept_line_number, {columns_of_faults.begin(), columns_of_faults.end()});
  }
  std::vector<std::string> plain_headings() const {
    std::vector<std::string> names;
    for (const std::string& cell : header_) names.push_back(plain_name(cell));
    return names;
  }
  void carry_out(const FoundHeader& found) {
    const std::vector<std::string> names = plain_headings();
    file_.emplace(found.mapping, names);
    const auto& parts = found.mapping.parts;
    const auto counted =
        std::find_if(parts.begin(), parts.end(), [](const auto& one) { return !one.number_by.empty(); });
    if (counted != parts.end()) part_.emplace(*counted, *kind_named(counted->kind), names);
  }
  // A file of rejects has columns of faults already: the new ones take their place.
  void write(const std::vector<std::string>& cells, const std::string& number, const std::vector<std::string>& faults) {
    for (std::size_t i = 0; i < std::max(header_.size(), cells.size()); ++i) {
      if (i < header_.size() && is_of_faults(header_[i])) continue;
      out_ << (i < cells.size() ? quoted_cell(cells[i]) : "") << ',';
    }
    if (numbers_) out_ << quoted_cell(number) << ',';
    for (const std::string& one : faults) out_ << quoted_cell(one) << (&one == &faults.back() ? '\n' : ',');
  }

  const ImportReport& report_;
  const ImportChoices& choices_;
  std::ofstream& out_;
  std::map<std::int64_t, Reject> rejects_;
  std::vector<std::string> above_, header_;
  std::optional<FoundHeader> found_;
  bool has_gaps_ = false;
  std::optional<FileMapper> file_;
  std::optional<PartMapper> part_;
  std::optional<AsDecided> decided_;
  bool numbers_ = false;
};

}  // namespace

namespace {

// A pipe or a device is written to as it stands: a file that is renamed would take its place.
bool is_file_or_nothing(const fs::path& to) {
  std::error_code failure;
  const fs::file_type type = fs::status(to, failure).type();
  return type == fs::file_type::regular || type == fs::file_type::not_found;
}

}  // namespace

Status write_rejects(const ImportedFile& imported, const ImportChoices& choices, const fs::path& to) {
  const auto table = Table::open(imported.file, choices.separator, sheet_choice_of(choices.sheet, choices.header));
  if (!table) return table.error();
  const bool is_renamed = is_file_or_nothing(to);
  const fs::path part = is_renamed ? fs::path(to.string() + ".part") : to;
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  RejectWriter writer(imported.report, choices, out);
  static_cast<void>(table->each([&writer](const TableRow& row) { writer.look(row); }));
  const auto read = table->each([&writer](const TableRow& row) { writer.take(row); });
  out.close();
  std::error_code failure;
  if (out && is_renamed) fs::rename(part, to, failure);
  if (!out || failure) {
    if (is_renamed) fs::remove(part, failure);
    return Error{ErrorKind::io, to.string(), "the rejected rows cannot be written there"};
  }
  // What is no table from some line on has no rows to be put right.
  return !read && read.error().kind != ErrorKind::bad_input ? read : Status(Done{});
}

Result<std::optional<fs::path>> leave_rejects(const ImportedFile& imported, const ImportChoices& choices,
                                              const fs::path& told) {
  const bool any = !imported.report.errors.empty() && imported.report.header_line != 0;
  if (!any || (choices.try_out && told.empty())) return std::optional<fs::path>();
  const fs::path beside = told.empty() ? rejects_of(imported.file) : told;
  Status written = write_rejects(imported, choices, beside);
  if (written) return std::optional(beside);
  const fs::path here = beside.filename();
  if (told.empty() && write_rejects(imported, choices, here)) return std::optional(here);
  return written.error();
}

fs::path rejects_of(const fs::path& file) { return file.parent_path() / (file.stem().string() + ".rejects.csv"); }

}  // namespace dockhand

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <tuple>

#include "storage/files/table.h"
#include "storage/import/bad_lines.h"
#include "storage/import/column_survey.h"
#include "storage/import/header.h"
#include "storage/import/import.h"
#include "storage/import/import_columns.h"
#include "storage/import/no_rows.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t max_bytes = 1 << 30;
constexpr std::size_t max_rows = 5'000'000;
constexpr std::size_t most_people = 10'000;
constexpr std::size_t most_lines_above_header = 10;
constexpr std::size_t rows_between_words = 20'000;

// What a row of the books is found by: a name, and a line number where there is one.
using Key = std::tuple<std::size_t, std::string_view, std::int32_t, std::string>;
using Found = std::tuple<std::string_view, std::int32_t, std::string>;
struct KeyOf {
  Found operator()(const ItemRow& row) const { return {row.item.text(), 0, {}}; }
  Found operator()(const BarcodeRow& row) const { return {row.code, 0, {}}; }
  Found operator()(const LocationRow& row) const { return {row.location.text(), 0, {}}; }
  Found operator()(const CustomerRow& row) const { return {row.customer, 0, {}}; }
  Found operator()(const OrderLineRow& row) const { return {row.line.document.text(), row.line.line, {}}; }
  Found operator()(const SiteRow& row) const { return {row.setting, 0, {}}; }
  Found operator()(const PurchaseLineRow& row) const { return {row.line.document.text(), row.line.line, {}}; }
  Found operator()(const SupplierRow& row) const { return {row.supplier, 0, {}}; }
  Found operator()(const SourceRow& row) const { return {row.item.text(), 0, row.supplier}; }
  Found operator()(const PastDemandRow& row) const { return {row.item.text(), row.day.days(), {}}; }
  Found operator()(const FaceRow& row) const { return {row.item.text(), 0, row.location.text()}; }
  Found operator()(const AlternativeRow& row) const { return {row.item.text(), 0, row.other.text()}; }
  Found operator()(const WishRow& row) const { return {row.item.text(), 0, row.customer}; }
  Found operator()(const GoodwillRow& row) const { return {"", row.from_days.count, {}}; }
  Found operator()(const PromotionRow& row) const { return {row.item.text(), row.from.days(), {}}; }
  Found operator()(const OpeningRow& row) const {
    const Units& units = row.units;
    return {row.place.text(), 0,
            units.item.text() + (units.lot ? ", lot " + units.lot->text() : "") +
                (units.serial ? ", serial " + units.serial->text() : "")};
  }
  Found operator()(const AsnRow& row) const {
    const Units& units = row.units;
    return {row.unit.text(), 0,
            units.item.text() + (units.lot ? ", lot " + units.lot->text() : "") +
                (units.serial ? ", serial " + units.serial->text() : "") +
                (row.purchase ? ", " + row.purchase->text() : "")};
  }
};
Key key_of(const ImportRow& row) { return std::tuple_cat(std::tuple(row.index()), std::visit(KeyOf{}, row)); }

std::string text_of(const Key& key) {
  const auto& [kind, name, line, part] = key;
  return std::string(name) + (line == 0 ? "" : "/" + std::to_string(line)) + (part.empty() ? "" : " with " + part);
}

std::size_t hash_of(const Key& key) {
  const auto& [kind, name, line, part] = key;
  const std::size_t text = std::hash<std::string_view>{}(name)*31 + std::hash<std::string>{}(part);
  return (text * 31 + static_cast<std::size_t>(line)) * 31 + kind;
}

// Sorts numbers that stand for keys rather than the keys: 16 bytes a row. Of rows whose numbers are the same the keys
// decide.
void find_duplicates(const ParsedImport& parsed, BadLines& bad) {
  std::vector<std::pair<std::size_t, std::size_t>> rows(parsed.rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = {hash_of(key_of(parsed.rows[i])), i};
  std::sort(rows.begin(), rows.end());
  for (std::size_t i = 1, first = 0; i < rows.size(); ++i) {
    if (rows[i].first != rows[first].first) first = i;
    for (std::size_t earlier = first; earlier < i; ++earlier) {
      const Key key = key_of(parsed.rows[rows[i].second]);
      if (key != key_of(parsed.rows[rows[earlier].second])) continue;
      bad.add(parsed.lines[rows[i].second],
              {ErrorKind::bad_input, "",
               text_of(key) + " stands in line " + std::to_string(parsed.lines[rows[earlier].second]) + " already"});
      break;
    }
  }
}

// One kind of rows that the file becomes.
struct Part {
  std::optional<PartMapper> mapper{};  // none: the columns are ours
  Header header{};
  std::optional<ColumnSurvey> survey{};
};

// How a file is read, once its header is known.
struct FileLayout {
  std::int64_t header_line = 0;
  std::optional<FileMapper> file{};
  std::deque<Part> parts{};
};

// Cells of the file as rows with columns of ours, part after part.
class Mapped {
 public:
  explicit Mapped(FileLayout& layout) : layout_(layout) {
    if (layout_.file) layout_.file->restart();
    for (Part& part : layout_.parts) {
      if (part.mapper) part.mapper->restart();
    }
  }
  template <class Take>
  void row(const TableRow& row, const Take& take) {
    if (!layout_.file) return take(layout_.parts.front(), row.cells);
    cells_ = row.cells;
    if (!layout_.file->take(cells_)) {
      ++left_out;
      return;
    }
    for (Part& part : layout_.parts) {
      const auto taken = part.mapper->take(cells_, ours_);
      if (taken == PartMapper::Taken::fee) ++fees;
      if (taken == PartMapper::Taken::row) take(part, ours_);
    }
  }
  std::size_t left_out = 0, fees = 0;

 private:
  FileLayout& layout_;
  std::vector<std::string> cells_, ours_;
};

// Finds the header line, and what stands in the columns below it, in a first reading of the whole table.
class Surveyor {
 public:
  Surveyor(ParsedImport& parsed, BadLines& bad, const ImportChoices& choices, char separator)
      : parsed_(parsed), bad_(bad), choices_(choices), separator_(separator) {}

  void take(const TableRow& row) {
    if (mapped_) {
      const bool is_first = parsed_.sample.empty();
      if (is_first) parsed_.sample = row.cells;
      return mapped_->row(row, [is_first](Part& part, const std::vector<std::string>& cells) {
        if (!is_first || !is_second_heading(part.header, cells)) part.survey->take(cells);
      });
    }
    if (above_.size() < most_lines_above_header && !take_header(row)) above_.push_back(row);
  }
  // Whether the rows can be read.
  bool finish(bool whole) {
    if (!mapped_ && !above_.empty()) {
      bad_.add(above_.front().line, *first_error_);
      guess_header();
    }
    if (!mapped_ && above_.empty() && whole) bad_.add(1, {ErrorKind::bad_input, "", "the file is empty"});
    if (!mapped_) return false;
    for (Part& part : layout.parts) {
      Decided decided = part.survey->decide();
      part.header.conventions = std::move(decided.conventions);
      for (std::string& one : decided.found) tell(std::move(one));
      auto& questions = parsed_.report.questions;
      questions.insert(questions.end(), decided.questions.begin(), decided.questions.end());
    }
    return true;
  }
  FileLayout layout;

 private:
  // False: the row is no header. Lines above it that are none are left out.
  bool take_header(const TableRow& row) {
    auto read = read_header(row.cells, choices_.header);
    if (!read) {
      if (!first_error_) first_error_ = read.error();
      return false;
    }
    if (!above_.empty()) tell("what stands above line " + std::to_string(row.line) + " was left out");
    tell_columns(*read);
    layout.header_line = row.line;
    parsed_.report.header_line = row.line;
    parsed_.headers = row.cells;
    parsed_.mapping = read->mapping;
    read->ours ? take_own(*read) : take_mapping(*read, row.cells);
    for (Part& part : layout.parts) part.survey.emplace(part.header, choices_.said, read->mapping.said, separator_);
    parsed_.report.kind = main_kind();
    mapped_.emplace(layout);
    return true;
  }
  // The first of the widest rows, for whoever can be asked about it.
  void guess_header() {
    const auto said = [](const TableRow& row) {
      return std::count_if(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return !cell.empty(); });
    };
    const auto widest = std::max_element(above_.begin(), above_.end(),
                                         [&](const TableRow& a, const TableRow& b) { return said(a) < said(b); });
    parsed_.headers = widest->cells;
    if (widest + 1 != above_.end()) parsed_.sample = (widest + 1)->cells;
  }
  void tell_columns(const FoundHeader& found) {
    if (!found.mapping.name.empty()) {
      tell("read as " + found.mapping.name +
           (found.left_out.empty() ? ""
                                   : "; " + std::to_string(found.left_out.size()) + " other columns were left out"));
      return;
    }
    for (const std::string& name : found.left_out) {
      tell("column '" + printable(name, 40) + "' " +
           (is_secret(name) ? "was left out: a PIN is chosen at the terminal, and read from no file"
                            : "is not known and was left out"));
    }
  }
  static bool is_secret(const std::string& name) {
    const std::string plain = plain_name(name);
    return plain == "pin" || plain == "password" || plain == "passwort" || plain == "kennwort";
  }
  void take_own(const FoundHeader& found) { layout.parts.emplace_back().header = found.header; }
  void take_mapping(const FoundHeader& found, const std::vector<std::string>& cells) {
    std::vector<std::string> names;
    names.reserve(cells.size());
    for (const std::string& cell : cells) names.push_back(plain_name(cell));
    layout.file.emplace(found.mapping, names);
    for (const MappingPart& one : found.mapping.parts) {
      if (!is_wanted(one)) continue;
      Part& part = layout.parts.emplace_back();
      part.mapper.emplace(one, *kind_named(one.kind), names);
      part.header = part.mapper->header();
    }
  }
  bool is_wanted(const MappingPart& part) const {
    return !part.when_asked || (part.kind == "items" ? choices_.header.make_items : choices_.header.make);
  }
  std::string main_kind() const {
    for (const Part& part : layout.parts) {
      if (!part.mapper || !part.mapper->part().when_asked) return part.header.kind->name;
    }
    return "";
  }
  void tell(std::string sentence) { parsed_.report.found.push_back(std::move(sentence)); }

  ParsedImport& parsed_;
  BadLines& bad_;
  const ImportChoices& choices_;
  const char separator_;
  std::vector<TableRow> above_;  // lines that are no header
  std::optional<Error> first_error_;
  std::optional<Mapped> mapped_;
};

// Gathers the rows in a second reading.
class Gatherer {
 public:
  Gatherer(ParsedImport& parsed, BadLines& bad, FileLayout& layout, const ImportChoices& choices)
      : parsed_(parsed), bad_(bad), layout_(layout), choices_(choices), mapped_(layout) {}

  void take(const TableRow& row) {
    if (full_ || row.line <= layout_.header_line) return;
    line_is_bad_ = false;
    if (row.cells == parsed_.headers) return void(++headings_);
    if (choices_.progress && ++read_ % rows_between_words == 0) choices_.progress("read", read_);
    mapped_.row(row, [&](const Part& part, const std::vector<std::string>& cells) { take_part(row, part, cells); });
    is_first_ = false;
  }
  void finish() {
    auto& found = parsed_.report.found;
    found.insert(found.end(), notes_.begin(), notes_.end());
    if (mapped_.left_out > 0)
      found.push_back(std::to_string(mapped_.left_out) + " rows of what is done, cancelled or not sent were left out");
    if (totals_ > 0) found.push_back(std::to_string(totals_) + " lines of totals were left out");
    if (headings_ > 0) found.push_back(std::to_string(headings_) + " lines of headings among the rows were left out");
    if (mapped_.fees > 0) found.push_back(std::to_string(mapped_.fees) + " rows of shipping and fees were left out");
  }

 private:
  void take_part(const TableRow& written, const Part& part, const std::vector<std::string>& cells) {
    if (line_is_bad_) return;
    const std::int64_t line = written.line;
    if (part.header.kind->read == nullptr) return take_person(line, part, cells);
    auto row = read_row(part.header, cells, notes_);
    if (!row) {
      line_is_bad_ = true;
      if (is_first_ && is_second_heading(part.header, cells)) return void(++headings_);
      if (is_total(written.cells)) return void(++totals_);
      return bad_.add(line, row.error());
    }
    const bool made = part.mapper && part.mapper->part().when_asked;
    if (made && !made_.insert(text_of(key_of(*row)) + " " + std::to_string(row->index())).second) return;
    if (parsed_.rows.size() == max_rows) {
      full_ = true;
      return bad_.add(line, {ErrorKind::bad_input, "", "more than " + std::to_string(max_rows) + " rows"});
    }
    if (made) parsed_.made.push_back(parsed_.rows.size());
    parsed_.rows.push_back(std::move(row).value());
    parsed_.lines.push_back(line);
  }

  void take_person(std::int64_t line, const Part& part, const std::vector<std::string>& cells) {
    auto person = read_person_row(part.header, cells, notes_);
    if (!person) return bad_.add(line, person.error());
    person->line = line;
    const auto& all = parsed_.people;
    const auto twice = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.user == person->user; });
    if (twice != all.end()) {
      return bad_.add(line, {ErrorKind::bad_input, "",
                             person->user + " stands in line " + std::to_string(twice->line) + " already"});
    }
    if (all.size() == most_people) return bad_.add(line, {ErrorKind::bad_input, "", "more people than work anywhere"});
    parsed_.people.push_back(*std::move(person));
  }

  ParsedImport& parsed_;
  BadLines& bad_;
  const FileLayout& layout_;
  const ImportChoices& choices_;
  std::size_t read_ = 0;
  Mapped mapped_;
  Notes notes_;
  std::set<std::string> made_;
  bool line_is_bad_ = false, full_ = false;
  bool is_first_ = true;  // no row below the headings was met yet
  std::size_t totals_ = 0, headings_ = 0;
};

}  // namespace

Result<ParsedImport> parse_import(const fs::path& file, const ImportChoices& choices) {
  std::error_code failure;
  if (const auto size = fs::file_size(file, failure); !failure && size > max_bytes) {
    return Error{ErrorKind::bad_input, file.string(), "the file is larger than 1 GiB: split it"};
  }
  ParsedImport parsed;
  parsed.file = file;
  BadLines bad(file);
  const auto table = Table::open(file, choices.separator);
  if (!table) return table.error();
  parsed.content = table->content();
  parsed.report.found = table->found();
  Surveyor surveyor(parsed, bad, choices, table->separator());
  auto read = table->each([&surveyor](const TableRow& row) { surveyor.take(row); });
  if (!read && read.error().kind != ErrorKind::bad_input) return read.error();
  if (!read) bad.add_last(read.error());
  if (surveyor.finish(read.ok())) {
    Gatherer gatherer(parsed, bad, surveyor.layout, choices);
    read = table->each([&gatherer](const TableRow& row) { gatherer.take(row); });
    gatherer.finish();
  }
  find_duplicates(parsed, bad);
  parsed.report.rows = parsed.rows.size() + parsed.people.size();
  bad.write_to(parsed.report);
  return parsed;
}

}  // namespace dockhand

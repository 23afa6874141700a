#include "storage/import/import.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>
#include <tuple>

#include "storage/import/column_survey.h"
#include "storage/import/header.h"
#include "storage/import/table.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t max_bytes = 1 << 30;
constexpr std::size_t max_rows = 5'000'000;

// What a row of the books is found by: a name, and a line number where there is one.
using Key = std::tuple<std::string_view, std::int32_t, std::string>;
struct KeyOf {
  Key operator()(const ItemRow& row) const { return {row.item.text(), 0, {}}; }
  Key operator()(const BarcodeRow& row) const { return {row.code, 0, {}}; }
  Key operator()(const LocationRow& row) const { return {row.location.text(), 0, {}}; }
  Key operator()(const CustomerRow& row) const { return {row.customer, 0, {}}; }
  Key operator()(const OrderLineRow& row) const { return {row.line.document.text(), row.line.line, {}}; }
  Key operator()(const SiteRow& row) const { return {row.setting, 0, {}}; }
  Key operator()(const PurchaseLineRow& row) const { return {row.line.document.text(), row.line.line, {}}; }
  Key operator()(const AsnRow& row) const {
    const Units& units = row.units;
    return {row.unit.text(), 0,
            units.item.text() + (units.lot ? ", lot " + units.lot->text() : "") +
                (units.serial ? ", serial " + units.serial->text() : "") +
                (row.purchase ? ", " + row.purchase->text() : "")};
  }
};
Key key_of(const ImportRow& row) { return std::visit(KeyOf{}, row); }

std::string text_of(const Key& key) {
  const auto& [name, line, part] = key;
  return std::string(name) + (line == 0 ? "" : "/" + std::to_string(line)) + (part.empty() ? "" : " with " + part);
}

struct BadLine {
  std::int64_t line = 0;
  Error error;
};

// Bad lines in the order in which they are found; only the first ones are kept, however many there are.
class BadLines {
 public:
  explicit BadLines(const fs::path& file) : file_(file.string()) {}

  void add(std::int64_t line, Error error) {
    // A place of its own is the column; rows of the ledger are counted by the caller.
    if (!error.place.empty() && !error.place.starts_with("row ")) error.message = error.place + ": " + error.message;
    error.place = file_ + ":" + std::to_string(line);
    ++count_;
    if (lines_.size() < 2 * ImportReport::max_errors) lines_.push_back({line, std::move(error)});
  }
  // One that has its place already, and after which nothing was read.
  void add_last(Error error) {
    ++count_;
    last_ = std::move(error);
  }
  std::size_t count() const { return count_; }

  void write_to(ImportReport& report) {
    std::stable_sort(lines_.begin(), lines_.end(), [](const auto& a, const auto& b) { return a.line < b.line; });
    for (auto& bad : lines_) {
      if (report.errors.size() < ImportReport::max_errors) report.errors.push_back(std::move(bad.error));
    }
    if (last_ && report.errors.size() < ImportReport::max_errors) report.errors.push_back(*last_);
    report.errors_left_out = count_ - report.errors.size();
  }

 private:
  std::string file_;
  std::vector<BadLine> lines_;
  std::optional<Error> last_;
  std::size_t count_ = 0;
};

// Sorts row numbers rather than building a set of keys: 4 bytes a row.
void find_duplicates(const ParsedImport& parsed, BadLines& bad) {
  std::vector<std::uint32_t> order(parsed.rows.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(key_of(parsed.rows[a]), a) < std::tuple(key_of(parsed.rows[b]), b);
  });
  std::size_t first = 0;
  for (std::size_t i = 1; i < order.size(); ++i) {
    const Key key = key_of(parsed.rows[order[i]]);
    if (key != key_of(parsed.rows[order[first]])) {
      first = i;
      continue;
    }
    bad.add(parsed.lines[order[i]],
            {ErrorKind::bad_input, "",
             text_of(key) + " stands in line " + std::to_string(parsed.lines[order[first]]) + " already"});
  }
}

// The header line and what stands in the columns below it, from a first reading of the whole table.
struct Surveyed {
  std::optional<Header> header;
  std::int64_t header_line = 0;
};
constexpr std::size_t most_lines_above_header = 10;

class Surveyor {
 public:
  Surveyor(ParsedImport& parsed, BadLines& bad, Convention said, char separator)
      : parsed_(parsed), bad_(bad), said_(said), separator_(separator) {}

  void take(const TableRow& row) {
    if (survey_) return survey_->take(row.cells);
    if (above_.size() == most_lines_above_header) return;
    if (may_be_header(row.cells)) return take_header(row);
    above_.push_back(row);
  }
  // Nothing when the file has no header, or a bad one.
  Surveyed finish(bool whole) {
    if (!survey_ && !header_is_bad_ && !above_.empty()) take_header(above_.front());
    if (!survey_ && !header_is_bad_ && whole) bad_.add(1, {ErrorKind::bad_input, "", "the file is empty"});
    if (!survey_) return {};
    Decided decided = survey_->decide();
    surveyed_.header->conventions = std::move(decided.conventions);
    auto& found = parsed_.report.found;
    found.insert(found.end(), decided.found.begin(), decided.found.end());
    parsed_.report.questions = std::move(decided.questions);
    return surveyed_;
  }

 private:
  void take_header(const TableRow& row) {
    auto read = header_is_bad_ ? Error{} : read_header(row.cells);
    if (!read) {
      if (!header_is_bad_) bad_.add(row.line, read.error());
      header_is_bad_ = true;
      return;
    }
    auto& found = parsed_.report.found;
    if (!above_.empty()) found.push_back("what stands above line " + std::to_string(row.line) + " was left out");
    for (const std::string& name : read->left_out) {
      found.push_back("column '" + printable(name, 40) + "' is not known and was left out");
    }
    parsed_.report.kind = read->header.kind->name;
    surveyed_ = {std::move(read->header), row.line};
    survey_.emplace(*surveyed_.header, said_, separator_);
  }

  ParsedImport& parsed_;
  BadLines& bad_;
  const Convention said_;
  const char separator_;
  std::vector<TableRow> above_;  // lines that are no header
  bool header_is_bad_ = false;
  Surveyed surveyed_;
  std::optional<ColumnSurvey> survey_;
};

// Gathers the rows in a second reading.
struct Gather {
  ParsedImport& parsed;
  BadLines& bad;
  const Surveyed& surveyed;
  Notes notes{};
  bool full = false;

  void operator()(const TableRow& table_row) {
    if (full || table_row.line <= surveyed.header_line) return;
    auto row = read_row(*surveyed.header, table_row.cells, notes);
    if (!row) return bad.add(table_row.line, row.error());
    if (parsed.rows.size() == max_rows) {
      full = true;
      return bad.add(table_row.line, {ErrorKind::bad_input, "", "more than " + std::to_string(max_rows) + " rows"});
    }
    parsed.rows.push_back(std::move(row).value());
    parsed.lines.push_back(table_row.line);
  }
};

// The number in "row 17", which is how the ledger places what is wrong with an import; 0 for other places.
std::size_t row_of(const std::string& place) {
  std::size_t row = 0;
  constexpr std::string_view prefix = "row ";
  if (place.compare(0, prefix.size(), prefix) != 0) return 0;
  std::from_chars(place.data() + prefix.size(), place.data() + place.size(), row);
  return row;
}

// Commands of at most Import::max_rows each. Their ids are made of the content and of where the writer stands: an older
// document that comes again after a newer one counts again. The rows are moved out.
std::vector<Command> commands_of(ParsedImport& parsed, std::int64_t next_event, const OperatorName& by, Instant now) {
  const std::string prefix = "import-" + parsed.content.substr(0, 32) + "-" + std::to_string(next_event) + "-";
  std::vector<Command> commands;
  while (!parsed.rows.empty()) {
    const auto begin = parsed.rows.begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(std::min(Import::max_rows, parsed.rows.size()));
    commands.push_back(Command{CommandId::parse(prefix + std::to_string(commands.size() + 1)).value(), by, now,
                               Import{{std::make_move_iterator(begin), std::make_move_iterator(end)}}});
    parsed.rows.erase(begin, end);
  }
  return commands;
}

// The rows from number `row` of the file to the end of its command.
Command rest_from(const std::vector<Command>& commands, std::size_t row) {
  Command rest = commands[row / Import::max_rows];
  auto& rows = std::get<Import>(rest.action).rows;
  rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(row % Import::max_rows));
  return rest;
}

// After the ledger refused a first row: what it says to the rows after it, so that one run tells all of a file's bad
// references. Rows of one file never refer to each other, so they can be asked in any cut.
Status collect_refusals(Ledger& ledger, const Refused& first, const std::vector<Command>& commands,
                        const std::vector<std::int64_t>& lines, BadLines& bad) {
  std::size_t row = 0;
  while (row < lines.size() && !(commands[row / Import::max_rows].id == first.id)) row += Import::max_rows;
  for (std::optional<Refused> refused = first; row < lines.size();) {
    if (refused) {
      const std::size_t within = row_of(refused->error.place);
      if (within == 0 || row + within > lines.size()) return refused->error;
      row += within;
      bad.add(lines[row - 1], refused->error);
      if (bad.count() == ImportReport::max_errors || row == lines.size()) break;
    }
    auto outcome = ledger.preview(rest_from(commands, row));
    if (!outcome) return outcome.error();
    const auto* again = std::get_if<Refused>(&*outcome);
    refused = again != nullptr ? std::optional(*again) : std::nullopt;
    if (again == nullptr) row += Import::max_rows - row % Import::max_rows;
  }
  return Done{};
}

void sum_up(const std::vector<Outcome>& outcomes, ImportReport& report) {
  report.repeated = !outcomes.empty();
  for (const auto& outcome : outcomes) {
    const auto& accepted = std::get<Accepted>(outcome);
    report.repeated = report.repeated && accepted.repeated;
    for (const auto& claim : accepted.claims) report.reserved += claim.granted.units();
  }
}

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
  Surveyor surveyor(parsed, bad, choices.said, table->separator());
  auto read = table->each([&surveyor](const TableRow& row) { surveyor.take(row); });
  if (!read && read.error().kind != ErrorKind::bad_input) return read.error();
  if (!read) bad.add_last(read.error());
  if (const Surveyed surveyed = surveyor.finish(bad.count() == 0); surveyed.header) {
    Gather gather{parsed, bad, surveyed};
    read = table->each([&gather](const TableRow& row) { gather(row); });
    auto& found = parsed.report.found;
    found.insert(found.end(), gather.notes.begin(), gather.notes.end());
  }
  find_duplicates(parsed, bad);
  parsed.report.rows = parsed.rows.size();
  bad.write_to(parsed.report);
  return parsed;
}

Result<ImportReport> import_file(Ledger& ledger, const fs::path& file, const OperatorName& by, Instant now) {
  auto parsed = parse_import(file, {});
  if (!parsed) return parsed.error();
  return book_import(ledger, std::move(parsed).value(), by, now);
}

Result<ImportReport> book_import(Ledger& ledger, ParsedImport parsed, const OperatorName& by, Instant now) {
  ImportReport report = std::move(parsed.report);
  if (!report.errors.empty() || parsed.rows.empty()) return report;
  const auto next_event = ledger.next_event();
  if (!next_event) return next_event.error();
  const auto commands = commands_of(parsed, *next_event, by, now);
  auto outcomes = ledger.execute_all(commands);
  if (!outcomes) return outcomes.error();
  const auto refused = std::find_if(outcomes->begin(), outcomes->end(),
                                    [](const Outcome& outcome) { return std::holds_alternative<Refused>(outcome); });
  if (refused == outcomes->end()) {
    sum_up(*outcomes, report);
    return report;
  }
  BadLines bad(parsed.file);
  if (auto collected = collect_refusals(ledger, std::get<Refused>(*refused), commands, parsed.lines, bad); !collected) {
    return collected.error();
  }
  bad.write_to(report);
  return report;
}

}  // namespace dockhand

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "storage/files/table.h"
#include "storage/import/columns/column_survey.h"
#include "storage/import/columns/import_columns.h"
#include "storage/import/columns/unsaid_columns.h"
#include "storage/import/import.h"
#include "storage/import/mapping/alias_mapping.h"
#include "storage/import/mapping/header.h"
#include "storage/import/mapping/headings.h"
#include "storage/import/mapping/mapping_memory.h"
#include "storage/import/mapping/own_gaps.h"
#include "storage/import/mapping/reject_columns.h"
#include "storage/import/mapping/sheets.h"
#include "storage/import/mapping/state_words.h"
#include "storage/import/rows/bad_lines.h"
#include "storage/import/rows/duplicates.h"
#include "storage/import/rows/file_layout.h"
#include "storage/import/rows/gatherer.h"
#include "storage/import/rows/no_rows.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t max_bytes = 1 << 30;
constexpr std::size_t most_lines_above_header = 10;
constexpr std::size_t most_columns_told = 6;

// Finds the header line, and what stands in the columns below it, in a first reading of the whole table.
class Surveyor {
 public:
  Surveyor(ParsedImport& parsed, BadLines& bad, const ImportChoices& choices, std::optional<char> separator)
      : parsed_(parsed), bad_(bad), choices_(choices), separator_(separator) {}

  void take(const TableRow& row) {
    if (mapped_) {
      if (row.line <= layout.header_line || is_footer(row.cells, parsed_.headers.size())) return;
      const bool is_first = parsed_.sample.empty();
      if (is_first) parsed_.sample = row.cells;
      has_gaps_ = has_gaps_ || (ours_ && has_gap(ours_->header, row.cells));
      layout.cancelled->look(row.cells);
      return mapped_->row(row, [is_first](Part& part, const std::vector<std::string>& cells, const JudgedRow& judged) {
        if (judged.state == RowState::left_out) return;  // it may be of another kind
        if (!is_first || !is_second_heading(part.header, cells)) part.survey->take(cells);
      });
    }
    if (above_.size() < most_lines_above_header && !take_header(row)) above_.push_back(row);
  }
  // No line is a heading, and two lines together are: the rows are to be taken again.
  bool joins_two_lines() {
    if (mapped_) return false;
    for (std::size_t i = 1; i < above_.size(); ++i) {
      const TableRow both{above_[i].line, heading_of_two_lines(above_[i - 1].cells, above_[i].cells)};
      if (both.cells == above_[i].cells || !read_header(both.cells, choices_.header)) continue;
      above_.resize(i - 1);
      tell("the headings stand in the lines " + std::to_string(both.line - 1) + " and " + std::to_string(both.line));
      return take_header(both);
    }
    return false;
  }
  // The columns are ours, and rows leave out what the row above says: they are to be taken again.
  bool fills_gaps() {
    if (!has_gaps_ || !ours_) return false;
    take_again(with_gaps_filled(*std::move(ours_)));
    return true;
  }
  // What looked like numbers of units that are cancelled are marks: the rows are to be taken again.
  bool has_marks() {
    if (!mapped_) return false;
    auto marked = layout.cancelled->with_marks(found_);
    if (!marked) return false;
    take_again(*std::move(marked));
    return true;
  }
  // Whether the rows can be read.
  bool finish(bool whole) {
    if (!mapped_ && !above_.empty()) {
      bad_.add(error_line_ == 0 ? above_.front().line : error_line_, *first_error_);
      guess_header();
    }
    if (!mapped_ && above_.empty() && whole) bad_.add(1, {ErrorKind::bad_input, "", "the file is empty"});
    if (!mapped_) return false;
    std::map<std::string, std::string> currencies;
    for (Part& part : layout.parts) {
      Decided decided = part.survey->decide();
      part.header.conventions = std::move(decided.conventions);
      for (std::string& one : decided.found) tell(std::move(one));
      forget_days(decided.dates);
      currencies.merge(decided.currencies);
      parsed_.report.form.dates.merge(decided.dates);
      parsed_.report.form.decimals.merge(decided.decimals);
      auto& questions = parsed_.report.questions;
      questions.insert(questions.end(), decided.questions.begin(), decided.questions.end());
    }
    meet_currencies(currencies);
    tell_unused_units();
    return true;
  }
  FileLayout layout;

 private:
  // The books have one currency, and a price in them does not say which. `named`: with the column that names it.
  void meet_currencies(const std::map<std::string, std::string>& named) {
    if (named.empty()) return;
    const auto& [currency, column] = *named.begin();
    const std::string house = house_currency(choices_.header.memory);
    if (named.size() == 1 && (house.empty() || house == currency)) {
      parsed_.currency = currency;
      if (house.empty()) {
        tell("column '" + column + "' is in " + currency + ", which is taken to be the currency of the house");
      }
      return;
    }
    if (!house.empty()) tell("the currency of the house is " + house + ", as a file before has said");
    for (Part& part : layout.parts) {
      for (Convention& convention : part.header.conventions) convention.many_currencies = true;
    }
  }
  // Of a file that shows another order of its days than was said once of such files, what was said is not sure any
  // more.
  void forget_days(const std::set<std::string>& shown) {
    const auto said = found_.mapping.said.days;
    if (!said || choices_.said.days) return;
    const bool day = *said == DayOrder::day_first;
    const DayOrder other = day ? DayOrder::month_first : DayOrder::day_first;
    if (!shown.contains(name_of(other)) || shown.contains(name_of(*said))) return;
    tell(day ? "its days have the month first, and of such files it was said that the day is: from now on it is asked"
             : "its days have the day first, and of such files it was said that the month is: from now on it is asked");
    parsed_.mapping.said.days.reset();
    parsed_.forgets_days = true;
  }
  // False: the row is no header. Lines above it that are none are left out.
  bool take_header(const TableRow& row) {
    auto read = read_header(row.cells, choices_.header);
    if (!read) {
      // The line that says most: names of a report may stand above its headings.
      const bool says_nothing = read.error().message == no_known_column().message;
      if (!first_error_ || (!says_nothing && error_line_ == 0)) first_error_ = read.error();
      if (!says_nothing && error_line_ == 0) error_line_ = row.line;
      return false;
    }
    if (!above_.empty()) tell("what stands above line " + std::to_string(row.line) + " was left out");
    tell_columns(*read);
    for (const std::string& one : read->unmet) tell(one);
    layout.header_line = row.line;
    parsed_.report.header_line = row.line;
    parsed_.headers = row.cells;
    const auto is_kept = [](const std::string& name) { return name == kept_line_number; };
    parsed_.is_partial = is_of_rejects(row.cells.back()) || std::any_of(row.cells.begin(), row.cells.end(), is_kept);
    use_header(*read, row.cells);
    if (read->ours) ours_ = *std::move(read);
    return true;
  }
  void take_again(FoundHeader found) {
    ours_.reset();
    has_gaps_ = false;
    layout.parts.clear();
    parsed_.sample.clear();
    use_header(std::move(found), parsed_.headers);
  }
  void use_header(FoundHeader header, const std::vector<std::string>& cells) {
    found_ = std::move(header);
    const FoundHeader& found = found_;
    layout.cancelled.emplace(found, cells, choices_.header);
    parsed_.mapping = found.mapping;
    if (found.ours)
      take_own(found);
    else
      take_mapping(found, cells);
    parsed_.lacking.clear();
    for (Part& part : layout.parts) {
      part.survey.emplace(part.header, choices_.said, found.mapping.said, separator_);
      parsed_.lacking.push_back(lacking_columns(part.header));
      const bool counts = has_column(*part.header.kind, "cancelled") && !parsed_.lacking.back().contains("cancelled");
      if (!counts && !says_what_is_cancelled(found.mapping.states, plain_names(cells)))
        parsed_.lacking.back().insert(std::string(column_of_states));
      if (!part.mapper || !part.mapper->has_done()) parsed_.lacking.back().insert(std::string(column_of_what_is_done));
      part.number = static_cast<std::uint8_t>(parsed_.lacking.size());
    }
    parsed_.report.kind = main_kind();
    mapped_.emplace(layout);
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
    std::vector<std::string> others;
    for (const std::string& name : found.left_out) {
      if (is_of_rejects(name)) continue;
      if (is_secret(name) && found.mapping.name.empty()) {
        tell("column '" + printable(name, 40) +
             "' was left out: a PIN is chosen at the terminal, and read from no file");
      } else {
        others.push_back(printable(name, 40));
      }
    }
    if (others.size() > most_columns_told) parsed_.report.left_columns = others;
    if (!found.mapping.name.empty())
      return tell("read as " + found.mapping.name + (others.empty() ? "" : "; left out were " + columns_text(others)));
    if (others.size() > most_columns_told) return tell(columns_text(others) + " are not known and were left out");
    for (const std::string& name : others) tell("column '" + name + "' is not known and was left out");
  }
  // The first of many.
  static std::string columns_text(const std::vector<std::string>& names) {
    const std::size_t said = std::min(names.size(), most_columns_told);
    std::string text = names.size() > said ? std::to_string(names.size()) + " columns (" : "the columns ";
    for (std::size_t i = 0; i < said; ++i) text += (i == 0 ? "" : ", ") + names[i];
    return names.size() > said ? text + " and " + std::to_string(names.size() - said) + " more)" : text;
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
  // Whoever says how many are in a pack means that rows count in packs.
  void tell_unused_units() {
    const auto counts = [](const Part& part) { return has_column(*part.header.kind, "quantity"); };
    const auto in_packs = [](const Part& part) { return part.mapper && part.mapper->has_units(); };
    const bool any = std::any_of(layout.parts.begin(), layout.parts.end(), counts);
    if (choices_.header.units.empty() || !any || std::any_of(layout.parts.begin(), layout.parts.end(), in_packs))
      return;
    tell("no column says in what its quantities count: they are read as base units, and how many are in one " +
         printable(choices_.header.units.front().word, 24) + " was not used");
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
  const std::optional<char> separator_;  // of a text
  std::vector<TableRow> above_;          // lines that are no header
  std::optional<Error> first_error_;
  std::int64_t error_line_ = 0;  // of a line that is nearly one of headings
  std::optional<Mapped> mapped_;
  std::optional<FoundHeader> ours_;  // the columns are ours
  FoundHeader found_;
  bool has_gaps_ = false;
};

// Whether the import is to end, asked now and then.
class Ending {
 public:
  explicit Ending(const ImportChoices& choices) : choices_(choices) {}
  bool now() { return stopped_ || (++rows_ % rows_between_looks == 0 && at_last()); }
  bool at_last() {
    stopped_ = stopped_ || (choices_.stop && choices_.stop());
    return stopped_;
  }

 private:
  static constexpr std::size_t rows_between_looks = 500;
  const ImportChoices& choices_;
  std::size_t rows_ = 0;
  bool stopped_ = false;
};

bool is_gone_when_read(fs::file_type type) {
  return type == fs::file_type::fifo || type == fs::file_type::character || type == fs::file_type::socket;
}

// Said where a regime is switched on, on whatever way the file comes.
void tell_regimes(ParsedImport& parsed) {
  for (const ImportRow& row : parsed.rows) {
    const auto* site = std::get_if<SiteRow>(&row);
    if (site == nullptr || !site->setting.starts_with("law_") || site->value == 0) continue;
    parsed.report.found.push_back(site->setting +
                                  " is switched on: letters and reminders say what it asks for. It is information, not "
                                  "advice");
  }
}

void look_for_doubles(ParsedImport& parsed, bool confirmed, BadLines& bad) {
  if (confirmed)
    take_last_notices(parsed);
  else
    refuse_second_notices(parsed, bad);
  if (parsed.is_message)
    add_up(parsed);
  else
    refuse_duplicates(parsed, bad);
  if (!confirmed) refuse_second_customers(parsed, bad);
}

// What stands behind a line that cannot be read is not known: nothing of the file is taken, and nobody finds that a
// part of it is missing.
void take_nothing(ParsedImport& parsed) {
  parsed.rows.clear();
  parsed.notes.clear();
  parsed.units.clear();
  parsed.other_items.clear();
  parsed.delivered.clear();
  parsed.ended.clear();
  parsed.people.clear();
  parsed.notices = {};
}

}  // namespace

Result<ParsedImport> parse_import(const fs::path& file, const ImportChoices& choices) {
  std::error_code failure;
  if (is_gone_when_read(fs::status(file, failure).type())) {
    return Error{ErrorKind::bad_input, file.string(),
                 "is a pipe or a device, and a file is read more than once: save it as a file, and import that"};
  }
  if (const auto size = fs::file_size(file, failure); !failure && size > max_bytes) {
    return Error{ErrorKind::bad_input, file.string(), "the file is larger than 1 GiB: split it"};
  }
  ParsedImport parsed;
  parsed.file = file;
  BadLines bad(file);
  const auto table = Table::open(file, choices.separator, sheet_choice_of(choices.sheet, choices.header));
  if (!table) return table.error();
  parsed.content = table->content();
  parsed.report.found = table->found();
  if (!table->encoding().empty()) parsed.report.form = {table->encoding(), text_of_separator(table->separator())};
  parsed.notices = table->notices();
  parsed.is_message = table->is_message();
  const bool is_text = !table->encoding().empty() || table->is_message();
  Surveyor surveyor(parsed, bad, choices, is_text ? std::optional(table->separator()) : std::nullopt);
  Ending stop(choices);
  auto read = table->each([&](const TableRow& row) {
    if (!stop.now()) surveyor.take(row);
  });
  const auto survey_again = [&] {
    read = table->each([&](const TableRow& row) {
      if (!stop.now()) surveyor.take(row);
    });
  };
  if (read && surveyor.joins_two_lines()) survey_again();
  if (read && surveyor.fills_gaps()) survey_again();
  if (read && surveyor.has_marks()) survey_again();
  if (!read && read.error().kind != ErrorKind::bad_input) return read.error();
  if (!read) bad.add_last(read.error());
  if (surveyor.finish(read.ok())) {
    Gatherer gatherer(parsed, bad, surveyor.layout, choices);
    read = table->each([&](const TableRow& row) {
      if (!stop.now()) gatherer.take(row);
    });
    gatherer.finish();
  }
  if (!read) take_nothing(parsed);
  if (stop.at_last()) return Error{ErrorKind::busy, file.string(), "the program is ending"};
  parsed.report.rows = parsed.rows.size() + parsed.people.size();
  look_for_doubles(parsed, choices.confirmed, bad);
  tell_regimes(parsed);
  parsed.report.ended = parsed.ended.size();
  bad.write_to(parsed.report);
  return parsed;
}

}  // namespace dockhand

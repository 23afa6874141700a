#include "storage/files/table.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "storage/files/despatch_advice.h"
#include "storage/files/edi.h"
#include "storage/files/spreadsheet.h"
#include "storage/files/text_file.h"
#include "storage/model/codes.h"
#include "storage/model/tools/small_letters.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::array<char, 4> separators{',', ';', '\t', '|'};

std::string_view name_of_separator(char separator) {
  switch (separator) {
    case ';': return "semicolons";
    case '\t': return "tabs";
    case '|': return "'|'";
    default: return "commas";
  }
}

bool begins_without_case(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) { return a == small_letter(b); });
}

// True for a web page, which many systems export as ".xls".
bool is_web_page(std::string_view start) {
  const std::string_view text = without_blanks(start);
  return begins_without_case(text, "<html") || begins_without_case(text, "<!doctype") ||
         begins_without_case(text, "<table") || begins_without_case(text, "<?xml");
}

// Returns the separator that the first line says, as spreadsheets write it: "sep=;".
std::optional<char> said_separator(std::string_view start) {
  if (!begins_without_case(start, "sep=") || start.size() < 5) return std::nullopt;
  const auto found = std::find(separators.begin(), separators.end(), start[4]);
  return found == separators.end() ? std::nullopt : std::optional(*found);
}

std::size_t count_cells(std::string_view line, char separator) {
  std::size_t cells = 1;
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    if (c == separator && !quoted) ++cells;
  }
  return cells;
}

// Returns the one that the first lines have most often. As a rule, the first line that is no comment is the header.
char find_separator(std::string_view start) {
  std::array<std::size_t, separators.size()> most{};
  for (int lines = 0; lines < 10 && !start.empty(); ++lines) {
    const std::size_t end = std::min(start.find('\n'), start.size());
    const std::string_view line = start.substr(0, end);
    start.remove_prefix(std::min(end + 1, start.size()));
    if (without_blanks(line).empty() || line.front() == '#') continue;
    for (std::size_t i = 0; i < separators.size(); ++i) most[i] = std::max(most[i], count_cells(line, separators[i]));
    if (*std::max_element(most.begin(), most.end()) > 1) break;
  }
  return separators[static_cast<std::size_t>(std::max_element(most.begin(), most.end()) - most.begin())];
}

bool is_empty(const TableRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return cell.empty(); });
}

// A remark of a file with separators is text in its first cell and nothing in the others.
bool is_remark(const TableRow& row) {
  const std::string& first = row.cells.front();
  if (!first.starts_with('#') && !(row.line == 1 && begins_without_case(first, "sep="))) return false;
  return std::all_of(row.cells.begin() + 1, row.cells.end(), [](const std::string& cell) { return cell.empty(); });
}

// Old programs end a text with Ctrl-Z.
void drop_end_of_file(TableRow& row) {
  if (row.cells.empty()) return;
  std::string& last = row.cells.back();
  if (last.ends_with('\x1A')) last.pop_back();
}

TakeRow without_layout(const TakeRow& take) {
  return [&take](TableRow& row) {
    drop_end_of_file(row);
    for (std::string& cell : row.cells) {
      const std::string_view text = without_blanks(cell);
      if (text.size() != cell.size()) cell = std::string(text);
    }
    if (!is_empty(row) && !is_remark(row)) take(row);
  };
}

std::function<Status(const TakeRow&)> each_of_rows(std::vector<TableRow> read) {
  auto rows = std::make_shared<std::vector<TableRow>>(std::move(read));
  return [rows](const TakeRow& take) -> Status {
    for (TableRow row : *rows) take(row);
    return Done{};
  };
}

Status each_of_text(const TextFile& text, char separator, const TakeRow& take) {
  CsvReader reader(text.file.string(), separator, take);
  auto read = read_text(text, [&reader](std::string_view piece) { return reader.feed(piece); });
  auto finished = reader.finish();
  return read ? finished : read;
}

}  // namespace

Result<char> parse_separator(std::string_view text) {
  if (text == "tab") return '\t';
  for (const char separator : separators) {
    if (text == std::string_view(&separator, 1)) return separator;
  }
  return Error{ErrorKind::bad_input, "separator", "'" + printable(text, 16) + "' is none of , ; | tab"};
}

std::string text_of_separator(char separator) { return separator == '\t' ? "tab" : std::string(1, separator); }

Result<Table> Table::open(const fs::path& file, std::optional<char> separator, const SheetChoice& choice) {
  Table table;
  auto text = examine_text(file);
  if (!text) return text.error();
  table.content_ = text->content;
  if (is_spreadsheet(text->signature)) {
    auto sheet = read_spreadsheet(file, choice);
    if (!sheet) return sheet.error();
    // Two sheets of one file are two documents.
    if (!choice.name.empty()) table.content_ = content_of(table.content_ + choice.name);
    table.found_ = std::move(sheet->found);
    table.each_ = each_of_rows(std::move(sheet->rows));
    return table;
  }
  if (is_edi(text->start)) {
    auto advice = read_despatch_advice(*text);
    if (!advice) return advice.error();
    table.found_ = std::move(advice->found);
    table.is_message_ = true;
    table.notices_ = std::move(advice->changes);
    table.each_ = each_of_rows(std::move(advice->rows));
    return table;
  }
  if (is_web_page(text->start)) {
    return Error{ErrorKind::bad_input, file.string(),
                 "is a web page that is called a table: open it in a spreadsheet, and save it as .xlsx or CSV"};
  }
  if (text->has_other_letters) {
    return Error{
        ErrorKind::bad_input, file.string(),
        "its letters are in none of the encodings UTF-8, UTF-16 and Windows-1252, and would become others: save "
        "it as \"CSV UTF-8\", or as .xlsx"};
  }
  const auto said = said_separator(text->start);
  if (separator)
    table.separator_ = *separator;
  else
    table.separator_ = said ? *said : find_separator(text->start);
  table.encoding_ = name_of(text->encoding);
  if (text->encoding != Encoding::utf8)
    table.found_.push_back(std::string("the text is in ") + name_of(text->encoding));
  if (table.separator_ != ',') {
    table.found_.push_back("columns are separated by " + std::string(name_of_separator(table.separator_)));
  }
  table.each_ = [text = std::move(*text), sign = table.separator_](const TakeRow& take) {
    return each_of_text(text, sign, take);
  };
  return table;
}

Status Table::each(const TakeRow& take) const { return each_(without_layout(take)); }

}  // namespace dockhand

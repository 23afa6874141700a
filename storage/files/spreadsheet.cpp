#include "storage/files/spreadsheet.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <set>

#include "storage/files/blanks.h"
#include "storage/files/sheet_values.h"
#include "storage/files/text_file.h"
#include "storage/model/codes.h"
#include "storage/model/tools/plural.h"
#include "storage/model/tools/small_letters.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t max_part_bytes = 256 << 20;
constexpr std::size_t max_columns = 16'384;
constexpr std::size_t longest_code = 64;  // that a format fills up with zeros
constexpr std::string_view old_format = "\xD0\xCF\x11\xE0";

struct CloseZip {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, CloseZip>;
struct CloseEntry {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

Error bad_sheet(const fs::path& file, const std::string& why) { return {ErrorKind::bad_input, file.string(), why}; }

// Names are compared without the prefix of their namespace: some writers say <x:row>.
std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}
pugi::xml_node child_of(const pugi::xml_node& node, std::string_view name) {
  return node.find_child([name](const pugi::xml_node& child) { return local_name(child) == name; });
}
template <class Take>
void each_child(const pugi::xml_node& node, std::string_view name, const Take& take) {
  for (const pugi::xml_node& child : node.children()) {
    if (local_name(child) == name) take(child);
  }
}

bool is_old(const fs::path& file) {
  const auto stream = open_for_reading(file);
  std::array<char, old_format.size()> begin{};
  return stream && std::fread(begin.data(), 1, begin.size(), stream->get()) == begin.size() &&
         std::string_view(begin.data(), begin.size()) == old_format;
}

class Workbook {
 public:
  static Result<Workbook> open(const fs::path& file) {
    int code = 0;
    if (is_old(file)) {
      return bad_sheet(file, "this is a spreadsheet in the format .xls, of before 2007: save it as .xlsx or CSV");
    }
    Workbook book(file, Archive(zip_open(file.c_str(), ZIP_RDONLY, &code)));
    if (!book.archive_) return bad_sheet(file, "this is a damaged archive, no spreadsheet");
    if (zip_name_locate(book.archive_.get(), "xl/workbook.xml", 0) < 0) {
      return bad_sheet(file, "this archive is no spreadsheet in the format .xlsx: save the table as .xlsx or CSV");
    }
    return book;
  }

  Result<Spreadsheet> read(const SheetChoice& choice) {
    auto sheets = open_sheets();
    if (!sheets) return sheets.error();
    auto chosen = choice.name.empty() ? choose(*sheets, choice) : named(*sheets, choice.name);
    if (!chosen) return chosen.error();
    Spreadsheet sheet;
    sheet.rows = std::move(chosen->rows);
    if (sheets->size() > 1) {
      sheet.found.push_back("the sheet '" + chosen->name + "' is read, " +
                            plural(sheets->size() - 1, "other is not", "others are not") + " (" +
                            names_of(*sheets, [&](const SheetName& one) { return one.path != chosen->path; }) + ")");
    }
    if (chosen->hidden_rows > 0)
      sheet.found.push_back(
          plural(chosen->hidden_rows, "row that is hidden is read as well", "rows that are hidden are read as well"));
    return sheet;
  }

  Result<std::vector<std::string>> known(const SheetChoice& choice) {
    const auto sheets = open_sheets();
    if (!sheets) return sheets.error();
    std::vector<std::string> names;
    for (const SheetName& one : *sheets) {
      if (one.hidden) continue;
      auto rows = read_rows(one);
      if (!rows) return rows.error();
      if (is_known(rows->rows, choice)) names.push_back(one.name);
    }
    return names;
  }

 private:
  Workbook(fs::path file, Archive archive) : file_(std::move(file)), archive_(std::move(archive)) {}

  // Returns one part of the archive, parsed. It is an empty document when the part is missing.
  Result<std::unique_ptr<pugi::xml_document>> part(const std::string& path) {
    auto document = std::make_unique<pugi::xml_document>();
    zip_stat_t about;
    if (zip_stat(archive_.get(), path.c_str(), 0, &about) != 0) return document;
    if (about.size > max_part_bytes) return bad_sheet(file_, "the spreadsheet is too large: save the table as CSV");
    const std::unique_ptr<zip_file_t, CloseEntry> entry(zip_fopen(archive_.get(), path.c_str(), 0));
    std::string bytes(about.size, '\0');
    if (!entry || zip_fread(entry.get(), bytes.data(), about.size) != static_cast<zip_int64_t>(about.size)) {
      return bad_sheet(file_, "the spreadsheet is damaged in its part " + path);
    }
    if (!document->load_buffer(bytes.data(), bytes.size())) {
      return bad_sheet(file_, "the spreadsheet is damaged in its part " + path);
    }
    return document;
  }

  struct SheetName {
    std::string name, path;
    bool hidden = false;
  };
  struct SheetRows {
    std::string name, path;
    std::vector<TableRow> rows;
    std::size_t hidden_rows = 0;
  };

  template <class Is>
  static std::string names_of(const std::vector<SheetName>& sheets, const Is& is) {
    std::string names;
    for (const SheetName& one : sheets) {
      if (is(one)) names += (names.empty() ? "'" : ", '") + printable(one.name, 40) + "'";
    }
    return names;
  }

  Result<std::vector<SheetName>> open_sheets() {
    auto sheets = all_sheets();
    if (!sheets) return sheets;
    if (auto read = read_strings(); !read) return read.error();
    if (auto read = read_styles(); !read) return read.error();
    return sheets;
  }

  static bool is_known(const std::vector<TableRow>& rows, const SheetChoice& choice) {
    if (!choice.is_known) return false;
    const auto count = static_cast<std::ptrdiff_t>(std::min(rows.size(), rows_that_tell));
    return choice.is_known({rows.begin(), rows.begin() + count});
  }

  // A sheet that was said may be hidden.
  Result<SheetRows> named(const std::vector<SheetName>& sheets, const std::string& name) {
    const auto found = std::find_if(sheets.begin(), sheets.end(), [&](const SheetName& one) {
      return small_letters(std::string(without_blanks(one.name))) == small_letters(std::string(without_blanks(name)));
    });
    if (found != sheets.end()) return read_rows(*found);
    return bad_sheet(file_, "has no sheet '" + printable(name, 40) + "': it has " +
                                names_of(sheets, [](const SheetName&) { return true; }));
  }

  // The only one whose columns are known, else the first that is a table.
  Result<SheetRows> choose(const std::vector<SheetName>& sheets, const SheetChoice& choice) {
    std::optional<SheetRows> first, table;
    std::vector<std::string> known;
    for (const SheetName& one : sheets) {
      if (one.hidden) continue;
      auto rows = read_rows(one);
      if (!rows) return rows.error();
      if (is_known(rows->rows, choice)) {
        if (known.empty()) first = std::move(*rows);
        known.push_back(one.name);
      } else if (known.empty() && !table && is_table(rows->rows)) {
        table = std::move(*rows);
      } else if (!first) {
        first = std::move(*rows);
      }
    }
    if (known.size() > 1) {
      return bad_sheet(file_, "the columns of " + plural(known.size(), "sheet are", "sheets are") + " known (" +
                                  names_of(sheets,
                                           [&](const SheetName& one) {
                                             return std::find(known.begin(), known.end(), one.name) != known.end();
                                           }) +
                                  "), and one is read at a time: say which with --sheet");
    }
    if (known.empty() && table) return std::move(*table);
    if (first) return std::move(*first);
    return bad_sheet(file_, "the spreadsheet has no sheet that could be read");
  }

  // A page in front of the table has a title, and who made it: no row of it has two cells.
  static bool is_table(const std::vector<TableRow>& rows) {
    return std::any_of(rows.begin(), rows.end(), [](const TableRow& row) {
      return std::count_if(row.cells.begin(), row.cells.end(), [](const auto& cell) { return !cell.empty(); }) > 1;
    });
  }

  Result<std::vector<SheetName>> all_sheets() {
    const auto workbook = part("xl/workbook.xml");
    const auto relations = part("xl/_rels/workbook.xml.rels");
    if (!workbook) return workbook.error();
    if (!relations) return relations.error();
    const pugi::xml_node root = (*workbook)->document_element();
    from_1904_ = child_of(root, "workbookPr").attribute("date1904").as_bool();
    std::vector<SheetName> sheets;
    each_child(child_of(root, "sheets"), "sheet", [&](const pugi::xml_node& sheet) {
      const std::string state = sheet.attribute("state").as_string();
      std::string id;
      for (const pugi::xml_attribute& one : sheet.attributes()) {
        if (std::string_view(one.name()).ends_with(":id")) id = one.as_string();
      }
      const std::string target = target_of(**relations, id);
      const bool hidden = target.empty() || state.ends_with("idden");
      sheets.push_back({sheet.attribute("name").as_string(), target, hidden});
    });
    return sheets;
  }

  // Returns the path of the part that a relation names. Empty: there is none.
  static std::string target_of(const pugi::xml_document& relations, const std::string& id) {
    std::string target;
    each_child(relations.document_element(), "Relationship", [&](const pugi::xml_node& one) {
      if (one.attribute("Id").as_string() == id) target = one.attribute("Target").as_string();
    });
    if (target.empty()) return target;
    return target.starts_with('/') ? target.substr(1) : "xl/" + target;
  }

  Status read_strings() {
    const auto strings = part("xl/sharedStrings.xml");
    if (!strings) return strings.error();
    each_child((*strings)->document_element(), "si",
               [this](const pugi::xml_node& one) { strings_.push_back(rich_text(one)); });
    return Done{};
  }

  static std::string rich_text(const pugi::xml_node& node) {
    std::string text = child_of(node, "t").text().get();
    each_child(node, "r", [&](const pugi::xml_node& run) { text += child_of(run, "t").text().get(); });
    return text;
  }

  // Reads which styles show a day, or zeros in front. ECMA-376, part 1, 18.8.30 has the formats that have numbers of
  // their own.
  Status read_styles() {
    const auto styles = part("xl/styles.xml");
    if (!styles) return styles.error();
    const pugi::xml_node root = (*styles)->document_element();
    std::set<int> day_formats;
    std::map<int, std::size_t> zero_formats;
    each_child(child_of(root, "numFmts"), "numFmt", [&](const pugi::xml_node& format) {
      const char* code = format.attribute("formatCode").as_string();
      const int number = format.attribute("numFmtId").as_int();
      if (shows_day(code)) day_formats.insert(number);
      zero_formats[number] = std::min(digits_shown(code), longest_code);
    });
    each_child(child_of(root, "cellXfs"), "xf", [&](const pugi::xml_node& style) {
      const int format = style.attribute("numFmtId").as_int();
      const bool of_its_own = (format >= 14 && format <= 17) || format == 22 || (format >= 27 && format <= 36) ||
                              (format >= 50 && format <= 58);
      const auto zeros = zero_formats.find(format);
      styles_.push_back({of_its_own || day_formats.contains(format), zeros == zero_formats.end() ? 0 : zeros->second});
    });
    return Done{};
  }

  Result<SheetRows> read_rows(const SheetName& name) {
    const auto sheet = part(name.path);
    if (!sheet) return sheet.error();
    SheetRows read{name.name, name.path, {}, 0};
    std::vector<TableRow>& rows = read.rows;
    std::int64_t number = 0;
    each_child(child_of((*sheet)->document_element(), "sheetData"), "row", [&](const pugi::xml_node& row) {
      number = row.attribute("r").as_llong(number + 1);
      TableRow& made = rows.emplace_back();
      made.line = number;
      read.hidden_rows += row.attribute("hidden").as_bool() ? 1U : 0U;
      each_child(row, "c", [&](const pugi::xml_node& cell) {
        const std::size_t column = column_of(cell.attribute("r").as_string(), made.cells.size());
        if (column >= max_columns) return;
        if (made.cells.size() <= column) made.cells.resize(column + 1);
        made.cells[column] = text_of(cell);
      });
      if (made.cells.empty()) rows.pop_back();
    });
    each_child(child_of((*sheet)->document_element(), "mergeCells"), "mergeCell",
               [&](const pugi::xml_node& one) { fill_merged(one.attribute("ref").as_string(), rows); });
    return read;
  }

  // "A2:A5" is one cell over four rows: each of them says what it says. What is merged to the side is a heading. A
  // number beyond the first column may be a quantity of all four together: nobody knows of which it is how much.
  static void fill_merged(std::string_view range, std::vector<TableRow>& rows) {
    const std::size_t colon = range.find(':');
    if (colon == std::string_view::npos) return;
    const std::string_view from = range.substr(0, colon), to = range.substr(colon + 1);
    const std::size_t column = column_of(from, max_columns);
    if (column >= max_columns) return;
    const std::int64_t first = row_of(from), last = row_of(to);
    auto row = std::lower_bound(rows.begin(), rows.end(), first,
                                [](const TableRow& one, std::int64_t line) { return one.line < line; });
    if (row == rows.end() || row->line != first || row->cells.size() <= column) return;
    const std::string text = row->cells[column];
    if (column > 0 && text.find_first_not_of("0123456789.,") == std::string::npos) return;
    for (++row; row != rows.end() && row->line <= last; ++row) {
      if (row->cells.size() <= column) row->cells.resize(column + 1);
      row->cells[column] = text;
    }
  }

  // Returns the 12 of "AB12".
  static std::int64_t row_of(std::string_view reference) {
    std::int64_t row = 0;
    const std::size_t digits = std::min(reference.find_first_of("0123456789"), reference.size());
    std::from_chars(reference.data() + digits, reference.data() + reference.size(), row);
    return row;
  }

  // "AB12" is column 27; `next` when the cell says nothing.
  static std::size_t column_of(std::string_view reference, std::size_t next) {
    std::size_t column = 0;
    for (const char c : reference) {
      if (c < 'A' || c > 'Z' || column > max_columns) break;
      column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
    }
    return column == 0 ? next : column - 1;
  }

  std::string text_of(const pugi::xml_node& cell) const {
    const std::string_view type = cell.attribute("t").as_string("n");
    if (type == "inlineStr") return rich_text(child_of(cell, "is"));
    const std::string value = child_of(cell, "v").text().get();
    const pugi::xml_node formula = child_of(cell, "f");
    if (value.empty() && formula) return std::string("=") + formula.text().get();  // nobody has calculated it
    if (type == "s") {
      std::size_t index = strings_.size();
      std::from_chars(value.data(), value.data() + value.size(), index);
      return index < strings_.size() ? strings_[index] : std::string();
    }
    if (type == "b") return value == "1" ? "TRUE" : "FALSE";
    if (type != "n" || value.empty()) return value;
    double number = 0;
    const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (failure != std::errc{} || end != value.data() + value.size()) return value;
    const auto index = static_cast<std::size_t>(cell.attribute("s").as_uint());
    const Style style = index < styles_.size() ? styles_[index] : Style();
    return style.shows_day ? day_text(number, from_1904_) : number_text(number, style.digits);
  }

  fs::path file_;
  Archive archive_;
  std::vector<std::string> strings_;
  struct Style {
    bool shows_day = false;
    std::size_t digits = 0;  // that are shown at least
  };
  std::vector<Style> styles_;
  bool from_1904_ = false;
};

}  // namespace

bool is_spreadsheet(std::string_view first_bytes) {
  return first_bytes.starts_with("PK\x03\x04") || first_bytes.starts_with(old_format);
}

Result<Spreadsheet> read_spreadsheet(const fs::path& file, const SheetChoice& choice) {
  auto book = Workbook::open(file);
  if (!book) return book.error();
  return book->read(choice);
}

Result<std::vector<std::string>> known_sheets(const fs::path& file, const SheetChoice& choice) {
  auto book = Workbook::open(file);
  if (!book) return book.error();
  return book->known(choice);
}

}  // namespace dockhand

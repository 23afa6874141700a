#include "terminal/cli/rows.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "storage/listings/exports.h"
#include "storage/model/exit_code.h"
#include "storage/model/place_words.h"
#include "storage/model/tools/utf8.h"
#include "storage/options/command_line.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

// Programs read the ledger's own name of an account (line_of).
std::string shown_text(const RowJson& value) { return place_in_words(cell_text(value)); }

std::size_t width_of(const std::string& text) { return count_characters(text); }

struct Column {
  std::string name;
  std::size_t width = 0;
  bool right = true;  // until a text is seen
};

std::vector<Column> columns_of(const std::vector<RowJson>& rows) {
  std::vector<Column> columns;
  for (const auto& [name, value] : rows[0].items()) columns.push_back({name, width_of(name), true});
  for (const auto& row : rows) {
    for (auto& column : columns) {
      const auto& value = row[column.name];
      column.width = std::max(column.width, width_of(shown_text(value)));
      column.right = column.right && value.is_number();
    }
  }
  return columns;
}

void add_cell(std::string& line, const std::string& text, const Column& column) {
  const std::string fill(column.width - width_of(text), ' ');
  line += (line.empty() ? "" : "  ") + (column.right ? fill + text : text + fill);
}

std::string without_end_blanks(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

}  // namespace

std::string line_of(const RowJson& row) { return row.dump(-1, ' ', false, RowJson::error_handler_t::replace) + "\n"; }

std::string table_of(const std::vector<RowJson>& rows) {
  if (rows.empty()) return "(nothing)\n";
  const auto columns = columns_of(rows);
  std::string heading;
  for (const auto& column : columns) add_cell(heading, column.name, column);
  std::string text = without_end_blanks(heading);
  for (const auto& row : rows) {
    std::string line;
    for (const auto& column : columns) add_cell(line, shown_text(row[column.name]), column);
    text += without_end_blanks(line);
  }
  return text;
}

bool write_out(const std::string& text) { return write_to_standard_output("dockhand", text); }

namespace {

// A spreadsheet takes a text that begins so for a formula, and computes it. With an apostrophe before it, it is a text.
bool is_taken_for_a_formula(const std::string& text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos &&
         text.find_first_not_of("+-.,0123456789") != std::string::npos;
}

std::vector<RowJson> without_formulas(std::vector<RowJson> rows) {
  for (RowJson& row : rows) {
    for (auto& [name, value] : row.items()) {
      if (value.is_string() && is_taken_for_a_formula(value.get<std::string>())) {
        value = "'" + value.get<std::string>();
      }
    }
  }
  return rows;
}

}  // namespace

int show_rows(const std::vector<RowJson>& rows, ShownAs as) {
  if (as == ShownAs::table) return write_out(table_of(rows)) ? exit_ok : exit_failed;
  if (as == ShownAs::csv) return write_out(csv_of(without_formulas(rows))) ? exit_ok : exit_failed;
  for (const auto& row : rows) {
    if (!write_out(line_of(row))) return exit_failed;
  }
  return exit_ok;
}

}  // namespace dockhand

#include "storage/import/mapping/sheets.h"

#include "storage/files/spreadsheet.h"
#include "storage/files/table.h"
#include "storage/files/text_file.h"
#include "storage/import/mapping/header.h"

namespace dockhand {
namespace {

bool has_known_heading(const std::vector<TableRow>& rows, const HeaderChoices& choices) {
  std::vector<std::string> above;
  for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
    std::vector<std::string> cells;
    cells.reserve(rows[i].cells.size());
    for (const std::string& cell : rows[i].cells) cells.emplace_back(without_blanks(cell));
    if (read_header(cells, choices) || read_header(heading_of_two_lines(above, cells), choices)) return true;
    above = std::move(cells);
  }
  return false;
}

}  // namespace

SheetChoice sheet_choice_of(const std::string& said, const HeaderChoices& choices) {
  return {said, [header = choices](const std::vector<TableRow>& rows) { return has_known_heading(rows, header); }};
}

std::vector<std::string> sheets_to_choose(const std::filesystem::path& file, const HeaderChoices& choices) {
  const auto text = examine_text(file);
  if (!text || !is_spreadsheet(text->signature)) return {};
  auto known = known_sheets(file, sheet_choice_of("", choices));
  return known && known->size() > 1 ? *std::move(known) : std::vector<std::string>();
}

}  // namespace dockhand

#include "storage/import/no_rows.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "storage/import/cells/plain_name.h"

namespace dockhand {
namespace {

bool is_written_in_digits(ColumnType type) {
  return type == ColumnType::number || type == ColumnType::price || type == ColumnType::date ||
         type == ColumnType::moment;
}

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != std::string_view::npos; }

}  // namespace

bool is_total(const std::vector<std::string>& cells) {
  static constexpr std::array<std::string_view, 19> words{
      "total",  "totals",   "grand total",    "subtotal",    "sub total",     "sum",      "summe",
      "gesamt", "ergebnis", "gesamtergebnis", "totale",      "zwischensumme", "endsumme", "insgesamt",
      "totaal", "totaux",   "suma",           "gesamtsumme", "total general"};
  const auto first = std::find_if(cells.begin(), cells.end(), [](const std::string& cell) { return !cell.empty(); });
  if (first == cells.end()) return false;
  const std::string text = plain_name(*first);
  // "A-01 Total", as tables that sum up by groups end each of them.
  if (text.ends_with(" total") || text.ends_with(" ergebnis")) return true;
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_second_heading(const Header& header, const std::vector<std::string>& cells) {
  bool words = false;
  for (std::size_t i = 0; i < header.places.size(); ++i) {
    const auto place = static_cast<std::size_t>(header.places[i]);
    if (header.places[i] < 0 || place >= cells.size() || cells[place].empty()) continue;
    if (!is_written_in_digits(header.kind->columns[i].type)) continue;
    if (has_digit(cells[place])) return false;
    words = true;
  }
  return words;
}

}  // namespace dockhand

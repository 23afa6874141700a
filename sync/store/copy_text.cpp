#include "sync/store/copy_text.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "storage/model/codes.h"

namespace dockhand {
namespace {

constexpr std::string_view as_bytes = "\xEF\xBF\xBE";  // this is U+FFFE
constexpr std::string_view digits = "0123456789abcdef";

bool can_be_stored(std::string_view text) {
  return text.find('\0') == std::string_view::npos && is_valid_utf8(text) && !text.starts_with(as_bytes);
}

std::string hexadecimal(std::string_view text) {
  std::string hex(as_bytes);
  for (const char byte : text) {
    const auto value = static_cast<unsigned char>(byte);
    hex += {digits[value >> 4U], digits[value & 0xFU]};
  }
  return hex;
}

std::optional<std::string> from_hexadecimal(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string text;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const auto high = digits.find(hex[i]), low = digits.find(hex[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    text += static_cast<char>(high << 4U | low);
  }
  return text;
}

void add_escaped(std::string& line, std::string_view text) {
  for (const char byte : text) {
    switch (byte) {
      case '\\': line += "\\\\"; break;
      case '\n': line += "\\n"; break;
      case '\r': line += "\\r"; break;
      case '\t': line += "\\t"; break;
      default: line += byte;
    }
  }
}

// Reverses what PostgreSQL itself escapes.
std::optional<std::string> unescaped(std::string_view cell) {
  constexpr std::string_view names = "bfnrtv\\", bytes = "\b\f\n\r\t\v\\";
  std::string text;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] != '\\') {
      text += cell[i];
      continue;
    }
    const auto which = ++i < cell.size() ? names.find(cell[i]) : std::string_view::npos;
    if (which == std::string_view::npos) return std::nullopt;
    text += bytes[which];
  }
  return text;
}

void add_cell(std::string& line, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    line += std::to_string(*number);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    if (can_be_stored(*text)) return add_escaped(line, *text);
    add_escaped(line, hexadecimal(*text));
  } else {
    line += "\\N";
  }
}

std::optional<std::int64_t> number_of(std::string_view cell) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (problem != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
  return number;
}

std::optional<Value> value_of(std::string_view cell, const ColumnShape& column) {
  if (cell == "\\N") return Value();
  if (column.number) {
    const auto number = number_of(cell);
    return number ? std::optional<Value>(*number) : std::nullopt;
  }
  auto text = unescaped(cell);
  if (text && text->starts_with(as_bytes)) text = from_hexadecimal(std::string_view(*text).substr(as_bytes.size()));
  return text ? std::optional<Value>(*std::move(text)) : std::nullopt;
}

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t tab = std::min(line.find('\t', at), line.size());
    cells.push_back(line.substr(at, tab - at));
    at = tab + 1;
  }
  return cells;
}

}  // namespace

void add_copy_line(std::string& lines, const NumberedRow& row) {
  lines += std::to_string(row.number);
  for (const Value& cell : row.cells) {
    lines += '\t';
    add_cell(lines, cell);
  }
  lines += '\n';
}

std::optional<NumberedRow> row_of_copy_line(std::string_view line, const TableShape& table) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  const auto cells = cells_of(line);
  const auto number = number_of(cells.front());
  if (!number || cells.size() != table.columns.size() + 1) return std::nullopt;
  NumberedRow row{*number, {}};
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    auto value = value_of(cells[i + 1], table.columns[i]);
    if (!value) return std::nullopt;
    row.cells.push_back(*std::move(value));
  }
  return row;
}

}  // namespace dockhand

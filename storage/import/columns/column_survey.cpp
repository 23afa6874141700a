#include "storage/import/columns/column_survey.h"

#include <algorithm>

#include "storage/model/codes.h"

namespace dockhand {
namespace {

bool is_plain_iso(const std::string& cell) { return cell.size() == 10 && cell[4] == '-' && cell[7] == '-'; }

// "13/04/2027" and "13.04.2027".
bool is_day_in_figures(const std::string& cell) {
  return cell.find_first_not_of("0123456789./-") == std::string::npos &&
         std::count_if(cell.begin(), cell.end(), [](char c) { return c == '/' || c == '.' || c == '-'; }) == 2;
}

bool is_counted(ColumnType type) { return type == ColumnType::number || type == ColumnType::price; }

}  // namespace

ColumnSurvey::ColumnSurvey(const Header& header, Convention said, Convention usual, std::optional<char> separator)
    : header_(header),
      said_(said),
      usual_(usual),
      separator_(separator),
      types_(header.width, ColumnType::number),
      seen_(header.width) {
  for (std::size_t i = 0; i < header.places.size(); ++i) {
    if (header.places[i] >= 0) types_[static_cast<std::size_t>(header.places[i])] = header.kind->columns[i].type;
  }
}

void ColumnSurvey::take(const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < std::min(cells.size(), seen_.size()); ++i) {
    const std::string& cell = cells[i];
    if (cell.empty()) continue;
    if (types_[i] == ColumnType::price) take_currency(seen_[i], cell);
    if (is_counted(types_[i]))
      take_number(seen_[i], cell);
    else if (types_[i] == ColumnType::date || types_[i] == ColumnType::moment)
      take_day(seen_[i], cell);
    else if (types_[i] == ColumnType::barcode && cell.size() == 8 && is_digits(cell))
      ++(Gtin::parse(cell) ? seen_[i].ean8 : seen_[i].no_ean8);
  }
}

void ColumnSurvey::take_day(Forms& seen, const std::string& cell) const {
  if (is_plain_iso(cell)) {
    seen.year_first = true;
    seen.exchangeable = seen.exchangeable || is_exchangeable(cell);
    return;
  }
  seen.other_texts = seen.other_texts || is_day_in_figures(cell);
  constexpr std::size_t day_number = 5;  // its digits
  const std::string_view digits = std::string_view(cell).substr(0, cell.find('.'));
  if (digits.size() == day_number && is_digits(digits)) seen.day_number = cell;
  const DayOrders possible = possible_orders(cell);
  if (possible.day_first && possible.month_first) {
    if (seen.either_day.empty()) seen.either_day = cell;
  } else {
    seen.day_first = seen.day_first || possible.day_first;
    seen.month_first = seen.month_first || possible.month_first;
  }
}

void ColumnSurvey::take_currency(Forms& seen, const std::string& cell) {
  constexpr std::size_t many = 2;
  const std::string currency = is_digits(cell) ? "" : currency_of(cell);
  if (!currency.empty() && seen.currencies.size() < many) seen.currencies.insert(currency);
}

void ColumnSurvey::take_number(Forms& seen, const std::string& cell) const {
  if (is_digits(cell) || !seen.numbers) return;
  if (const auto mark = shown_mark(cell)) {
    bool& form = *mark == DecimalMark::point ? seen.point : seen.comma;
    form = true;
    std::string& sample = *mark == DecimalMark::point ? seen.with_point : seen.with_comma;
    if (sample.empty()) sample = cell;
  } else if (depends_on_mark(cell)) {
    if (seen.either_mark.empty()) seen.either_mark = cell;
    const std::size_t comma = cell.find(',');
    seen.whole_by_comma = seen.whole_by_comma && comma != std::string::npos &&
                          cell.find_first_not_of('0', comma + 1) == std::string::npos;
  } else if (!read_amount(cell, {})) {
    seen.numbers = false;
  }
}

std::optional<DecimalMark> ColumnSurvey::mark_of_file() const {
  bool point = false, comma = false;
  for (const Forms& seen : seen_) {
    point = point || (seen.numbers && seen.point);
    comma = comma || (seen.numbers && seen.comma);
  }
  if (point == comma) return std::nullopt;
  return point ? DecimalMark::point : DecimalMark::comma;
}

void ColumnSurvey::decide_days(const Forms& seen, const std::string& name, Convention& convention,
                               Decided& decided) const {
  if (const auto date = read_date(seen.day_number, {}); date) {
    decided.found.push_back("column '" + name + "' has the numbers by which a spreadsheet counts days (" +
                            printable(seen.day_number, 16) + " is " + date->text() + ")");
  }
  convention.may_be_exchanged = !separator_ && seen.exchangeable && seen.other_texts && !said_.days;
  if (said_.days)
    convention.days = said_.days;
  else if (seen.day_first != seen.month_first)
    convention.days = seen.day_first ? DayOrder::day_first : DayOrder::month_first;
  else
    convention.days = usual_.days;
  if (seen.either_day.empty()) {
    if (!said_.days) convention.days.reset();
    return;
  }
  if (convention.days) {
    decided.found.push_back("column '" + name + "' is read with the " +
                            (*convention.days == DayOrder::day_first ? "day" : "month") + " first (" + seen.either_day +
                            ")");
  } else {
    decided.questions.push_back({ImportQuestion::About::days, name, seen.either_day});
  }
}

void ColumnSurvey::decide_mark(const Forms& seen, const std::string& name, Convention& convention,
                               Decided& decided) const {
  if (seen.point && seen.comma && seen.numbers)
    decided.found.push_back("column '" + name + "' has both decimal marks, as in " + printable(seen.with_point, 16) +
                            " and " + printable(seen.with_comma, 16) + ": each is read as it stands");
  const bool by_semicolons = separator_ == std::optional(';') && !seen.either_mark.empty() && seen.whole_by_comma;
  if (said_.mark)
    convention.mark = said_.mark;
  else if (seen.point != seen.comma)
    convention.mark = seen.point ? DecimalMark::point : DecimalMark::comma;
  else if (seen.either_mark.empty() || seen.point)
    return;
  else if (const auto mark = mark_of_file())
    convention.mark = mark;
  else if (usual_.mark)
    convention.mark = usual_.mark;
  else if (by_semicolons)
    convention.mark = DecimalMark::comma;
  if (seen.either_mark.empty()) return;
  if (convention.mark) {
    decided.found.push_back("the decimal mark of column '" + name + "' is '" + name_of(*convention.mark) + "' (" +
                            seen.either_mark + ")");
  } else {
    decided.questions.push_back({ImportQuestion::About::mark, name, seen.either_mark});
  }
}

void ColumnSurvey::tell_forms(const Forms& seen, const Convention& convention, Decided& decided) {
  const bool day = seen.day_first || convention.days == DayOrder::day_first;
  const bool month = seen.month_first || convention.days == DayOrder::month_first;
  if (day) decided.dates.insert(name_of(DayOrder::day_first));
  if (month) decided.dates.insert(name_of(DayOrder::month_first));
  if (seen.year_first) decided.dates.insert("ymd");
  if (seen.point || convention.mark == DecimalMark::point) decided.decimals.insert(name_of(DecimalMark::point));
  if (seen.comma || convention.mark == DecimalMark::comma) decided.decimals.insert(name_of(DecimalMark::comma));
}

// One wrong digit is a mistake of typing; of codes that are no EAN-8 at all, one in ten would look like one.
void ColumnSurvey::decide_labels(const Forms& seen, Convention& convention, Decided& decided) const {
  convention.labels = header_.labels;
  if (header_.labels != Labels::any || seen.no_ean8 + seen.ean8 < 2 || seen.no_ean8 < seen.ean8) return;
  convention.labels = Labels::own;
  decided.found.push_back("the barcodes of 8 digits are the house's own: " + std::to_string(seen.no_ean8) + " of " +
                          std::to_string(seen.no_ean8 + seen.ean8) + " are no EAN-8");
}

Decided ColumnSurvey::decide() const {
  Decided decided{std::vector<Convention>(header_.places.size()), {}, {}};
  for (std::size_t i = 0; i < header_.places.size(); ++i) {
    if (header_.places[i] < 0) continue;
    const Forms& seen = seen_[static_cast<std::size_t>(header_.places[i])];
    const Column& column = header_.kind->columns[i];
    for (const std::string& currency : seen.currencies) decided.currencies.emplace(currency, column.name);
    if (is_counted(column.type))
      decide_mark(seen, column.name, decided.conventions[i], decided);
    else if (column.type == ColumnType::date || column.type == ColumnType::moment)
      decide_days(seen, column.name, decided.conventions[i], decided);
    else if (column.type == ColumnType::barcode)
      decide_labels(seen, decided.conventions[i], decided);
    tell_forms(seen, decided.conventions[i], decided);
  }
  return decided;
}

}  // namespace dockhand

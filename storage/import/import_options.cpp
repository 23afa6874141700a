#include "storage/import/import_options.h"

#include "storage/files/table.h"
#include "storage/import/cells/office_date.h"
#include "storage/import/cells/office_number.h"
#include "storage/import/columns/import_columns.h"

namespace dockhand {

namespace {

std::vector<std::string> names_of_kinds() {
  std::vector<std::string> names;
  for (const ImportKind& kind : import_kinds()) names.emplace_back(kind.name);
  return names;
}

}  // namespace

const std::array<ImportOption, 4>& import_options() {
  static const std::array<ImportOption, 4> options{{
      {"separator",
       "what separates the columns; found when it is not said",
       {",", ";", "|", "tab"},
       &ImportTexts::separator},
      {"dates",
       "what 03/04/2026 begins with, where no other row of its column shows it",
       {"dmy", "mdy"},
       &ImportTexts::dates},
      {"decimal", "what 1,200 or 1.200 has, where no other row shows it", {".", ","}, &ImportTexts::decimal},
      {"kind", "what a row is, where the headings do not say it; remembered for the same headings", names_of_kinds(),
       &ImportTexts::kind},
  }};
  return options;
}

Result<ImportChoices> choices_of(const ImportTexts& texts) {
  ImportChoices choices;
  if (!texts.separator.empty()) {
    const auto separator = parse_separator(texts.separator);
    if (!separator) return separator.error();
    choices.separator = *separator;
  }
  if (!texts.dates.empty()) {
    const auto days = parse_day_order(texts.dates);
    if (!days) return days.error();
    choices.said.days = *days;
  }
  if (!texts.decimal.empty()) {
    const auto mark = parse_decimal_mark(texts.decimal);
    if (!mark) return mark.error();
    choices.said.mark = *mark;
  }
  choices.header.kind = texts.kind;
  for (const std::string& text : texts.states) {
    const std::size_t equals = text.rfind('=');
    if (equals == std::string::npos || equals == 0) return Error{ErrorKind::bad_input, "--state", "say WORD=wanted"};
    const auto state = parse_row_state(std::string_view(text).substr(equals + 1));
    if (!state) return Error{ErrorKind::bad_input, "--state", state.error().message};
    choices.header.states.push_back({text.substr(0, equals), *state});
  }
  for (const std::string& text : texts.units) {
    auto size = parse_unit_size(text, "=");
    if (!size) return Error{ErrorKind::bad_input, "--unit", size.error().message};
    choices.header.units.push_back(*std::move(size));
  }
  return choices;
}

}  // namespace dockhand

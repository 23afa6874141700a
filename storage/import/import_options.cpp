#include "storage/import/import_options.h"

#include "storage/files/table.h"
#include "storage/import/office_date.h"
#include "storage/import/office_number.h"

namespace dockhand {

const std::array<ImportOption, 3>& import_options() {
  static const std::array<ImportOption, 3> options{{
      {"separator",
       "what separates the columns; found when it is not said",
       {",", ";", "|", "tab"},
       &ImportTexts::separator},
      {"dates",
       "what 03/04/2026 begins with, where no other row of its column shows it",
       {"dmy", "mdy"},
       &ImportTexts::dates},
      {"decimal", "what 1,200 or 1.200 has, where no other row shows it", {".", ","}, &ImportTexts::decimal},
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
  return choices;
}

}  // namespace dockhand

#include "storage/import/import_options.h"

#include "storage/files/table.h"
#include "storage/import/cells/office_date.h"
#include "storage/import/cells/office_number.h"
#include "storage/import/columns/import_columns.h"
#include "storage/import/mapping/mapping_memory.h"

namespace dockhand {

namespace {

std::vector<std::string> names_of_kinds() {
  std::vector<std::string> names;
  for (const ImportKind& kind : import_kinds()) names.emplace_back(kind.name);
  return names;
}

// Takes how the file is written.
Status take_form(const ImportTexts& texts, ImportChoices& choices) {
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
  return Done{};
}

// Takes what words in its rows mean.
Status take_words(const ImportTexts& texts, HeaderChoices& header) {
  for (const std::string& text : texts.states) {
    const std::size_t equals = text.rfind('=');
    if (equals == std::string::npos || equals == 0) return Error{ErrorKind::bad_input, "--state", "say WORD=wanted"};
    const auto state = parse_row_state(std::string_view(text).substr(equals + 1));
    if (!state) return Error{ErrorKind::bad_input, "--state", state.error().message};
    header.states.push_back({text.substr(0, equals), *state});
  }
  for (const std::string& text : texts.units) {
    auto size = parse_unit_size(text, "=");
    if (!size) return Error{ErrorKind::bad_input, "--unit", size.error().message};
    header.units.push_back(*std::move(size));
  }
  return Done{};
}

// Takes which columns are which.
Status take_columns(const ImportTexts& texts, HeaderChoices& header) {
  for (const std::string& one : texts.set) {
    const std::size_t equals = one.find('=');
    if (equals == std::string::npos) return Error{ErrorKind::bad_input, "--set", "say COLUMN=TEXT"};
    header.set.emplace_back(one.substr(0, equals), one.substr(equals + 1));
  }
  for (const std::string& one : texts.columns) {
    const std::size_t equals = one.find('=');
    if (equals == std::string::npos) return Error{ErrorKind::bad_input, "--column", "say COLUMN=HEADING"};
    if (one.substr(0, equals) == "state")
      header.states_in.push_back(one.substr(equals + 1));
    else
      header.columns.emplace_back(one.substr(0, equals), one.substr(equals + 1));
  }
  for (const std::filesystem::path& file : texts.maps) {
    auto text = mapping_in(file);
    if (!text) return text.error();
    header.mappings.push_back(std::move(text).value());
  }
  return Done{};
}

}  // namespace

std::vector<Option> import_options(ImportTexts& texts, const char* about_maps) {
  return {
      option("separator", &texts.separator, "what separates the columns; found when it is not said")
          .one_of({",", ";", "|", "tab"}),
      option("sheet", &texts.sheet, "which sheet of a spreadsheet is read, where several have columns that are known"),
      option("dates", &texts.dates,
             "what 03/04/2026 begins with, where no other row of its column shows it; remembered for the same headings")
          .one_of({"dmy", "mdy"}),
      option("decimal", &texts.decimal,
             "what 1,200 or 1.200 has, where no other row shows it; remembered for the same headings")
          .one_of({".", ","}),
      option("kind", &texts.kind, "what a row is, where the headings do not say it; remembered for the same headings")
          .one_of(names_of_kinds()),
      option("map", &texts.maps, about_maps),
      option("set", &texts.set, "COLUMN=TEXT: what all rows have in a column of ours"),
      option("column", &texts.columns,
             "COLUMN=HEADING: how the file calls a column of ours; state=HEADING: it says what is wanted, done or "
             "cancelled"),
      option("state", &texts.states,
             "WORD=wanted, done or cancelled: what a state means that a system's rows have; remembered for the same "
             "headings"),
      option("unit", &texts.units,
             "WORD=NUMBER: how many base units are in one Karton, ...; remembered for the same headings"),
      option("make", &texts.make, "customers that orders name are made when they are unknown"),
      option("make_items", &texts.make_items, "items that rows name are made when they are unknown"),
      option("skip_bad", &texts.skip_bad, "leave bad rows out and import the others"),
      option("rejects", &texts.rejects, "where bad rows are written (FILE.rejects.csv)"),
      option("dry_run", &texts.dry_run, "say what would be new, changed and refused, and change nothing"),
      option("confirm", &texts.confirm,
             "answers yes to what is asked: booked units will be known otherwise, an order has two customers, another "
             "notice replaces one; and what was cancelled or closed here is wanted again"),
      option("left_out", &texts.left_out,
             "a line that an order or a purchase comes again without: cancelled or kept; it holds from now on")
          .one_of({"cancel", "keep"}),
      option("json", &texts.json, "one JSON object per file"),
      option("undo", &texts.undo, "takes back what the last file wrote, where nothing was built on it"),
  };
}

Result<ImportChoices> choices_of(const ImportTexts& texts) {
  ImportChoices choices;
  if (auto taken = take_form(texts, choices); !taken) return taken.error();
  if (auto taken = take_words(texts, choices.header); !taken) return taken.error();
  if (auto taken = take_columns(texts, choices.header); !taken) return taken.error();
  choices.header.kind = texts.kind;
  choices.sheet = texts.sheet;
  choices.header.make = texts.make;
  choices.header.make_items = texts.make_items;
  choices.skip_bad = texts.skip_bad;
  choices.try_out = texts.dry_run;
  choices.confirmed = texts.confirm;
  if (!texts.left_out.empty()) choices.cancels_left_out = texts.left_out == "cancel";
  return choices;
}

}  // namespace dockhand

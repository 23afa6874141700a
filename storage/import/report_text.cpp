#include "storage/import/report_text.h"

#include <algorithm>

#include "storage/model/tools/plural.h"

namespace dockhand {

std::string changes_text(const ImportChanges& changes) {
  return std::to_string(changes.created) + " new, " + std::to_string(changes.changed) + " changed, " +
         std::to_string(changes.unchanged) + " unchanged, " + std::to_string(changes.refused) + " refused, " +
         std::to_string(changes.gone) + " that only the books have";
}

namespace {

// A file may have nothing but lines that are not wanted any more.
std::string taken_text(const ImportReport& told) {
  const std::string lines = plural(told.cancelled, "line", "lines");
  if (told.rows == 0) {
    return told.cancelled == 0 ? "no row of " + told.kind + " was to be imported"
                               : lines + " of " + told.kind + " cancelled";
  }
  const std::string rows = plural(told.rows, "row of ", "rows of ") + told.kind + " imported";
  return rows + (told.cancelled == 0 ? "" : ", " + lines + " cancelled");
}

}  // namespace

std::string outcome_text(const ImportedFile& one) {
  const ImportReport& told = one.report;
  const std::string rows = plural(told.rows, "row of ", "rows of ") + told.kind;
  if (told.changes) return rows + " tried out, nothing was changed: " + changes_text(*told.changes);
  if (!told.errors.empty() && !one.booked) return "not imported because of its bad lines";
  if (!one.booked) return rows + " could be taken, and were not because of the other files";
  if (told.repeated) return rows + ", imported before: nothing was changed";
  const std::size_t bad = told.bad_rows;
  return taken_text(told) + (bad == 0 ? "" : " but for " + plural(bad, "bad one", "bad ones")) +
         (told.reserved == 0 ? "" : "; " + plural(told.reserved, "unit", "units") + " of stock reserved");
}

namespace {

std::string separators_called(const std::string& separator) {
  if (separator == ",") return "commas";
  if (separator == ";") return "semicolons";
  return separator == "tab" ? "tabs" : "'" + separator + "'";
}

}  // namespace

std::string form_text(const FileForm& form) {
  std::string text = form.encoding;
  const auto add = [&](const std::string& what, const std::set<std::string>& forms) {
    std::string all;
    for (const std::string& one : forms) all += (all.empty() ? "" : " and ") + one;
    if (!all.empty()) text += (text.empty() ? "" : ", ") + what + " " + all;
  };
  if (!form.separator.empty()) add("columns separated by", {separators_called(form.separator)});
  add("days as", form.dates);
  add(form.decimals.size() > 1 ? "decimal marks" : "decimal mark", form.decimals);
  return text;
}

std::string report_text(const ImportedFile& one, std::size_t most) {
  std::string text = outcome_text(one) + "\n";
  for (const std::string& sentence : one.report.found) text += sentence + "\n";
  if (!one.report.left_columns.empty()) text += "all columns that were left out:\n";
  for (const std::string& column : one.report.left_columns) text += "  " + column + "\n";
  const std::size_t said = std::min(most, one.report.errors.size());
  for (std::size_t i = 0; i < said; ++i) text += one.report.errors[i].sentence() + "\n";
  const std::size_t all = one.report.errors.size() + one.report.errors_left_out;
  if (all > said) text += "and " + plural(all - said, "more fault", "more faults") + "\n";
  return text;
}

}  // namespace dockhand
